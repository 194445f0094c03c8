"""Reminders: a time that comes to its end, ends, or is over is marked in what waits for people. Nothing is sent by e-mail.

Runs once a day, in the worker. Killed or repeated it has its effect once: each task is a transaction of its own, and the
database takes each reminder once a task, kind and last day.
"""

from datetime import date
from uuid import UUID

from tadasu.schema import StoreError, TadasuError
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.procedure._times import TimeLeft, time_left
from tadasu.web.foundation.procedure._writing import SUBJECT, position_of
from tadasu.web.foundation.procedure.models import Reminder, Run, Task
from tadasu.web.foundation.procedure.versions import procedure_of

SOON = 5
"""Days, or working days of a time of working days, before the last day: as the clock on a page is marked."""


def send_due(today: date) -> int:
    """Remind of every open task whose time comes to its end; how many reminders are new. For the worker, who sees all rows.

    Times are counted anew first: a day off that was proclaimed after the last step moves them. A case that cannot be counted
    keeps no other waiting; raises StoreError with how many those were, when all others are done.
    """
    with acting(SYSTEM):
        waiting = list(Task.objects.filter(done_at=None).order_by("id").values_list("id", "run_id"))
    new = failed = 0
    for task, run in waiting:
        try:
            new += _remind(task, run, today)
        except TadasuError:
            failed += 1
    if failed:
        raise StoreError(f"reminders: {failed} of {len(waiting)} could not be counted")
    return new


def _remind(task: UUID, run: UUID, today: date) -> bool:
    """Whether there was something new to remind of."""
    with acting(SYSTEM):
        locked = Run.objects.select_for_update(of=("self",))
        found = locked.select_related("version").defer("version__data").get(id=run)
        waiting = Task.objects.filter(id=task, done_at=None).first()
        if waiting is None:
            return False
        time = time_left(procedure_of(found.version), position_of(tuple(found.steps.order_by("number"))), today)
        if time.due != waiting.due_on:
            _recount(found, waiting, time)
        kind = kind_on(time)
        if not kind or time.due is None:
            return False
        reminder, new = Reminder.objects.get_or_create(
            task=waiting, kind=kind, due_on=time.due, defaults={"run": found, "day": today}
        )
        if new:
            _record(found, "procedure.remind", {"kind": kind, "due": reminder.due_on.isoformat()})
        return new


def kind_on(time: TimeLeft) -> str:
    """Of what to remind on the day as of which a time is counted; empty when of nothing."""
    if time.due is None or time.left is None:
        return ""
    if time.overdue:
        return Reminder.OVERDUE
    if time.on == time.due:
        return Reminder.AT
    return Reminder.BEFORE if time.left <= SOON else ""


def _recount(run: Run, task: Task, time: TimeLeft) -> None:
    before = task.due_on
    run.due_on = task.due_on = time.due
    run.save(update_fields=["due_on"])
    task.save(update_fields=["due_on"])
    detail = {"before": before.isoformat() if before else "", "due": time.due.isoformat() if time.due else ""}
    _record(run, "procedure.recount", {name: day for name, day in detail.items() if day})


def _record(run: Run, act: str, detail: dict[str, str]) -> None:
    record(SYSTEM, act=act, subject=SUBJECT, subject_id=run.id, organisation=run.organisation_id, detail=detail)
