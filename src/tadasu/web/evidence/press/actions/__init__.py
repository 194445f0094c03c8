"""What may be done with published articles: each asks whether the actor may, does it, and writes it down."""

from tadasu.web.evidence.press._writing import Told
from tadasu.web.evidence.press.actions.adding import add, discard, take_bytes, take_page, take_text
from tadasu.web.evidence.press.actions.changing import add_passage, change, remove_passage
from tadasu.web.evidence.press.actions.following import follow, leave, stop
from tadasu.web.evidence.press.actions.repeating import decide, set_copied_from

__all__ = [
    "Told",
    "add",
    "add_passage",
    "change",
    "decide",
    "discard",
    "follow",
    "leave",
    "remove_passage",
    "set_copied_from",
    "stop",
    "take_bytes",
    "take_page",
    "take_text",
]
