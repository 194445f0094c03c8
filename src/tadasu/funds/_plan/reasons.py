"""Why a candidate is in a plan or out of it: codes, found by taking it out and by putting it in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tadasu.funds._plan.greedy import Kept
from tadasu.funds._plan.levels import Stakes, reached
from tadasu.funds._plan.problem import PlanProblem
from tadasu.funds._plan.rules import Rules
from tadasu.funds._reason import Reason, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`option` is empty where the candidate is out. `cost` by fiscal year, its closing included. `upholds` names the
    constraints that would not hold without it (a floor, a share of another). Of a candidate that is out,
    `blocked` names the constraints that stand against an addition as the plan is, over all its options."""

    candidate: str
    country: str
    option: str
    line: str
    intermediary: str
    cost: tuple[tuple[str, int], ...]
    reasons: tuple[Reason, ...]
    blocked: tuple[Reason, ...] = ()
    upholds: tuple[Reason, ...] = ()

    @property
    def total(self) -> int:
        return sum(units for _, units in self.cost)


def decisions_of(problem: PlanProblem, rules: Rules, stakes: Stakes, taken: Sequence[int]) -> tuple[Decision, ...]:
    """Every candidate, by its id."""
    chosen = {rules.choices[one].candidate: one for one in taken}
    kept = Kept(stakes)
    for one in taken:
        kept.take(rules.choices[one])
    own: dict[str, list[int]] = {}
    for n, choice in enumerate(rules.choices):
        own.setdefault(choice.candidate, []).append(n)
    blocks = _Blocks(rules, taken)
    return tuple(
        _in(rules, stakes, taken, chosen[one.id])
        if one.id in chosen
        else _out(one.id, one.country, rules, kept, own.get(one.id, []), blocks)
        for one in sorted(problem.candidates, key=lambda one: one.id)
    )


def _in(rules: Rules, stakes: Stakes, taken: Sequence[int], choice: int) -> Decision:
    one = rules.choices[choice]
    without = [each for each in taken if each != choice]
    now, then = reached(stakes, rules.choices, taken), reached(stakes, rules.choices, without)
    reasons = [
        reason(f"plan.in.{level.split('.')[0]}", count=value - other, **_band(level))
        for level, value, other in zip(stakes.levels, now, then, strict=True)
        if level != "spare" and value > other
    ]
    upholds = rules.broken(without)
    reasons += [reason("plan.in.rule")] if upholds else []
    return Decision(
        candidate=one.candidate,
        country=one.country,
        option=one.option.id,
        line=one.option.line,
        intermediary=one.option.intermediary,
        cost=tuple(sorted(one.cost.items())),
        reasons=tuple(reasons) or (reason("plan.in.equal"),),
        upholds=upholds,
    )


def _out(candidate: str, country: str, rules: Rules, kept: Kept, own: Sequence[int], blocks: "_Blocks") -> Decision:
    """What keeps it out. `plan.out.weighed`: it would add something, and there is room only in place of others."""
    blocked = list(dict.fromkeys(name for one in own for name in blocks.against(one)))
    adds = any(kept.worth(kept.gain(rules.choices[one])) for one in own)
    free = any(not blocks.against(one) and kept.worth(kept.gain(rules.choices[one])) for one in own)
    if not own:
        excluded = (why for (whose, _), why in sorted(rules.excluded.items()) if whose == candidate)
        reasons = list(dict.fromkeys(one for why in excluded for one in why)) or [reason("plan.out.no-option")]
    elif not adds:
        reasons = [reason("plan.out.adds-nothing")]
    else:
        reasons = [reason("plan.out.missed" if free else "plan.out.weighed")]
    return Decision(
        candidate=candidate,
        country=country,
        option="",
        line="",
        intermediary="",
        cost=(),
        reasons=tuple(reasons),
        blocked=tuple(blocked),
    )


class _Blocks:
    """Constraints that one more choice would break, of a plan that breaks none."""

    def __init__(self, rules: Rules, taken: Sequence[int]) -> None:
        self._rules, self._taken = rules, tuple(taken)
        self._sums = [sum(rule.terms.get(one, 0) for one in taken) for rule in rules.linear]
        self._of: Mapping[int, list[int]] = _by_choice(rules)

    def against(self, choice: int) -> tuple[Reason, ...]:
        return tuple(self._against(choice))

    def _against(self, choice: int) -> Iterator[Reason]:
        for n in self._of.get(choice, ()):
            rule = self._rules.linear[n]
            value = self._sums[n] + rule.terms[choice]
            if (rule.most is not None and value > rule.most) or (rule.least is not None and value < rule.least):
                yield rule.name
        if not self._rules.enough_intermediaries((*self._taken, choice)):
            yield self._rules.few_name


def _by_choice(rules: Rules) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for n, rule in enumerate(rules.linear):
        for one in rule.terms:
            found.setdefault(one, []).append(n)
    return found


def _band(level: str) -> dict[str, str]:
    return {"band": level.partition(".")[2]} if "." in level else {}
