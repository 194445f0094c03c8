"""The times that run from the day on which a petition was handed in: a duty after it, the first state of the procedure, a state
whose time is counted from there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tadasu.law._basis import Basis
from tadasu.law._clocks import Clock, due
from tadasu.law._counted import duties_of
from tadasu.law._procedure import Procedure
from tadasu.law._regime import Regime
from tadasu.law._scope import Asked

PETITION = "petition"
"""The event of `events.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionClock:
    """What is to be done, and by when it is, counted from the day of the petition."""

    names: Mapping[str, str]
    clock: Clock
    basis: Basis
    due: date


def petition_clocks(regime: Regime, procedure: Procedure | None, day: date) -> tuple[PetitionClock, ...]:
    """The times that began on a day, the one that ends first before the others. What one article says twice, as a duty and as a
    state, is told once. `procedure` has its clocks as of that day (`procedure_of`).

    Raises UsageError where a calendar does not reach so far (`due`).
    """
    found: dict[tuple[Clock, str], PetitionClock] = {}
    for names, clock, basis in (*_of_duties(regime, day), *_of_states(procedure)):
        made = PetitionClock(names=names, clock=clock, basis=basis, due=due(clock, day))
        found.setdefault((clock, basis.article), made)
    return tuple(sorted(found.values(), key=lambda one: one.due))


Written = tuple[Mapping[str, str], Clock, Basis]


def _of_duties(regime: Regime, day: date) -> Iterator[Written]:
    for one in duties_of(regime, Asked(on=day)):
        if one.due.after == PETITION and one.due.clock is not None and one.holds(day):
            yield one.names, one.due.clock, one.basis


def _of_states(procedure: Procedure | None) -> Iterator[Written]:
    if procedure is None:
        return
    for key, state in procedure.states.items():
        limit = state.limit
        if limit is None or limit.clock is None or limit.extends:
            continue
        if limit.since == procedure.start or (key == procedure.start and not limit.since):
            yield state.names, limit.clock, limit.basis
