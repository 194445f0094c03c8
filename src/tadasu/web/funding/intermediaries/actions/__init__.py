"""What may be done with intermediaries: each asks whether the actor may, does it, and records it."""

from tadasu.web.funding.intermediaries._stated import Stated
from tadasu.web.funding.intermediaries.actions.attesting import attest, judge
from tadasu.web.funding.intermediaries.actions.incidents import close_incident, tell_incident
from tadasu.web.funding.intermediaries.actions.stating import note_grant, state
from tadasu.web.funding.intermediaries.actions.terms import Said, acknowledge, set_terms

__all__ = [
    "Said",
    "Stated",
    "acknowledge",
    "attest",
    "close_incident",
    "judge",
    "note_grant",
    "set_terms",
    "state",
    "tell_incident",
]
