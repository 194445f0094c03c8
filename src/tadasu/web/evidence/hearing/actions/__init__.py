"""What may be done with notices: each asks whether the actor may, does it, and records it."""

from tadasu.web.evidence.hearing.actions.answering import say
from tadasu.web.evidence.hearing.actions.noting import lengthen, note_answer, note_silence, take_in
from tadasu.web.evidence.hearing.actions.preparing import Prepared, drop, not_tell, prepare, release
from tadasu.web.evidence.hearing.actions.sending import Sent, send

__all__ = [
    "Prepared",
    "Sent",
    "drop",
    "lengthen",
    "not_tell",
    "note_answer",
    "note_silence",
    "prepare",
    "release",
    "say",
    "send",
    "take_in",
]
