"""Somebody else acted meanwhile: nothing of what was asked is done, and what happened is told."""

from tadasu.schema import UsageError
from tadasu.web.evidence.verification.models import Inquiry


class Conflict(UsageError):
    """`inquiry` as it is now."""

    def __init__(self, inquiry: Inquiry) -> None:
        self.inquiry = inquiry
        super().__init__("verification-conflict")
