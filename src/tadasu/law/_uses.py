"""What in a regime asks for one of its numbers or choices."""

from enum import StrEnum
from functools import cache

from tadasu.law._answer import Rule
from tadasu.law._expression import parameters_in
from tadasu.law._read_procedure import has_procedure
from tadasu.law._regime import Measure, Regime
from tadasu.law._regimes import folder_of, procedure_of, regimes


class Use(StrEnum):
    """Where a number or choice is asked for."""

    SCOPE = "scope"
    """In the test of whom the regime binds."""
    RULE = "rule"
    """In the condition of a duty, a prohibition or a sanction."""
    CLOCK = "clock"
    """As the length of a time, of a duty or in the procedure."""
    DAY = "day"
    """As a day, or in the condition of one."""


def uses_of(regime: Regime, name: str) -> frozenset[Use]:
    """Where a parameter is asked for; nothing of what is only told about, as a standard of proof in words."""
    rules: tuple[Rule, ...] = (*regime.duties, *regime.prohibitions, *regime.sanctions)
    found = {
        Use.SCOPE: regime.scope is not None and name in parameters_in(regime.scope),
        Use.RULE: any(one.who is not None and name in parameters_in(one.who) for one in rules),
        Use.CLOCK: name in _clocks(regime),
        Use.DAY: regime.parameters[name].unit is Measure.DATE
        or any(one.who is not None and name in parameters_in(one.who) for one in regime.milestones),
    }
    return frozenset(use for use, there in found.items() if there)


def _clocks(regime: Regime) -> set[str]:
    """Every parameter that counts a time."""
    counted = (one.due.counted for one in regime.duties)
    return {one.parameter for one in counted if one is not None} | _in_procedure(regime.id)


@cache
def _in_procedure(regime: str) -> frozenset[str]:
    """Every parameter that counts a time in its procedure; none of a regime that has none, or is not one of ours."""
    found = regimes().get(regime)
    return frozenset() if found is None or not has_procedure(folder_of(found)) else procedure_of(regime).counts()
