"""Which constraints cannot hold together: a set of which none can be left out.

Found by leaving out a kind of them, then one after the other, and asking the solver each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tadasu.funds._plan.model import EFFORT, Model
from tadasu.funds._plan.rules import FEW, Rules
from tadasu.funds._reason import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Without any one of `rules` a plan can be made of the others, if it is `irreducible`; it is not known to be where the
    solver ended at its limit."""

    rules: tuple[Reason, ...]
    irreducible: bool


def conflict_of(rules: Rules, *, effort: int = EFFORT) -> Conflict:
    """For rules that cannot all hold. Rules that bear on nobody's favour are tried first, demands last; so what is left names
    the demands that are too much and what stands against them."""
    names = [one.name for one in rules.linear] + ([rules.few_name] if rules.few > 1 else [])
    codes = sorted({one.code for one in names}, key=lambda one: (one in _DEMANDS, one))
    whole = [[one for one in names if one.code == code] for code in codes]
    single = [[one] for several in whole for one in sorted(several, key=lambda one: one.params)]
    sure = True
    for several in [*whole, *single]:
        without = [one for one in names if one not in several]
        if len(without) < len(names):
            state = _state(rules, without, effort)
            names = without if state == "infeasible" else names
            sure = sure and state != "unsolved"
    return Conflict(rules=tuple(names), irreducible=sure)


_DEMANDS = ("plan.rule.floor", "plan.rule.must")


def only(rules: Rules, names: Sequence[Reason]) -> Rules:
    """The same choices under these rules alone."""
    few = rules.few if any(one.code == FEW for one in names) else 0
    return replace(rules, linear=[one for one in rules.linear if one.name in names], few=few)


def _state(rules: Rules, names: Sequence[Reason], effort: int) -> str:
    rules = only(rules, names)
    if not rules.broken(()):
        return "feasible"
    if not rules.choices:
        return "infeasible"
    return Model(rules, effort=effort).best({}).state
