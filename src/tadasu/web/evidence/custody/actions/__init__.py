"""What may be done with items of evidence: each asks whether the actor may, does it, and writes it into the log of the item."""

from tadasu.web.evidence.custody.actions.handing import disclose, open_note, share
from tadasu.web.evidence.custody.actions.keeping import erase, hold, release_hold, set_status
from tadasu.web.evidence.custody.actions.noting import seal_note
from tadasu.web.evidence.custody.actions.opening import Checked, OpenedItem, check_item, open_item
from tadasu.web.evidence.custody.actions.receiving import (
    derive_file,
    derive_text,
    receive,
    receive_file,
    receive_record,
    receive_text,
)

__all__ = [
    "Checked",
    "OpenedItem",
    "check_item",
    "derive_file",
    "derive_text",
    "disclose",
    "erase",
    "hold",
    "open_item",
    "open_note",
    "receive",
    "receive_file",
    "receive_record",
    "receive_text",
    "release_hold",
    "seal_note",
    "set_status",
    "share",
]
