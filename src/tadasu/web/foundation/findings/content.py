"""What a finding says, for apps that conclude one."""

from tadasu.web.foundation.findings._document import Content, Named, Told, document_of

__all__ = ["Content", "Named", "Told", "document_of"]
