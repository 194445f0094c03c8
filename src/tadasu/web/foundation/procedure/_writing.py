"""One act on a run: it is locked and read, looked at for what others did meanwhile, and gets one more step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from tadasu.law import Procedure
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.procedure._history import Event, Position, What, after, fold, opened
from tadasu.web.foundation.procedure._pinned import clock_data, clock_from
from tadasu.web.foundation.procedure._tasks import keep_tasks
from tadasu.web.foundation.procedure._times import time_left
from tadasu.web.foundation.procedure.conflicts import Conflict
from tadasu.web.foundation.procedure.models import LONGEST_REASON, Reason, Run, Step, Version
from tadasu.web.foundation.procedure.versions import procedure_of

SUBJECT = "procedure.run"
"""What the record calls a run."""


@dataclass(frozen=True, slots=True)
class Held:
    """A run that is locked until the transaction ends, with everything about it that whoever acts may see."""

    run: Run
    procedure: Procedure
    steps: tuple[Step, ...]
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A step to be written: what happened, by whom, as which part, why. `organisation` is the actor's in this act."""

    event: Event
    act: str
    organisation: UUID
    reason: str = ""
    part: str = ""
    outside: bool = False
    move: str = ""
    to_user: UUID | None = None
    version: Version | None = None


def held(run: UUID, *, seen: int) -> Held:
    """The run, locked. `seen` is the number of the last step that whoever acts has seen.

    Raises Run.DoesNotExist for one that the actor does not see, Conflict when there are later steps, UsageError
    `run-no-such-step` when it cannot have been seen.
    """
    found = Run.objects.select_for_update(of=("self",)).select_related("version").defer("version__data").get(id=run)
    steps = tuple(found.steps.order_by("number"))
    if later := [one for one in steps if one.number > seen]:
        raise Conflict(found, later)
    if not 1 <= seen <= found.last:
        raise UsageError("run-no-such-step", value=str(seen))
    return Held(found, procedure_of(found.version), steps, position_of(steps))


def position_of(steps: tuple[Step, ...]) -> Position:
    """Where steps lead."""
    return fold(event_of(one) for one in steps)


def event_of(step: Step) -> Event:
    """The event that a step keeps."""
    return Event(
        what=What(step.what),
        day=step.day,
        state=step.state_to,
        until=step.until,
        extension=None if step.extension is None else clock_from(step.extension),
        mapping=step.mapping or {},
    )


def append(actor: Actor, to: Held, written: Written) -> Step:
    """Write a step, where it leads, what waits for whom then, and the entry in the record: all or nothing."""
    position = after(to.position, written.event)
    return _write(actor, to.run, position, written, before=to.position.state, number=to.run.last + 1)


def begin(actor: Actor, run: Run, written: Written) -> Step:
    """Write the first step of a run that is kept already."""
    return _write(actor, run, opened(written.event), written, before="", number=1)


def _write(actor: Actor, run: Run, position: Position, written: Written, *, before: str, number: int) -> Step:
    event, version = written.event, written.version or run.version
    procedure = procedure_of(version)
    due = time_left(procedure, position, event.day).due
    step = Step.objects.create(
        run=run,
        number=number,
        what=event.what.value,
        move=written.move,
        state_from=before if event.state else "",
        state_to=event.state,
        part=written.part,
        outside=written.outside,
        user_id=actor.user,
        organisation_id=written.organisation,
        version=version,
        day=event.day,
        until=event.until,
        extension=None if event.extension is None else clock_data(event.extension),
        mapping=dict(event.mapping) or None,
        to_user_id=written.to_user,
        due_on=due,
    )
    if written.reason:
        Reason.objects.create(step=step, text=written.reason)
    run.version = version
    keep(run, position, procedure, last=number, due=due)
    keep_tasks(run, event.what, procedure.states[position.state], due)
    record(
        actor,
        act=written.act,
        subject=SUBJECT,
        subject_id=run.id,
        organisation=run.organisation_id,
        reason=written.reason,
        detail=_detail(step),
    )
    return step


def keep(run: Run, position: Position, procedure: Procedure, *, last: int, due: date | None) -> None:
    """Repeat in the run where its steps lead."""
    state = procedure.states[position.state]
    open_ended = next((one for one in position.suspensions if one.end is None), None)
    run.last = last
    run.state = state.id
    run.state_since = position.since
    run.due_on = due
    run.suspended_on = open_ended.start if open_ended is not None else None
    run.outcome = state.id if state.outcome else ""
    run.over = not state.moves
    run.save()


def today() -> date:
    """The day it is, by the clock of the place that is set."""
    return timezone.localdate()


def day_of(day: date | None) -> date:
    """The day on which something happened: today unless it is said. Raises UsageError `run-day-ahead`."""
    now = today()
    if day is not None and day > now:
        raise UsageError("run-day-ahead", value=day.isoformat(), today=now.isoformat())
    return day or now


def reason_of(reason: str) -> str:
    """A reason, without blanks around it. Raises UsageError `reason-missing`, `run-reason-long`."""
    said = reason.strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if not said:
        raise UsageError("reason-missing")
    if len(said) > LONGEST_REASON:
        raise UsageError("run-reason-long", length=str(len(said)), most=str(LONGEST_REASON))
    return said


def _detail(step: Step) -> Mapping[str, Any]:
    """What the record keeps beside the reason: codes and days, no names."""
    shown = {
        "step": step.number,
        "move": step.move,
        "from": step.state_from,
        "to": step.state_to,
        "part": step.part,
        "day": step.day.isoformat(),
        "until": step.until.isoformat() if step.until else "",
        "due": step.due_on.isoformat() if step.due_on else "",
        "version": step.version.digest,
    }
    return {name: value for name, value in shown.items() if value != ""}
