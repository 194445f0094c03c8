"""Migrate: an open run goes on by another version of its procedure. What it would do is asked first (`queries.effect`)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from tadasu.law import Procedure
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._migration import migrated
from tadasu.web.foundation.procedure._parts import Bound, add_bindings, check_bound, show_to_bound
from tadasu.web.foundation.procedure._writing import Written, append, day_of, held, reason_of
from tadasu.web.foundation.procedure.access import MIGRATE
from tadasu.web.foundation.procedure.kinds import check_guards, kind_of
from tadasu.web.foundation.procedure.models import Run, Step
from tadasu.web.foundation.procedure.versions import pin


def migrate(
    actor: Actor,
    *,
    run: UUID,
    procedure: Procedure,
    mapping: Mapping[str, str],
    bound: Sequence[Bound] = (),
    seen: int,
    reason: str,
    day: date | None = None,
) -> Step:
    """Go on by another version of the same regime's procedure; every state of the old version is mapped to one of the new,
    and `bound` says who plays the parts that are new.

    Raises Refused, Conflict, Run.DoesNotExist, UsageError `run-other-procedure`, `run-same-version`, `run-unbound`,
    `run-no-such-part`, `run-mapping-open`, `run-mapping-unknown`, `run-mapping-outcome`, `run-over`, `run-guard-loose`,
    `run-no-such-kind`, `run-day-before`, `run-day-ahead`, `reason-missing`, `run-reason-long`.
    """
    found = held(run, seen=seen)
    allow(actor, MIGRATE.name, found.run)
    said = reason_of(reason)
    if str(procedure.regime.id) != found.run.version.procedure:
        raise UsageError("run-other-procedure", value=str(procedure.regime.id), procedure=found.run.version.procedure)
    check_guards(kind_of(found.run.kind), procedure)
    version = pin(procedure)
    if version == found.run.version:
        raise UsageError("run-same-version", version=version.digest[:12])
    event = migrated(found.procedure, procedure, found.position, mapping=mapping, day=day_of(day))
    check_bound(procedure, [*_still(found.run, procedure), *bound])
    written = Written(
        event=event, act=MIGRATE.name, organisation=found.run.organisation_id, reason=said, version=version
    )
    step = append(actor, found, written)
    add_bindings(found.run, bound, number=step.number)
    show_to_bound(found.run)
    return step


def _still(run: Run, procedure: Procedure) -> Sequence[Bound]:
    """Who is bound already to parts that the new version has as well."""
    held = run.bindings.filter(until=None, part__in=list(procedure.actors))
    return [Bound(part=one.part, organisation=one.organisation_id, role=one.role, outside=one.outside) for one in held]
