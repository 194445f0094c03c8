"""What may be done with results: each asks whether the actor may, does it, and records it."""

from tadasu.web.funding.results.actions.measuring import IndicatorSaid, end_indicator, note_value, state_indicator
from tadasu.web.funding.results.actions.publicising import drop, hand_over, prepare
from tadasu.web.funding.results.actions.telling import tell
from tadasu.web.funding.results.actions.writing import (
    Said,
    correct,
    set_aside,
    withdraw,
    write_for_programme,
    write_result,
)

__all__ = [
    "IndicatorSaid",
    "Said",
    "correct",
    "drop",
    "end_indicator",
    "hand_over",
    "note_value",
    "prepare",
    "set_aside",
    "state_indicator",
    "tell",
    "withdraw",
    "write_for_programme",
    "write_result",
]
