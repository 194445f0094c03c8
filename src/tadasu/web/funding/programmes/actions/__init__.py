"""What may be done with money: each asks whether the actor may, does it, and records it."""

from tadasu.web.funding.programmes.actions.entering import carry_over, correct, enter
from tadasu.web.funding.programmes.actions.inspecting import begin_visit, end_visit, note_shown
from tadasu.web.funding.programmes.actions.rating import Read, load_rates, set_rate
from tadasu.web.funding.programmes.actions.setting_up import (
    FundSaid,
    LineSaid,
    change_fund,
    change_line,
    found_fund,
    open_line,
    set_budget,
)

__all__ = [
    "FundSaid",
    "LineSaid",
    "Read",
    "begin_visit",
    "carry_over",
    "change_fund",
    "change_line",
    "correct",
    "end_visit",
    "enter",
    "found_fund",
    "load_rates",
    "note_shown",
    "open_line",
    "set_budget",
    "set_rate",
]
