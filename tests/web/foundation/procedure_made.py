"""Runs of tests: an invented authority and company, and a kind of runs of no desk."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from uuid import UUID, uuid4

from django.utils import timezone
from tests.web.foundation.procedure_ways import of_law
from tests.web.made import organisation, person

from tadasu.law import CalendarId, Clock, Procedure, Unit
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.procedure.actions import Bound, make_move, open_run
from tadasu.web.foundation.procedure.kinds import RunKind, run_kind, run_kinds
from tadasu.web.foundation.procedure.models import Run

KIND = "test.case"
GUARDED = "test.guarded"
REGIME = "jp-model-goods"
DAY = date(2026, 4, 24)
"""The Friday before Golden Week."""

WEEK = Clock(count=5, unit=Unit.WORKING_DAY, calendar=CalendarId("jp"))
WHY = "because the letter says so"

if KIND not in run_kinds():
    run_kind(
        RunKind(
            id=KIND,
            opens=frozenset({"officer"}),
            keeps=frozenset({"decider"}),
            title=lambda subject: f"Case {str(subject)[:4]} (invented)",
        )
    )
    run_kind(
        RunKind(
            id=GUARDED,
            opens=frozenset({"officer"}),
            keeps=frozenset({"decider"}),
            guards={("weighing", "open"): ("two-persons",), ("weighing", "decline"): ("nobody-declared-this",)},
        )
    )


class Cast:
    """Those who act: an officer and a decider of an authority, an analyst of a company."""

    def __init__(self) -> None:
        self.authority: Organisation = organisation("authority", "Borderland Customs Office (invented)")
        self.company: Organisation = organisation("company", "Kumanezawa Garments (invented)")
        self.officer_user: User = person(self.authority, "officer")
        self.decider_user: User = person(self.authority, "decider")
        self.analyst_user: User = person(self.company, "analyst")
        self.officer = actor(self.officer_user)
        self.decider = actor(self.decider_user)
        self.analyst = actor(self.analyst_user)

    def bound(self, parts: Sequence[str], importer: bool = True) -> list[Bound]:
        """The authority plays everything, on behalf of those outside; the company its own part."""
        own = {"authority", "customs"}
        roles = [
            Bound(part=part, organisation=self.authority.id, role=role, outside=part not in own)
            for part in parts
            for role in ("officer", "decider")
            if not (importer and part == "importer")
        ]
        if importer:
            roles.append(Bound(part="importer", organisation=self.company.id, role="analyst"))
        return roles

    def run(
        self, *, kind: str = KIND, day: date = DAY, procedure: Procedure | None = None, others: Sequence[Bound] = ()
    ) -> Run:
        """A run of the model act that the officer opened."""
        found = procedure or of_law(REGIME)
        with acting(self.officer):
            return open_run(
                self.officer,
                kind=kind,
                organisation=self.authority.id,
                subject=uuid4(),
                procedure=found,
                bound=[*self.bound(list(found.actors)), *others],
                day=day,
            )


def actor(user: User) -> Actor:
    """A person who has just signed in with a second factor."""
    return actor_of(user, second_factor=True, signed_in_at=timezone.now())


def without_second_factor(user: User) -> Actor:
    """A person who has not shown more than a password."""
    return actor_of(user, signed_in_at=timezone.now())


def last_of(run: UUID) -> int:
    """The number of the last step, as whoever acts sees it."""
    return Run.objects.get(id=run).last


def identity(procedure: Procedure) -> Mapping[str, str]:
    """A mapping to itself."""
    return {state: state for state in procedure.states}


def longer(procedure: Procedure, state: str, days: int) -> Procedure:
    """A later version in which a state has another clock."""
    old = procedure.states[state]
    assert old.limit is not None
    assert old.limit.clock is not None
    limit = replace(old.limit, clock=replace(old.limit.clock, count=days))
    return replace(procedure, states=MappingProxyType({**procedure.states, state: replace(old, limit=limit)}))


def held_import(cast: Cast) -> Run:
    """A run in which it is the importer's turn."""
    run = cast.run()
    moves = ("take-up", "open", "notify", "silence", "determine", "declared", "hold-import")
    with acting(cast.officer):
        for n, move in enumerate(moves, 1):
            make_move(cast.officer, run=run.id, move=move, seen=n, reason=WHY, day=DAY)
        assert Run.objects.get(id=run.id).state == "held-import"
    return run
