"""An answer with what it rests on: clauses, facts to ask for, sources that disagree, rates, two times, choices."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.made import ACT, BASIS, DAY, NAMES, regime

from tadasu.law import (
    All,
    AnyOf,
    Asked,
    AtLeast,
    Chosen,
    Claims,
    Clause,
    Company,
    Compare,
    Dated,
    Expression,
    FactId,
    FactOfYear,
    Flag,
    Measure,
    Milestone,
    Not,
    Parameter,
    Rates,
    Relation,
    Standing,
    Status,
    Value,
    Verdict,
    Within,
    Years,
    answer,
    company_from_pairs,
)
from tadasu.schema import Money, UsageError

ON = date(2026, 11, 25)
EUROS = Money(amount=Decimal(1000), currency="EUR")
SALES, GROUP = FactId("turnover_group"), FactId("employees_group")
FLAGS = tuple(map(FactId, ("listed_prime", "state_body", "goods_producer", "consolidates", "grave_risk")))


def limit(name: str, value: Value, unit: Measure, **words: Mapping[str, str]) -> Parameter:
    entry = Dated(value=value, start=DAY, end=None, recorded=DAY, basis=BASIS)
    return Parameter(id=name, about="", unit=unit, names=NAMES, values=(entry,), words=words)


MONEY = replace(
    regime(), parameters={"sales": limit("sales", EUROS, Measure.MONEY), **regime().parameters}, family=regime().family
)
ABOVE = Compare(fact=SALES, relation=Relation.ABOVE, parameter="sales")
LEAST = Compare(fact=SALES, relation=Relation.AT_LEAST, parameter="sales")


def said(*pairs: tuple[str, str]) -> Company:
    return company_from_pairs(pairs)


def clauses(clause: Clause | None) -> list[Clause]:
    assert clause is not None
    return list(clause.walk())


# What is asked for


def settled(test: Expression, values: Mapping[FactId, bool]) -> bool:
    """A test of flags for a company of which everything is known."""
    match test:
        case Flag(fact=fact, expected=expected):
            return values[fact] is expected
        case Not(part=part):
            return not settled(part, values)
        case All(parts=parts):
            return all(settled(part, values) for part in parts)
        case AnyOf(parts=parts):
            return any(settled(part, values) for part in parts)
        case AtLeast(count=count, parts=parts):
            return sum(settled(part, values) for part in parts) >= count
    raise AssertionError(test)


def could_change(fact: FactId, test: Expression, known: Mapping[FactId, frozenset[bool]]) -> bool:
    """Whether a flag decides for some way in which the others may turn out."""
    others = [one for one in known if one != fact]
    for chosen in product(*(sorted(known[one]) for one in others)):
        rest = dict(zip(others, chosen, strict=True))
        if settled(test, {**rest, fact: True}) != settled(test, {**rest, fact: False}):
            return True
    return False


@st.composite
def conditions(draw: st.DrawFn) -> Expression:
    """A test in which no flag comes twice."""
    waiting: list[Expression] = [Flag(fact=fact, expected=draw(st.booleans())) for fact in FLAGS]
    while len(waiting) > 1:
        size = draw(st.integers(2, len(waiting)))
        parts, waiting = tuple(waiting[:size]), waiting[size:]
        several: list[Expression] = [All(parts=parts), AnyOf(parts=parts), AtLeast(count=min(2, size), parts=parts)]
        made = draw(st.sampled_from(several))
        waiting.append(Not(part=made) if draw(st.booleans()) else made)
    return waiting[0]


CLAIMS: Mapping[frozenset[bool], Claims] = {
    frozenset({True}): {"": True},
    frozenset({False}): {"register": False, "report": False},
    frozenset({True, False}): {},
}


@given(conditions(), st.lists(st.sampled_from(["yes", "no", "unknown", "disputed"]), min_size=5, max_size=5))
def test_exactly_the_facts_that_could_change_the_answer_are_asked_for(test: Expression, states: list[str]) -> None:
    known: dict[FactId, frozenset[bool]] = {}
    claims: dict[tuple[FactId, int], Claims] = {}
    for fact, state in zip(FLAGS, states, strict=True):
        known[fact] = {"yes": frozenset({True}), "no": frozenset({False})}.get(state, frozenset({True, False}))
        claims[fact, 0] = {"register": True, "report": False} if state == "disputed" else CLAIMS[known[fact]]
    found = answer(replace(regime(), scope=test), Company(claims), Asked(on=ON))
    open_ = {fact for fact in FLAGS if len(known[fact]) > 1 and could_change(fact, test, known)}
    disputed = {fact for fact, state in zip(FLAGS, states, strict=True) if state == "disputed"}
    assert {one.fact for one in found.ask} == open_ - disputed
    assert {one.fact for one in found.between} == open_ & disputed
    assert (found.verdict in (Verdict.IN, Verdict.OUT)) == (not open_)
    assert (found.verdict is Verdict.UNDETERMINED) == bool(open_ - disputed)


def test_a_fact_that_is_missing_in_two_years_is_asked_for_in_each_and_once() -> None:
    several = Compare(fact=GROUP, relation=Relation.ABOVE, parameter="three")
    twice = replace(regime(), scope=All(parts=(Years(last=2, least=2, part=several), several)))
    found = answer(twice, said(), Asked(on=ON))
    assert found.ask == (FactOfYear(GROUP, 0), FactOfYear(GROUP, 1))


def test_a_fact_that_is_not_kept_by_year_is_asked_for_once_and_holds_for_every_year() -> None:
    seat = Within(fact=FactId("seat"), place="jp")
    yearly = replace(regime(), scope=Years(last=2, least=2, part=seat))
    assert answer(yearly, said(), Asked(on=ON)).ask == (FactOfYear(FactId("seat"), 0),)
    assert answer(yearly, said(("seat", "jp")), Asked(on=ON)).verdict is Verdict.IN


# Clause by clause


def test_every_clause_says_what_it_came_to_what_is_known_and_what_it_rests_on() -> None:
    test = All(parts=(Within(fact=FactId("seat"), place="eu"), ABOVE))
    found = answer(replace(MONEY, scope=test), said(("seat", "de"), ("turnover_group", "1001 EUR")), Asked(on=ON))
    whole, seat, sales = clauses(found.clause)
    assert [one.verdict for one in (whole, seat, sales)] == [Verdict.IN] * 3
    assert seat.claims == {"": "de"}
    assert seat.rests_on is None
    assert sales.claims == {"": Money(amount=Decimal(1001), currency="EUR")}
    assert sales.limit == EUROS
    assert sales.rests_on is MONEY.parameters["sales"].values[0]
    assert found.status is MONEY.status[0]


def test_consecutive_years_are_told_apart() -> None:
    test = Years(last=2, least=2, part=Compare(fact=GROUP, relation=Relation.ABOVE, parameter="three"))
    asked = replace(regime(), scope=test)
    found = answer(asked, said(("employees_group", "4"), ("previous.employees_group", "3")), Asked(on=ON))
    assert found.verdict is Verdict.OUT
    assert [(one.ago, one.verdict) for one in clauses(found.clause)[1:]] == [(0, Verdict.IN), (1, Verdict.OUT)]
    both = said(("employees_group", "4"), ("previous.employees_group", "4"))
    assert answer(asked, both, Asked(on=ON)).verdict is Verdict.IN
    once = replace(regime(), scope=replace(test, least=1))
    assert answer(once, said(("previous.employees_group", "4")), Asked(on=ON)).verdict is Verdict.IN
    assert answer(once, said(("previous.previous.employees_group", "4")), Asked(on=ON)).verdict is Verdict.UNDETERMINED


def test_a_regime_without_a_scope_test_binds_everyone_and_has_no_clauses() -> None:
    found = answer(regime(), said(), Asked(on=ON))
    assert (found.verdict, found.clause, found.ask) == (Verdict.IN, None, ())


# Money


@pytest.mark.parametrize(
    ("amount", "above", "least"),
    [
        ("1000 EUR", Verdict.OUT, Verdict.IN),
        ("1000.01 EUR", Verdict.IN, Verdict.IN),
        ("999.99 EUR", Verdict.OUT, Verdict.OUT),
    ],
)
def test_an_amount_in_the_currency_of_the_law_is_compared_to_the_cent(
    amount: str, above: Verdict, least: Verdict
) -> None:
    for test, expected in ((ABOVE, above), (LEAST, least)):
        found = answer(replace(MONEY, scope=test), said(("turnover_group", amount)), Asked(on=ON))
        assert found.verdict is expected
        assert clauses(found.clause)[0].rate_year is None


def test_an_amount_in_another_currency_says_the_year_of_its_rate() -> None:
    rates = Rates({("JPY", 2024): 160.0})
    asked = Asked(on=ON, rates=rates)
    for yen, expected in ((160_001, Verdict.IN), (160_000, Verdict.OUT), (159_999, Verdict.OUT)):
        found = answer(replace(MONEY, scope=ABOVE), said(("turnover_group", f"{yen} JPY")), asked)
        assert found.verdict is expected
        assert clauses(found.clause)[0].rate_year == 2024
        assert found.rates == ()


def test_the_rate_is_that_of_the_financial_year() -> None:
    rates = Rates({("JPY", 2024): 100.0, ("JPY", 2025): 200.0})
    asked = replace(MONEY, scope=Years(last=2, least=2, part=ABOVE))
    sold = said(("turnover_group", "150000 JPY"), ("previous.turnover_group", "150000 JPY"))
    last, before = clauses(answer(asked, sold, Asked(on=ON, rates=rates)).clause)[1:]
    assert (last.rate_year, last.verdict) == (2025, Verdict.OUT)
    assert (before.rate_year, before.verdict) == (2024, Verdict.IN)


@pytest.mark.parametrize("rates", [Rates({}), Rates({("JPY", 2022): 160.0})])
def test_without_a_rate_that_is_young_enough_nothing_is_asked_of_the_company_but_a_rate(rates: Rates) -> None:
    found = answer(replace(MONEY, scope=ABOVE), said(("turnover_group", "9 JPY")), Asked(on=ON, rates=rates))
    assert (found.verdict, found.ask, found.rates) == (Verdict.UNDETERMINED, (), (("JPY", 2025),))


def test_another_last_financial_year_is_another_year_of_rates() -> None:
    asked = Asked(on=ON, rates=Rates({("JPY", 2022): 1.0}))
    found = answer(replace(MONEY, scope=ABOVE), said(("turnover_group", "2000 JPY")), asked, year=2024)
    assert clauses(found.clause)[0].rate_year == 2022
    assert found.verdict is Verdict.IN


def test_sources_on_both_sides_of_a_limit_are_a_conflict_and_an_equal_one_is_not() -> None:
    both = said(("turnover_group", "1000 EUR"), ("turnover_group", "1001 EUR"))
    found = answer(replace(MONEY, scope=ABOVE), both, Asked(on=ON))
    assert (found.verdict, found.between) == (Verdict.CONFLICT, (FactOfYear(SALES, 0),))
    assert answer(replace(MONEY, scope=LEAST), both, Asked(on=ON)).verdict is Verdict.IN


# Days


def test_a_fact_that_decides_which_day_counts_is_asked_for_to_tell_the_day_and_not_for_the_answer() -> None:
    listed, grave = (Flag(fact=fact, expected=True) for fact in (FLAGS[0], FLAGS[4]))
    days = tuple(
        Milestone(what="applies", on=DAY, recorded=DAY, basis=BASIS, who=who)
        for who in (listed, Not(part=listed), All(parts=(grave, Flag(fact=FLAGS[1], expected=True))), None)
    )
    dated = replace(regime(), milestones=days)
    found = answer(dated, said(("state_body", "no")), Asked(on=ON))
    assert (found.verdict, found.ask, found.ask_for_days) == (Verdict.IN, (), (FactOfYear(FLAGS[0], 0),))
    assert [sure for _, sure in found.milestones] == [Verdict.UNDETERMINED, Verdict.UNDETERMINED, Verdict.IN]
    known = answer(dated, said(("state_body", "no"), ("listed_prime", "no")), Asked(on=ON))
    assert (known.ask_for_days, [sure for _, sure in known.milestones]) == ((), [Verdict.IN, Verdict.IN])


def test_of_who_is_out_no_fact_is_asked_for_to_tell_a_day() -> None:
    listed, grave = (Flag(fact=fact, expected=True) for fact in (FLAGS[0], FLAGS[4]))
    day = Milestone(what="applies", on=DAY, recorded=DAY, basis=BASIS, who=listed)
    found = answer(replace(regime(), scope=grave, milestones=(day,)), said(("grave_risk", "no")), Asked(on=ON))
    assert (found.verdict, found.ask_for_days) == (Verdict.OUT, ())


def test_of_an_earlier_year_the_fact_is_asked_for_with_its_year_to_tell_the_day() -> None:
    twice = Years(last=2, least=2, part=Compare(fact=GROUP, relation=Relation.ABOVE, parameter="three"))
    day = Milestone(what="applies", on=DAY, recorded=DAY, basis=BASIS, who=twice)
    found = answer(replace(regime(), milestones=(day,)), said(("employees_group", "4")), Asked(on=ON))
    assert found.ask_for_days == (FactOfYear(GROUP, 1),)


# Two times, choices


def test_nothing_was_known_of_a_regime_before_it_was_recorded() -> None:
    late = Status(standing=Standing.IN_FORCE, start=DAY, recorded=date(2026, 5, 1), basis=BASIS)
    one = replace(regime(), status=(late,))
    before = answer(one, said(), Asked(on=ON, known=date(2026, 4, 30)))
    assert (before.status, before.verdict, before.clause) == (None, Verdict.OUT, None)
    assert answer(one, said(), Asked(on=ON, known=date(2026, 5, 1))).verdict is Verdict.IN


def test_what_was_answered_before_a_correction_can_be_answered_again() -> None:
    first = Dated(value=Decimal(3), start=DAY, end=None, recorded=date(2025, 1, 1), basis=BASIS)
    better = replace(first, value=Decimal(5), recorded=date(2026, 1, 1))
    size = replace(regime().parameters["three"], values=(first, better))
    test = Compare(fact=GROUP, relation=Relation.AT_LEAST, parameter="three")
    one = replace(regime(), parameters={"three": size}, scope=test)
    four = said(("employees_group", "4"))
    assert answer(one, four, Asked(on=ON, known=date(2025, 12, 31))).verdict is Verdict.IN
    assert answer(one, four, Asked(on=ON)).verdict is Verdict.OUT
    assert answer(one, four, Asked(on=ON, known=date(2024, 12, 31))).status is not None
    assert answer(one, four, Asked(on=ON, known=date(2024, 12, 31))).verdict is Verdict.UNDETERMINED


def test_of_two_statuses_the_newest_that_has_begun_counts() -> None:
    bill = Status(standing=Standing.BILL, start=DAY, recorded=DAY, basis=BASIS)
    law = replace(bill, standing=Standing.IN_FORCE, start=date(2026, 11, 25))
    one = replace(regime(), status=(law, bill))
    shown = [answer(one, said(), Asked(on=day)).status for day in (date(2023, 12, 31), date(2026, 11, 24), ON)]
    assert shown == [None, bill, law]


def test_a_number_or_a_word_may_be_set_otherwise_and_then_rests_on_nothing() -> None:
    who = limit("who", "large", Measure.CHOICE, large=NAMES, all=NAMES)
    test = AnyOf(
        parts=(
            Chosen(parameter="who", word="all"),
            Compare(fact=GROUP, relation=Relation.AT_LEAST, parameter="five"),
        )
    )
    one = replace(regime(), parameters={**regime().parameters, "who": who}, scope=test)
    four = said(("employees_group", "4"))
    assert answer(one, four, Asked(on=ON)).verdict is Verdict.OUT
    found = answer(one, four, Asked(on=ON, chosen={"five": Decimal(4)}))
    assert found.verdict is Verdict.IN
    assert clauses(found.clause)[2].rests_on is None
    assert clauses(found.clause)[2].limit == Decimal(4)
    assert answer(one, said(), Asked(on=ON, chosen={"who": "all"})).verdict is Verdict.IN
    with pytest.raises(UsageError) as raised:
        answer(one, four, Asked(on=ON, chosen={"siz": Decimal(4)}))
    assert raised.value.code == "no-such-parameter"
    assert "five" in dict(raised.value.params)["known"]


def test_the_invented_act_says_that_nobody_read_it() -> None:
    assert not any(one.basis.verified for one in MONEY.parameters["sales"].values)
    assert ACT.checked == DAY
