"""What may be done with rounds."""

from tadasu.web.funding.feedback.actions.answering import answer, enter
from tadasu.web.funding.feedback.actions.beginning import begin_round, drop_round
from tadasu.web.funding.feedback.actions.closing import close_round, open_words
from tadasu.web.funding.feedback.actions.replying import hand_over, reply
from tadasu.web.funding.feedback.actions.taking import Vouchers, take

__all__ = [
    "Vouchers",
    "answer",
    "begin_round",
    "close_round",
    "drop_round",
    "enter",
    "hand_over",
    "open_words",
    "reply",
    "take",
]
