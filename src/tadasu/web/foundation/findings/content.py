"""What a finding says, for apps that conclude one."""

from tadasu.web.foundation.findings._document import Content, Named

__all__ = ["Content", "Named"]
