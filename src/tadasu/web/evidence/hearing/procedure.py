"""The time of a named company, run by `foundation.procedure`: our own procedure, with a regime's clocks where one has them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tadasu.law import Asked, Procedure, TimeLimit, read_procedure, read_regime
from tadasu.law import procedure_of as procedure_of_regime
from tadasu.web.evidence.hearing.models import Answer, Notice
from tadasu.web.evidence.hearing.words import DATA, words
from tadasu.web.evidence.verification.access import CONCLUDES
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.procedure.guards import Question, guard
from tadasu.web.foundation.procedure.kinds import RunKind, run_kind

KIND = "evidence.hearing"
ASKER, NAMED = "asker", "named"
ANSWER, LENGTHEN, SILENCE = "answer", "lengthen", "silence"
ASKED, LENGTHENED, IS_ANSWERED, IS_SILENT = "asked", "lengthened", "answered", "silent"
COUNTS = ("answer", "file", "correction", "statement")
"""What counts as an answer: not that more time is asked for."""

_OWN = DATA / "procedures" / "own" / "hearing"


def procedure_for(time: str, on: date) -> Procedure:
    """The procedure with the clocks of `times` in the data, as the law of a day has them. Raises KeyError for no such."""
    said = words("times")[time]
    own = read_procedure(_OWN, read_regime(_OWN), Asked(on=on))
    if not said["regime"]:
        return own
    theirs = procedure_of_regime(said["regime"], Asked(on=on))
    limits: Mapping[str, TimeLimit] = {
        state: limit
        for state in (ASKED, LENGTHENED)
        if said[state] and (limit := theirs.states[said[state]].limit) is not None
    }
    states = {
        key: replace(state, limit=_here(limits[key], key)) if key in limits else state
        for key, state in own.states.items()
    }
    sources = {one.basis.source.id: one.basis.source for one in limits.values()}
    regime = replace(own.regime, sources=MappingProxyType({**own.regime.sources, **sources}))
    return replace(own, regime=regime, states=MappingProxyType(states))


def answers_of(notice: UUID) -> list[Answer]:
    """What counts as an answer and was not taken back, the first first."""
    return list(Answer.objects.filter(notice=notice, kind__in=COUNTS, taken_back=False).order_by("letter"))


def declare() -> None:
    """The kind of runs and the rules before its moves, once."""
    guard("hearing-has-answered", _has_answered, _("Nothing has come from the company."))
    guard("hearing-time-over", _time_over, _("Its time is not over, or something has come from it."))
    keep = frozenset(CONCLUDES)
    guards = {
        (ASKED, ANSWER): ("hearing-has-answered",),
        (LENGTHENED, ANSWER): ("hearing-has-answered",),
        (IS_SILENT, ANSWER): ("hearing-has-answered",),
        (ASKED, SILENCE): ("hearing-time-over",),
        (LENGTHENED, SILENCE): ("hearing-time-over",),
    }
    run_kind(RunKind(id=KIND, opens=keep, keeps=keep, guards=guards, title=_title))


def _here(limit: TimeLimit, state: str) -> TimeLimit:
    """A clock of a regime in our procedure: it runs from our state, or extends ours."""
    return replace(limit, since="", extends=(ASKED,) if state == LENGTHENED else ())


def _has_answered(question: Question) -> bool:
    return bool(answers_of(question.run.subject))


def _time_over(question: Question) -> bool:
    due = question.run.due_on
    return due is not None and timezone.localdate() > due and not answers_of(question.run.subject)


def _title(subject: UUID) -> str:
    notice = Notice.objects.filter(id=subject).first()
    inquiry = Inquiry.objects.filter(id=notice.inquiry).first() if notice is not None else None
    return inquiry.label if inquiry is not None else str(subject)
