"""What pages of people without an account show besides questions: calls, advice, consents, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.correspondence.pages import IDLE
from tadasu.web.foundation.guided.questions import Answers
from tadasu.web.foundation.guided.shown import Choice
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.advice import ASKED, recommended
from tadasu.web.funding.applications.clock import hours_of
from tadasu.web.funding.applications.levels import fields_of
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.applications.names import level_name, title_of
from tadasu.web.funding.applications.words import Words
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.calls.queries import held_invitation, open_calls
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.sentences import sentence

MINUTES = IDLE.seconds // 60

SAID: Mapping[str, str] = {
    "applications-amount": "page.amount-range",
    "applications-changed": "page.changed",
    "applications-consents-changed": "page.consents-changed",
    "applications-no-number": "page.no-number",
    "applications-nothing-chosen": "page.nothing-chosen",
    "applications-spoken": "page.spoken-missing",
    "applications-too-long": "page.too-long",
}
"""What the form says of an error in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallShown:
    """A call to choose."""

    id: UUID
    title: str
    when: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceShown:
    """What is recommended, and why; `open` where a question was not answered."""

    lead: str
    reasons: Sequence[str]
    open: str


def calls_shown(counter: UUID, chosen: str, words: Words) -> list[CallShown]:
    """Those that take applications at this counter, the emergency lane first."""
    return [
        CallShown(id=one.id, title=title_of(one), when=_when(one, words), chosen=str(one.id) == chosen)
        for one in open_calls().filter(counter=counter)
    ]


def _when(call: Call, words: Words) -> str:
    if call.closes_on is None:
        return words.text("page.choose-emergency", hours=hours_of(call.regime))
    return words.text("page.choose-until", day=day_text(call.closes_on, language()))


def invited_to(code: str) -> UUID | None:
    """The call of an invitation that can still be used."""
    held = held_invitation(code)
    return held.call_id if held is not None else None


def advised(answers: Answers, words: Words) -> AdviceShown:
    """What is recommended, in words."""
    found = recommended(answers)
    return AdviceShown(
        lead=words.text("advice.lead", level=level_name(found.level)),
        reasons=[words.text(f"advice.{one}") for one in found.reasons],
        open="" if all(one in answers for one in ASKED) else words.text("advice.open"),
    )


def consent_choices(application: Application, words: Words, chosen: Sequence[str] | None = None) -> list[Choice]:
    """What can be allowed at its level, with what is allowed now or was just chosen."""
    now = queries.consents_of(application)
    return [
        Choice(
            code=one,
            text=words.text(f"questions.consents.choices.{one}"),
            chosen=now[one] if chosen is None else one in chosen,
        )
        for one in fields_of(application.level)
    ]


def sentence_of(error: TadasuError, words: Words) -> str:
    """What is wrong, in the words of the form where it has some."""
    if not isinstance(error, UsageError):
        return sentence(error)
    params = dict(error.params)
    if error.code == "applications-missing":
        return words.text("page.missing", what=words.text(f"questions.{params['question']}.ask"))
    return words.text(SAID[error.code], **params) if error.code in SAID else sentence(error)
