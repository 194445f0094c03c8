"""What codes of applications are called, in the language of the page."""

from collections.abc import Mapping

from tadasu.web.foundation.correspondence.purposes import purposes, state_text
from tadasu.web.funding.applications.levels import CODES
from tadasu.web.funding.applications.models import ASKED, DECIDED, ENDED, RECEIVED, REVIEWING, WITHDRAWN
from tadasu.web.funding.applications.words import Words, languages
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.calls.queries import PURPOSE
from tadasu.web.funding.calls.words import named
from tadasu.web.ui.days import language

_STATES: Mapping[str, Mapping[str, str]] = {
    RECEIVED: {"en": "Received", "ja": "受付"},
    ASKED: {"en": "Question asked", "ja": "照会中"},
    REVIEWING: {"en": "In review", "ja": "審査中"},
    DECIDED: {"en": "Decided", "ja": "決定済み"},
    WITHDRAWN: {"en": "Taken back", "ja": "取下げ"},
    ENDED: {"en": "Ended with its box", "ja": "箱とともに終了"},
}


def words() -> Words:
    """Our own, in the language of the page."""
    return languages()[language()]


def level_name(level: int) -> str:
    """In the words in which it was chosen, up to the colon."""
    said = words().text(f"questions.level.choices.{CODES[level]}")
    return said.replace("：", ":").split(":")[0]


def lane_name(lane: str) -> str:
    """As calls name their tiers."""
    return named("tiers", lane, language())


def state_name(state: str) -> str:
    """In a word, for staff."""
    return _STATES[state][language()]


def state_told(state: str) -> str:
    """As its holder is told."""
    return state_text(purposes().get(PURPOSE), state)


def title_of(call: Call | None) -> str:
    """Of a call; nothing where it may not be seen."""
    if call is None:
        return ""
    return call.title_ja if language() == "ja" else call.title
