"""What each number or choice that a user has set did to a calculation: it is asked again without that one, the others kept.

So nobody has to believe that a setting acts: it either moved an answer, or could have and moved none, or nothing that is counted
here asks for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from tadasu.assessment._banned import Banned, banned_by
from tadasu.assessment._impact import TIER_WITH, TIER_WITHOUT, Ban
from tadasu.assessment._touched import Touch
from tadasu.law import Asked, Family, Simulation, Use, Value, simulate, uses_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many have another answer than without the setting; with it, and without it, are bound or touched."""

    moved: float
    now: float
    before: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHere:
    """`usual`: it is set to what the law of the day has. `companies` is None where the scope test does not ask for it,
    `declarations` where the ban does not, or none were given; `bans`: what is forbidden asks for it; `tariff`: it is a
    tier of a tariff, which is charged where that tariff is the first of a report."""

    parameter: str
    value: Value
    usual: bool
    uses: frozenset[Use]
    companies: Moved | None
    declarations: Moved | None
    bans: bool
    tariff: bool

    @property
    def moves(self) -> bool:
        """Whether any answer is another one than without it."""
        found = (one.moved for one in (self.companies, self.declarations) if one is not None)
        return any(moved > 0 for moved in found)


def set_here(
    simulation: Simulation, now: Ban | None = None, ban_of: Callable[[Banned], Ban] | None = None
) -> tuple[SetHere, ...]:
    """Every setting of a simulation, in the order in which they were given. `now` is what its regime touches as it is set, and
    `ban_of` what it would touch otherwise; without declarations both are None."""
    return tuple(_one(simulation, name, now, ban_of) for name in simulation.asked.chosen)


def _one(simulation: Simulation, name: str, now: Ban | None, ban_of: Callable[[Banned], Ban] | None) -> SetHere:
    regime, asked = simulation.regime, simulation.asked
    without = replace(asked, chosen={key: value for key, value in asked.chosen.items() if key != name})
    uses, dated = uses_of(regime, name), asked.dated(regime.parameters[name])
    before = banned_by(regime, without)
    bans = before != banned_by(regime, asked)
    return SetHere(
        parameter=name,
        value=asked.chosen[name],
        usual=dated is not None and dated.value == asked.chosen[name],
        uses=uses,
        companies=_companies(simulation, without) if Use.SCOPE in uses else None,
        declarations=_declarations(now, ban_of(before)) if bans and now is not None and ban_of is not None else None,
        bans=bans,
        tariff=regime.family is Family.TARIFF and name in (TIER_WITH, TIER_WITHOUT),
    )


def _companies(simulation: Simulation, without: Asked) -> Moved:
    other = simulate(simulation.regime, simulation.sample, without)
    another = simulation.verdicts != other.verdicts
    return Moved(
        moved=float(simulation.sample.weight[another].sum()), now=simulation.total["in"], before=other.total["in"]
    )


def _declarations(now: Ban, before: Ban) -> Moved:
    answers: tuple[Mapping[str, str], ...] = tuple(
        dict(one.lines.select("declaration", "touch").iter_rows()) for one in (now, before)
    )
    keys = answers[0].keys() | answers[1].keys()
    return Moved(
        moved=sum(answers[0].get(key) != answers[1].get(key) for key in keys),
        now=_hit(now),
        before=_hit(before),
    )


def _hit(of: Ban) -> int:
    return of.lines.filter(pl.col("touch") == Touch.TOUCHED.value).height
