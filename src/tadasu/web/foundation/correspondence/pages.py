"""For desks that have pages of their own for somebody without an account: a page, the visit, its cookie, what was typed."""

from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import (
    IDLE,
    code_to_show,
    enter,
    entered,
    form_token,
    note,
)
from tadasu.web.foundation.correspondence.forms import Code
from tadasu.web.foundation.correspondence.views._source import (
    forged,
    forget,
    has_token,
    remember,
    source_page,
    speak,
    visiting,
)

__all__ = [
    "IDLE",
    "Code",
    "Visit",
    "code_to_show",
    "enter",
    "entered",
    "forged",
    "forget",
    "form_token",
    "has_token",
    "note",
    "remember",
    "source_page",
    "speak",
    "visiting",
]
