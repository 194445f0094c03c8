"""The cases of every regime stand on both sides of each number and each day, and each fact and each choice decides one."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.law.cases import answered, decides, leaves, of
from tests.law.regime_yaml import FOLDERS

from tadasu.law import (
    Chosen,
    Claims,
    Clause,
    Compare,
    Dated,
    Duty,
    Example,
    Parameter,
    Prohibition,
    Regime,
    Relation,
    Turn,
    facts_in,
    parameters_in,
    walk,
)
from tadasu.schema import Money

APPLIES = "applies"
DAY = timedelta(1)
UPWARDS = (Relation.ABOVE, Relation.AT_MOST)
"""Relations that a number itself and one unit more tell apart; the others are told apart by one unit less."""
each_regime = pytest.mark.parametrize("folder", FOLDERS)


def first_day(regime: Regime) -> date:
    return min(one.start for one in regime.status)


@each_regime
def test_each_comparison_decides_a_case_at_its_number_and_one_a_unit_beside_it(folder: str) -> None:
    """For each number that is the law on some day, with a figure of the company that is not disputed."""
    regime, _ = of(folder)
    wanted = {
        (one.fact, one.relation, one.parameter, value.start, step)
        for one in comparisons(regime)
        for value in regime.parameters[one.parameter].values
        if value.end is None or value.end >= first_day(regime)
        for step in (0, 1 if one.relation in UPWARDS else -1)
    }
    found = set()
    for _, told in answered(folder):
        for leaf in leaves(told):
            one, value = leaf.expression, leaf.rests_on
            if isinstance(one, Compare) and value is not None and decides(leaf, told):
                found.add((one.fact, one.relation, one.parameter, value.start, off(leaf.claims, value)))
    assert sorted(wanted - found) == []


def comparisons(regime: Regime) -> Iterator[Compare]:
    return (one for one in walk(regime.scope) if isinstance(one, Compare)) if regime.scope else iter(())


def off(claims: Claims | None, value: Dated) -> Decimal | None:
    """How far the one number that is claimed is from the number of the law, in its own currency."""
    said = set((claims or {}).values())
    if len(said) != 1:
        return None
    (claim,), limit = said, value.value
    if isinstance(claim, Money) and isinstance(limit, Money) and claim.currency == limit.currency:
        return claim.amount - limit.amount
    return claim - limit if isinstance(claim, Decimal) and isinstance(limit, Decimal) else None


@each_regime
def test_each_day_on_which_something_changes_has_a_case_on_it_and_one_on_its_eve(folder: str) -> None:
    """A case that says what changes: the status, the day of application, a number that is outside the scope test, a rule."""
    regime, examples = of(folder)
    first = first_day(regime)
    missing = []
    for part, day in sorted(changes(regime)):
        for on in (day, day - DAY) if day > first else (day,):
            if not any(one.on == on and says(one, part) for one in examples):
                missing.append((part, on.isoformat()))
    assert missing == []
    assert {one.on for one in examples} >= {first, first - DAY}
    assert {one.then for one in examples if one.on < first} == {"not-yet"}


def changes(regime: Regime) -> Iterator[tuple[str, date]]:
    """What changes or begins, and on which day. What is so from the first day of the regime is no change, but for its status,
    its days and the numbers of the scope test."""
    first = first_day(regime)
    for status in regime.status:
        yield "status", status.start
    for day in regime.milestones:
        yield APPLIES if day.what == APPLIES else "", day.on
        if day.what == APPLIES:
            yield from ((APPLIES, on) for on in bounds(day.start, day.end) if on > first)
    for parameter in regime.parameters.values():
        part = part_of(parameter, regime)
        yield from (
            (part, on) for one in parameter.values for on in bounds(one.start, one.end) if on > first or not part
        )
    rules: tuple[Duty | Prohibition, ...] = (*regime.duties, *regime.prohibitions)
    for rule in rules:
        yield from ((rule.id, on) for on in bounds(rule.start, rule.end) if on > first)


def bounds(start: date | None, end: date | None) -> Iterator[date]:
    """The first day on which something is the law, and the first on which it is no more."""
    if start is not None:
        yield start
    if end is not None:
        yield end + DAY


def part_of(parameter: Parameter, regime: Regime) -> str:
    """What a case says of a number that changes: nothing of one of the scope test, for its answer turns on that."""
    if regime.scope is not None and parameter.id in parameters_in(regime.scope):
        return ""
    applied = {one.on for one in regime.milestones if one.what == APPLIES}
    return APPLIES if applied.issuperset(one.value for one in parameter.values) else parameter.id


def says(one: Example, part: str) -> bool:
    """Whether a case says what it comes to in a part of the answer."""
    stated = {
        "": True,
        "status": one.status is not None or one.then == "not-yet",
        APPLIES: one.applies is not None or one.then == "not-yet",
    }
    return stated.get(part, part in {*one.numbers, *one.duties, *one.prohibitions})


@each_regime
def test_each_fact_is_missing_in_a_case_and_disputed_in_another_and_decides_it_alone(folder: str) -> None:
    regime, examples = of(folder)
    facts = set(facts_in(regime.scope)) if regime.scope else set()
    missing = {one.ask[0] for one in examples if one.then == "undetermined" and len(one.ask) == 1}
    disputed = {one.between[0] for one in examples if one.then == "conflict" and len(one.between) == 1}
    assert facts - missing == set()
    assert facts - disputed == set()


@each_regime
def test_each_word_of_a_choice_in_the_scope_is_set_in_a_case_that_it_decides(folder: str) -> None:
    regime, _ = of(folder)
    words = (
        {(one.parameter, one.word) for one in walk(regime.scope) if isinstance(one, Chosen)} if regime.scope else set()
    )
    deciding = {
        (leaf.expression.parameter, leaf.expression.word)
        for _, told in answered(folder)
        for leaf in leaves(told)
        if isinstance(leaf.expression, Chosen) and is_set(leaf) and decides(leaf, told)
    }
    assert words - deciding == set()


def is_set(leaf: Clause) -> bool:
    return isinstance(leaf.expression, Chosen) and leaf.limit == leaf.expression.word


@each_regime
def test_a_case_that_is_open_names_the_facts_and_every_answer_is_there(folder: str) -> None:
    regime, examples = of(folder)
    for one in examples:
        assert one.ask or one.then != "undetermined", one.names["en"]
        assert one.between or one.then != "conflict", one.names["en"]
    if regime.scope is not None and facts_in(regime.scope):
        assert {"in", "out", "undetermined", "conflict", "not-yet"} <= {one.then for one in examples}


def test_the_cases_are_many_enough_to_mean_that_they_were_found() -> None:
    found = [one for folder in FOLDERS for one in of(folder)[1]]
    assert len(found) > 1500
    assert sum(one.hinge is not None and one.hinge.turn is Turn.OTHER for one in found) > 300
