"""What may be done with petitions: each asks whether the actor may, does it, and records it."""

from tadasu.web.evidence.petition.actions.attaching import attach, detach
from tadasu.web.evidence.petition.actions.drafting import Begun, begin, copy, share, write_text
from tadasu.web.evidence.petition.actions.following import acknowledge, close, send, withdraw
from tadasu.web.evidence.petition.actions.releasing import offer, release, reopen

__all__ = [
    "Begun",
    "acknowledge",
    "attach",
    "begin",
    "close",
    "copy",
    "detach",
    "offer",
    "release",
    "reopen",
    "send",
    "share",
    "withdraw",
    "write_text",
]
