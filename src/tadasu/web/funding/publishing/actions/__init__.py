"""What may be done with releases: prepare one (`preparing`), hand it to two who sign, give it up (`handing`), say as what we
publish (`publisher`)."""

from tadasu.web.funding.publishing.actions.handing import drop, hand_over
from tadasu.web.funding.publishing.actions.preparing import SMALL, Theirs, Wish, finish, prepare, run_waiting
from tadasu.web.funding.publishing.actions.publisher import PublisherSaid, set_publisher

__all__ = [
    "SMALL",
    "PublisherSaid",
    "Theirs",
    "Wish",
    "drop",
    "finish",
    "hand_over",
    "prepare",
    "run_waiting",
    "set_publisher",
]
