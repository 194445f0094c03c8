"""What may be done with people and organisations: each asks whether the actor may, does it, and records it."""

from tadasu.web.foundation.accounts.actions._invitations import INVITATION, invite, join, join_through, take, withdraw
from tadasu.web.foundation.accounts.actions._organisations import found
from tadasu.web.foundation.accounts.actions._people import change_settings, sign_out_everywhere
from tadasu.web.foundation.accounts.actions._places import change_roles, end_place
from tadasu.web.foundation.accounts.actions._resets import RESET, offer_reset, offer_reset_to, use_reset

__all__ = [
    "INVITATION",
    "RESET",
    "change_roles",
    "change_settings",
    "end_place",
    "found",
    "invite",
    "join",
    "join_through",
    "offer_reset",
    "offer_reset_to",
    "sign_out_everywhere",
    "take",
    "use_reset",
    "withdraw",
]
