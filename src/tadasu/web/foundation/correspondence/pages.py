"""For desks that have pages of their own for somebody without an account: a page, the visit, its cookie, what was typed."""

from tadasu.web.foundation.correspondence._code import MOST_TYPED, canonical, grouped, with_check
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import (
    IDLE,
    code_to_show,
    enter,
    entered,
    form_token,
    note,
    seen,
)
from tadasu.web.foundation.correspondence.forms import Code
from tadasu.web.foundation.correspondence.views._in_box import in_box
from tadasu.web.foundation.correspondence.views._source import (
    forged,
    forget,
    has_token,
    remember,
    source_page,
    speak,
    visiting,
)
from tadasu.web.foundation.correspondence.views._typed import new_word, typed
from tadasu.web.foundation.correspondence.views.box import ask_again, code_page
from tadasu.web.foundation.correspondence.views.counter import open_here, promises_page

__all__ = [
    "IDLE",
    "MOST_TYPED",
    "Code",
    "Visit",
    "ask_again",
    "canonical",
    "code_page",
    "code_to_show",
    "enter",
    "entered",
    "forged",
    "forget",
    "form_token",
    "grouped",
    "has_token",
    "in_box",
    "new_word",
    "note",
    "open_here",
    "promises_page",
    "remember",
    "seen",
    "source_page",
    "speak",
    "typed",
    "visiting",
    "with_check",
]
