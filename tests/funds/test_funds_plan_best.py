"""The plan is the best there is: compared with the enumeration of every plan, on small invented problems."""

from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.funds.worlds import problem_of, relabelled, shuffled
from tests.oracles import plan as oracle

from tadasu.funds import NoPlan, Plan, PlanProblem, entry, forced, goes_dark, plan, ranked, source_needs
from tadasu.funds._plan.conflict import only
from tadasu.funds._plan.rules import Rules, rules_of

SEEDS = st.integers(0, 2**32)
FEW = settings(max_examples=60)


@given(SEEDS)
@settings(max_examples=150)
def test_the_optimiser_finds_what_trying_everything_finds(seed: int) -> None:
    problem = problem_of(Random(seed))
    found, true = plan(problem), oracle.best(problem)
    if isinstance(found, NoPlan):
        assert true is None
        return
    assert true is not None
    assert (tuple(one.value for one in found.levels), found.taken) == true
    assert found.proved
    assert found.drawn


@given(SEEDS)
@FEW
def test_the_same_plan_to_the_last_byte_in_any_order_of_the_input(seed: int) -> None:
    random = Random(seed)
    problem = problem_of(random)
    other = replace(
        problem,
        world=shuffled(problem.world, random),
        candidates=[
            replace(one, options=random.sample(list(one.options), len(one.options)))
            for one in random.sample(list(problem.candidates), len(problem.candidates))
        ],
        lines=list(reversed(problem.lines)),
        tiers=tuple(reversed(problem.tiers)),
    )
    assert repr(plan(problem, ranking=ranked(source_needs(problem.world)))) == repr(
        plan(other, ranking=ranked(source_needs(other.world)))
    )


@given(SEEDS, st.sampled_from(("l1", "l2")), st.integers(1, 60))
@FEW
def test_more_money_is_never_worse(seed: int, line: str, more: int) -> None:
    problem = problem_of(Random(seed))
    found, richer = plan(problem), plan(with_budget(problem, line, more))
    if isinstance(found, Plan):
        assert isinstance(richer, Plan)
        extra = sum(len(one.budget) * more for one in problem.lines if one.id == line)
        reached = [one.value + (extra if one.name == "spare" else 0) for one in found.levels]
        assert [one.value for one in richer.levels] >= reached


@given(SEEDS)
@FEW
def test_other_numbers_on_the_scales_change_nothing(seed: int) -> None:
    problem = problem_of(Random(seed))
    by = {1: 1, 2: 10, 3: 100, 4: 1000}
    assert repr(plan(problem)) == repr(plan(replace(problem, world=relabelled(problem.world, by))))


@given(SEEDS)
@FEW
def test_constraints_that_conflict_conflict_and_none_of_them_can_be_left_out(seed: int) -> None:
    random = Random(seed)
    problem = problem_of(random)
    limits = replace(problem.limits, floors={"xa": random.randint(20, 90), "xb": random.randint(20, 90)})
    problem = replace(problem, limits=limits)
    found = plan(problem)
    if not isinstance(found, NoPlan):
        return
    assert found.conflict is not None
    assert found.conflict.irreducible
    rules = rules_of(problem)
    names = list(found.conflict.rules)
    assert not can_be(only(rules, names))
    for one in names:
        assert can_be(only(rules, [other for other in names if other != one]))


def can_be(rules: Rules) -> bool:
    """Whether any of all subsets of the choices keeps to them."""
    every = range(len(rules.choices))
    return any(not rules.broken(some) for size in range(len(rules.choices) + 1) for some in combinations(every, size))


@given(SEEDS)
@FEW
def test_forcing_one_in_is_the_best_plan_that_has_it(seed: int) -> None:
    problem = problem_of(Random(seed))
    found = plan(problem)
    if isinstance(found, NoPlan):
        return
    for one in found.decisions[:2]:
        price = forced(problem, found, one.candidate)
        assert price is not None
        true = oracle.best(replace(problem, limits=replace(problem.limits, must=problem.limits.must | {one.candidate})))
        if true is None:
            assert price.conflict is not None
        else:
            assert tuple(level.value for level in price.levels) == true[0]
            assert bool(price.lost) <= (not one.option)


@given(SEEDS)
@settings(max_examples=25)
def test_no_less_money_brings_one_in_without_a_loss(seed: int) -> None:
    """With the addition a plan exists that has it and loses nothing but money; with one unit less on one line, none."""
    problem = problem_of(Random(seed))
    found = plan(problem)
    if isinstance(found, NoPlan):
        return
    out = [one.candidate for one in found.decisions if not one.option][:1]
    for candidate in out:
        more = entry(problem, found, candidate)
        if more is None:
            continue
        values = [one.value for one in found.levels if one.name != "spare"]
        assert brings_in(problem, candidate, more.extra, values)
        for n, (line, year, units) in enumerate(more.extra):
            less = (*more.extra[:n], (line, year, units - 1), *more.extra[n + 1 :])
            assert not brings_in(problem, candidate, less, values)
        assert more.chosen == (candidate in {one for one, _ in oracle_plan(richer(problem, more.extra))})


def brings_in(problem: PlanProblem, candidate: str, extra: tuple[tuple[str, str, int], ...], values: list[int]) -> bool:
    """Whether some plan with this money has the candidate and is as good on each level but the spared money."""
    other = richer(problem, extra)
    spare = problem.levels.index("spare") if "spare" in problem.levels else None
    assert spare == len(problem.levels) - 1
    return any(
        candidate in {each.id for each, _ in one}
        and oracle.allowed(other, one)
        and all(a >= b for a, b in zip(oracle.values(other, one)[:-1], values, strict=True))
        for one in oracle.every_plan(other)
    )


def richer(problem: PlanProblem, extra: tuple[tuple[str, str, int], ...]) -> PlanProblem:
    more = {(line, year): units for line, year, units in extra}
    lines = [
        replace(one, budget={year: units + more.get((one.id, year), 0) for year, units in one.budget.items()})
        for one in problem.lines
    ]
    return replace(problem, lines=lines)


def oracle_plan(problem: PlanProblem) -> tuple[tuple[str, str], ...]:
    true = oracle.best(problem)
    assert true is not None
    return true[1]


def with_budget(problem: PlanProblem, line: str, more: int) -> PlanProblem:
    lines = [
        replace(one, budget={year: units + more for year, units in one.budget.items()}) if one.id == line else one
        for one in problem.lines
    ]
    return replace(problem, lines=lines)


@given(SEEDS)
@FEW
def test_what_a_plan_keeps_is_what_goes_dark_without_it(seed: int) -> None:
    problem = problem_of(Random(seed))
    found = plan(problem)
    if isinstance(found, NoPlan):
        return
    options = {(one.id, option.id): option for one in problem.candidates for option in one.options}
    alive = {key for one in found.taken for key in options[one].keeps}
    without, with_ = goes_dark(problem.world, problem.closing), goes_dark(problem.world, problem.closing - alive)
    values = {one.name: one.value for one in found.levels}
    assert values["cells"] == len(without.cells) - len(with_.cells)
    assert values["findings"] == len(without.findings) - len(with_.findings)
    assert (values["holds"], values["duties"]) == (without.holds - with_.holds, without.duties - with_.duties)
    beyond = {one.name: one.beyond for one in found.levels}
    assert beyond["cells"] <= len(with_.cells)
