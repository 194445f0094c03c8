"""What may be done with inquiries: each asks whether the actor may, does it, and records it."""

from tadasu.web.evidence.verification.actions.assessing import Said, assess, name_origin, take_in
from tadasu.web.evidence.verification.actions.claiming import Claimed, change, close, hear, open_inquiry, reopen
from tadasu.web.evidence.verification.actions.concluding import conclude, prepare_finding, sign
from tadasu.web.evidence.verification.actions.noting import add_note, open_note

__all__ = [
    "Claimed",
    "Said",
    "add_note",
    "assess",
    "change",
    "close",
    "conclude",
    "hear",
    "name_origin",
    "open_inquiry",
    "open_note",
    "prepare_finding",
    "reopen",
    "sign",
    "take_in",
]
