"""Open a run: a case begins on the version of its procedure as it is now, and keeps it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from tadasu.law import Procedure
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.procedure._moves import opening
from tadasu.web.foundation.procedure._parts import Bound, add_bindings, check_bound
from tadasu.web.foundation.procedure._writing import Written, begin, day_of
from tadasu.web.foundation.procedure.access import OPEN
from tadasu.web.foundation.procedure.kinds import check_guards, kind_of
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.procedure.versions import pin


def open_run(
    actor: Actor,
    *,
    kind: str,
    organisation: UUID,
    subject: UUID,
    procedure: Procedure,
    bound: Sequence[Bound],
    day: date | None = None,
) -> Run:
    """A run of a kind that its desk declared, about a subject of that desk, with somebody bound to every part.

    Raises Refused, UsageError `run-no-such-kind`, `run-guard-loose`, `run-unbound`, `run-no-such-part`, `run-day-ahead`.
    """
    wanted = Run(organisation_id=organisation, kind=kind, subject=subject)
    allow(actor, OPEN.name, wanted)
    check_guards(kind_of(kind), procedure)
    check_bound(procedure, bound)
    event = opening(procedure, day_of(day))
    wanted.version = pin(procedure)
    wanted.shown_to = sorted({organisation, *(one.organisation for one in bound)})
    wanted.state, wanted.state_since = event.state, event.day
    wanted.save(force_insert=True)
    add_bindings(wanted, bound, number=1)
    begin(actor, wanted, Written(event=event, act=OPEN.name, organisation=organisation))
    return wanted
