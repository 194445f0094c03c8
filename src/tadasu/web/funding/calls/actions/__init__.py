"""What may be done with calls: each asks whether the actor may, does it, and records it."""

from tadasu.web.funding.calls._terms import CallSaid
from tadasu.web.funding.calls.actions.forms import load_form
from tadasu.web.funding.calls.actions.inviting import Invited, invite, use_invitation, withdraw_invitation
from tadasu.web.funding.calls.actions.opening import close_call, extend_call, open_call
from tadasu.web.funding.calls.actions.speaking import say_in
from tadasu.web.funding.calls.actions.writing import begin_call, write_call

__all__ = [
    "CallSaid",
    "Invited",
    "begin_call",
    "close_call",
    "extend_call",
    "invite",
    "load_form",
    "open_call",
    "say_in",
    "use_invitation",
    "withdraw_invitation",
    "write_call",
]
