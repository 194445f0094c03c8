"""What may be done with documented incidents."""

from tadasu.web.evidence.incidents.actions._batches import Again
from tadasu.web.evidence.incidents.actions.ending import remove, sweep
from tadasu.web.evidence.incidents.actions.importing import (
    MOST_CONFIDENTIAL,
    MOST_PUBLIC,
    look_at,
    read_confidential,
    read_waiting,
    wait_for_worker,
)
from tadasu.web.evidence.incidents.actions.opening import Words, extract, open_words, share_words
from tadasu.web.evidence.incidents.actions.receiving import receive_batch

__all__ = [
    "MOST_CONFIDENTIAL",
    "MOST_PUBLIC",
    "Again",
    "Words",
    "extract",
    "look_at",
    "open_words",
    "read_confidential",
    "read_waiting",
    "receive_batch",
    "remove",
    "share_words",
    "sweep",
    "wait_for_worker",
]
