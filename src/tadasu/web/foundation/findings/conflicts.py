"""Somebody else acted meanwhile: nothing of what was asked is done, and what happened is told."""

from tadasu.schema import UsageError
from tadasu.web.foundation.findings.models import FindingVersion


class Conflict(UsageError):
    """`version` as it is now; `seen` is where whoever acts thought it stood."""

    def __init__(self, version: FindingVersion, *, seen: str) -> None:
        self.version = version
        self.seen = seen
        super().__init__("findings-conflict", status=version.status)
