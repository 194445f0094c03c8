"""The constraints of a plan, each by its name, over choices: an option of a candidate that is taken or not.

One table of them serves the solver, the check of a plan in whole numbers, the greedy plan and the search for what conflicts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tadasu.funds._plan.problem import Candidate, Line, Option, PlanProblem, cost_of
from tadasu.funds._reason import Reason, reason

FEW = "plan.rule.intermediaries"
"""The one constraint that is no sum: how many intermediaries there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option that may be taken, with what it costs by fiscal year."""

    candidate: str
    country: str
    option: Option
    cost: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.cost.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The sum of `terms` (choice -> factor) over what is taken is between `least` and `most`; None is no bound. `money` names
    the line and year of a rule that more money would loosen."""

    name: Reason
    terms: Mapping[int, int]
    least: int | None = None
    most: int | None = None
    money: tuple[str, str] | None = None

    def holds(self, taken: Iterable[int]) -> bool:
        value = sum(self.terms.get(one, 0) for one in taken)
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Choices in the order of candidates and options by their ids, and rules over them. `excluded`: why an option of a
    candidate is no choice. `few`: the least number of intermediaries, or nothing where there is no such rule."""

    choices: Sequence[Choice]
    linear: Sequence[Rule]
    excluded: Mapping[tuple[str, str], tuple[Reason, ...]]
    few: int

    @property
    def through(self) -> dict[str, list[int]]:
        """Intermediary -> choices that go through it."""
        found: dict[str, list[int]] = {}
        for n, one in enumerate(self.choices):
            if one.option.intermediary:
                found.setdefault(one.option.intermediary, []).append(n)
        return found

    @property
    def few_name(self) -> Reason:
        return reason(FEW, least=self.few)

    def enough_intermediaries(self, taken: Iterable[int]) -> bool:
        used = {self.choices[one].option.intermediary for one in taken} - {""}
        return not used or len(used) >= self.few

    def broken(self, taken: Sequence[int]) -> tuple[Reason, ...]:
        """Names of all rules that a plan breaks, in whole numbers."""
        found = [rule.name for rule in self.linear if not rule.holds(taken)]
        return tuple(found if self.enough_intermediaries(taken) else [*found, self.few_name])


def rules_of(problem: PlanProblem) -> Rules:
    """Everything a plan must hold to. Order and names depend on ids alone, not on the order of the input."""
    lines = {one.id: one for one in problem.lines}
    choices, excluded = [], {}
    for candidate in sorted(problem.candidates, key=lambda one: one.id):
        for option in sorted(candidate.options, key=lambda one: one.id):
            cost = cost_of(option, problem.limits)
            if why := tuple(_exclusions(problem, candidate, option, cost, lines[option.line])):
                excluded[candidate.id, option.id] = why
            else:
                choices.append(Choice(candidate=candidate.id, country=candidate.country, option=option, cost=cost))
    linear = [
        *_candidate_rules(problem, choices),
        *_budget_rules(problem, choices),
        *_share_rules(problem, choices),
        *_country_rules(problem, choices),
    ]
    return Rules(choices=choices, linear=linear, excluded=excluded, few=problem.limits.intermediaries)


def _exclusions(
    problem: PlanProblem, candidate: Candidate, option: Option, cost: Mapping[str, int], line: Line
) -> Iterator[Reason]:
    """What speaks against an option by itself, whatever else is taken."""
    tier = next(one for one in problem.tiers if one.id == option.tier)
    if candidate.id in problem.limits.never:
        yield reason("plan.excluded.never")
    if line.oda and candidate.country not in problem.recipients:
        yield reason("plan.excluded.oda", country=candidate.country, line=line.id)
    if line.purposes and candidate.purpose not in line.purposes:
        yield reason("plan.excluded.purpose", line=line.id, purpose=candidate.purpose or "-")
    if option.total < tier.least:
        yield reason("plan.excluded.least", amount=option.total, least=tier.least, tier=tier.id)
    if option.total > tier.most:
        yield reason("plan.excluded.most", amount=option.total, most=tier.most, tier=tier.id)
    for year in sorted(set(cost) - set(line.budget)):
        yield reason("plan.excluded.year", line=line.id, year=year)


def _candidate_rules(problem: PlanProblem, choices: Sequence[Choice]) -> Iterator[Rule]:
    of: dict[str, list[int]] = {one.id: [] for one in problem.candidates}
    for n, one in enumerate(choices):
        of[one.candidate].append(n)
    for candidate, own in sorted(of.items()):
        must = candidate in problem.limits.must
        if must:
            yield Rule(name=reason("plan.rule.must", candidate=candidate), terms=dict.fromkeys(own, 1), least=1)
        if len(own) > 1:
            yield Rule(name=reason("plan.rule.one", candidate=candidate), terms=dict.fromkeys(own, 1), most=1)
    for several in sorted(sorted(one) for one in problem.limits.conflicts):
        terms = {n: 1 for candidate in several for n in of[candidate]}
        yield Rule(name=reason("plan.rule.conflict", candidates=", ".join(several)), terms=terms, most=1)


def _budget_rules(problem: PlanProblem, choices: Sequence[Choice]) -> Iterator[Rule]:
    emergency = {one.id for one in problem.tiers if one.emergency}
    for line in sorted(problem.lines, key=lambda one: one.id):
        own = {n: one for n, one in enumerate(choices) if one.option.line == line.id}
        for year, units in sorted(line.budget.items()):
            terms = {n: one.cost[year] for n, one in own.items() if one.cost.get(year)}
            name = reason("plan.rule.budget", line=line.id, units=units, year=year)
            yield Rule(name=name, terms=terms, most=units, money=(line.id, year))
            if reserve := line.reserve.get(year, 0):
                usual = {n: value for n, value in terms.items() if own[n].option.tier not in emergency}
                name = reason("plan.rule.reserve", line=line.id, units=reserve, year=year)
                yield Rule(name=name, terms=usual, most=units - reserve, money=(line.id, year))


def _share_rules(problem: PlanProblem, choices: Sequence[Choice]) -> Iterator[Rule]:
    """100 times one's own is at most the share times all that goes through intermediaries."""
    share = problem.limits.share
    through = {n: one for n, one in enumerate(choices) if one.option.intermediary}
    for key in sorted({one.option.intermediary for one in through.values()}):
        terms = {
            n: factor
            for n, one in through.items()
            if (factor := one.total * ((100 if one.option.intermediary == key else 0) - share))
        }
        yield Rule(name=reason("plan.rule.share", intermediary=key, share=share), terms=terms, most=0)


def _country_rules(problem: PlanProblem, choices: Sequence[Choice]) -> Iterator[Rule]:
    for country in sorted({*problem.limits.caps, *problem.limits.floors}):
        terms = {n: one.total for n, one in enumerate(choices) if one.country == country}
        if country in problem.limits.caps:
            units = problem.limits.caps[country]
            yield Rule(name=reason("plan.rule.cap", country=country, units=units), terms=terms, most=units)
        if country in problem.limits.floors:
            units = problem.limits.floors[country]
            yield Rule(name=reason("plan.rule.floor", country=country, units=units), terms=terms, least=units)
