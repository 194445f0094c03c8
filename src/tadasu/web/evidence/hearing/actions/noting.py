"""Note what became of it: answered, silent, more time; and take an answer into the inquiry."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing._claimed import is_whole
from tadasu.web.evidence.hearing._writing import held, locked, write_down
from tadasu.web.evidence.hearing.access import NOTE
from tadasu.web.evidence.hearing.models import ANSWERED, SENT, SILENT, Notice
from tadasu.web.evidence.hearing.procedure import ANSWER, IS_ANSWERED, IS_SILENT, LENGTHEN, SILENCE, answers_of
from tadasu.web.evidence.hearing.queries import answer_of, notice_of, run_of
from tadasu.web.evidence.verification import actions as verification
from tadasu.web.evidence.verification.models import CLOSED, Taken
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.procedure.actions import make_move
from tadasu.web.foundation.procedure.models import Run


def note_answer(actor: Actor, *, notice: UUID, reason: str) -> Notice:
    """It was asked and answered, late as well; it counts as heard if all of the claim was told. Raises Notice.DoesNotExist,
    Refused, UsageError
    `hearing-state`, `hearing-no-answer`, and as `make_move` and `verification.actions.hear`."""
    with transaction.atomic():
        found = locked(actor, notice, NOTE, SENT, SILENT)
        there = answers_of(notice)
        if not there:
            raise UsageError("hearing-no-answer")
        run = _run(found)
        day = max(there[0].day, run.state_since)
        _moved(actor, run, ANSWER, IS_ANSWERED, reason, day)
        return _heard(actor, found, ANSWERED, "asked-and-answered", reason, day)


def note_silence(actor: Actor, *, notice: UUID, reason: str) -> Notice:
    """It was asked and had its time, which counts as heard. Raises as `note_answer`; `hearing-time-runs`, `hearing-answered`."""
    with transaction.atomic():
        found = locked(actor, notice, NOTE, SENT)
        run, today = _run(found), timezone.localdate()
        if answers_of(notice):
            raise UsageError("hearing-answered")
        if run.state != IS_SILENT and (run.due_on is None or today <= run.due_on):
            raise UsageError("hearing-time-runs")
        _moved(actor, run, SILENCE, IS_SILENT, reason, today)
        return _heard(actor, found, SILENT, "asked-and-silent", reason, today)


def lengthen(actor: Actor, *, notice: UUID, reason: str) -> Notice:
    """More time, once, as long as the procedure says. Raises as `note_answer`."""
    with transaction.atomic():
        found = locked(actor, notice, NOTE, SENT)
        run = _run(found)
        make_move(actor, run=run.id, move=LENGTHEN, seen=run.last, reason=reason)
        write_down(actor, NOTE, found, reason=reason, detail={"move": LENGTHEN})
    return found


def take_in(actor: Actor, *, notice: UUID, letter: int) -> Taken:
    """What came is an item of the inquiry from now on, to be assessed: for or against. Raises Notice.DoesNotExist,
    Answer.DoesNotExist, and as `verification.actions.take_in`."""
    found = notice_of(actor, notice)
    return verification.take_in(actor, inquiry=found.inquiry, item=answer_of(found, letter).item)


def _run(notice: Notice) -> Run:
    found = run_of(notice)
    if found is None:
        raise UsageError("hearing-state")
    return found


def _moved(actor: Actor, run: Run, move: str, to: str, reason: str, day: date) -> None:
    """Unless somebody made the move on the page of the procedure."""
    if run.state != to:
        make_move(actor, run=run.id, move=move, seen=run.last, reason=reason, day=day)


def _heard(actor: Actor, notice: Notice, state: str, code: str, reason: str, day: date) -> Notice:
    """Of a claim that says something else by now, or more than was told, nobody was heard; nor is anything changed of an inquiry
    that is closed."""
    notice.state = state
    notice.save(update_fields=["state"])
    about = held(actor, notice.inquiry)
    if about.status != CLOSED and is_whole(notice, about):
        verification.hear(actor, inquiry=notice.inquiry, code=code, day=day)
    else:
        code = ""
    write_down(actor, NOTE, notice, reason=reason, detail={"heard": code})
    return notice
