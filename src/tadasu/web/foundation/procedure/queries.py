"""What may be seen of runs: one of them whole, those about a subject, and what waits for whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from tadasu.law import Move, Procedure, State
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Membership, User
from tadasu.web.foundation.procedure._history import Position
from tadasu.web.foundation.procedure._migration import Effect, effect_of
from tadasu.web.foundation.procedure._moves import offered
from tadasu.web.foundation.procedure._parts import binding_for, players, playing
from tadasu.web.foundation.procedure._times import TimeLeft, time_left
from tadasu.web.foundation.procedure._writing import position_of
from tadasu.web.foundation.procedure.access import MIGRATE, MOVE, SEE, Playing
from tadasu.web.foundation.procedure.models import Binding, Reminder, Run, Step, Task, Version
from tadasu.web.foundation.procedure.versions import procedure_of

MOST = 100
"""Tasks on a page of what waits: who has more begins at the top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A move of the present state: whether the actor may make it, and whether for somebody who has no place here."""

    move: Move
    may: bool
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunShown:
    """A run, as of a day, as the actor sees it. `seen` is the step that an act on it names."""

    run: Run
    procedure: Procedure
    position: Position
    time: TimeLeft
    steps: Sequence[Step]
    offers: Sequence[Offer]
    bindings: Sequence[Binding]
    task: Task | None

    @property
    def state(self) -> State:
        """The state it is in."""
        return self.procedure.states[self.position.state]

    @property
    def seen(self) -> int:
        """The number of the last step that is shown."""
        return self.steps[-1].number


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open task, the rule that its time rests on, and the last reminder of that time; `left_behind` when it was given to
    somebody who has no place any more."""

    task: Task
    run: Run
    procedure: Procedure
    state: State
    time: TimeLeft
    reminder: str
    left_behind: bool


def run_of(actor: Actor, run: UUID) -> Run:
    """A run. Raises Run.DoesNotExist for one that the actor may not see: nobody learns that it is there."""
    found = _runs().get(id=run)
    if not may(actor, SEE.name, found):
        raise Run.DoesNotExist
    return found


def runs_about(actor: Actor, *, kind: str, subject: UUID) -> Sequence[Run]:
    """The runs about a subject, the latest first."""
    return [
        one for one in _runs().filter(kind=kind, subject=subject).order_by("-opened_at") if may(actor, SEE.name, one)
    ]


def run_shown(actor: Actor, run: UUID, on: date) -> RunShown:
    """A run as of a day. Raises Run.DoesNotExist."""
    found = run_of(actor, run)
    procedure = procedure_of(found.version)
    steps = tuple(found.steps.select_related("user", "to_user", "reason", "organisation").order_by("number"))
    position = position_of(steps)
    bindings = tuple(found.bindings.filter(until=None).select_related("organisation").order_by("part", "role"))
    return RunShown(
        run=found,
        procedure=procedure,
        position=position,
        time=time_left(procedure, position, on),
        steps=steps,
        offers=tuple(_offers(actor, found, procedure, position, bindings)),
        bindings=bindings,
        task=found.tasks.filter(done_at=None).select_related("user").first(),
    )


def waiting(actor: Actor, on: date, *, most: int = MOST) -> Sequence[Waiting]:
    """What waits for the actor, the most urgent first; what has no last day comes after what has one."""
    tasks = (
        _tasks(actor)
        .order_by(F("due_on").asc(nulls_last=True), "made_at")
        .select_related("run", "run__version")
        .defer("run__version__data")
        .prefetch_related(Prefetch("run__steps", Step.objects.order_by("number")), "reminders")[:most]
    )
    return [_waiting(actor, one, on) for one in tasks]


def waiting_count(actor: Actor) -> int:
    """How much waits, up to one more than `MOST`: nobody counts further, on any page."""
    return _tasks(actor)[: MOST + 1].count()


def open_on(actor: Actor, version: Version) -> Sequence[Run]:
    """The runs that go on by a version, the oldest first: those that a migration is about."""
    found = _runs().filter(version=version, over=False).order_by("opened_at")
    return [one for one in found if may(actor, SEE.name, one)]


def playing_task(shown: RunShown) -> Playing:
    """The part of the open task, of which the right to hand it over is asked."""
    task = shown.task
    bound = [one for one in shown.bindings if task is not None and one.part == task.part]
    return playing(shown.run, bound, user=task.user_id if task is not None else None)


def people_for(shown: RunShown) -> Sequence[User]:
    """Who may be given the open task, as far as the actor sees the places of their organisations."""
    task = shown.task
    bound = [one for one in shown.bindings if task is not None and one.part == task.part]
    return list(User.objects.filter(id__in=players(bound)).order_by("display_name", "login"))


def effect(actor: Actor, run: UUID, *, procedure: Procedure, mapping: Mapping[str, str], on: date) -> Effect:
    """What a migration would do to a run and its clock, without doing it. Raises as `actions.migrate` does."""
    found = run_of(actor, run)
    allow(actor, MIGRATE.name, found)
    position = position_of(tuple(found.steps.order_by("number")))
    return effect_of(procedure_of(found.version), procedure, position, mapping=mapping, day=on)


def _runs() -> QuerySet[Run]:
    """Runs with their version, but not its data: those are read once a process."""
    return Run.objects.select_related("version", "organisation").defer("version__data")


def _offers(
    actor: Actor, run: Run, procedure: Procedure, position: Position, bindings: Sequence[Binding]
) -> Sequence[Offer]:
    out = []
    for part, moves in offered(procedure, position).items():
        bound = [one for one in bindings if one.part == part]
        allowed = may(actor, MOVE.name, playing(run, bound))
        mine = binding_for(actor, bound)
        outside = mine.outside if mine is not None else all(one.outside for one in bound)
        out += [Offer(move=move, may=allowed, outside=outside) for move in moves]
    return out


def _tasks(actor: Actor) -> QuerySet[Task]:
    """Open tasks of parts that the actor plays: their own, nobody's, and those of people of the actor's own organisations who
    have no place there any more. Places elsewhere are not seen, so of a task that somebody there has, nothing is said."""
    plays = Q(pk__in=[])
    for place in actor.places.values():
        plays |= Q(organisation=place.organisation, role__in=sorted(place.roles))
    bound = Binding.objects.filter(plays, run=OuterRef("run"), part=OuterRef("part"), until=None)
    now = timezone.now()
    ever = Membership.objects.filter(user=OuterRef("user"), organisation__in=actor.organisations)
    there = ever.filter(Q(until=None) | Q(until__gt=now), user__is_active=True)
    open_ = Task.objects.filter(Exists(bound), done_at=None)
    return open_.filter(Q(user=None) | Q(user=actor.user) | (Exists(ever) & ~Exists(there)))


def _waiting(actor: Actor, task: Task, on: date) -> Waiting:
    procedure = procedure_of(task.run.version)
    position = position_of(tuple(task.run.steps.all()))
    now = [one for one in task.reminders.all() if one.due_on == task.due_on]
    last = max(now, key=lambda one: (one.day, _ORDER[one.kind]), default=None)
    return Waiting(
        task=task,
        run=task.run,
        procedure=procedure,
        state=procedure.states[position.state],
        time=time_left(procedure, position, on),
        reminder=last.kind if last is not None else "",
        left_behind=task.user_id not in (None, actor.user),
    )


_ORDER = {Reminder.BEFORE: 0, Reminder.AT: 1, Reminder.OVERDUE: 2}
