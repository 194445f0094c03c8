"""What may be done when a funder falls."""

from tadasu.web.funding.winddown.actions.announcing import announce, withdraw_announcement
from tadasu.web.funding.winddown.actions.beginning import (
    ask_erase,
    begin_by_machine,
    confirm_erase,
    drop_erase,
    shut_now,
)
from tadasu.web.funding.winddown.actions.going_on import Step, go_on

__all__ = [
    "Step",
    "announce",
    "ask_erase",
    "begin_by_machine",
    "confirm_erase",
    "drop_erase",
    "go_on",
    "shut_now",
    "withdraw_announcement",
]
