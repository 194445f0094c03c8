"""A scope test over many companies: as the definitions say, the same one by one, and sound whatever is still unknown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.law.made import PARAMETERS, regime
from tests.oracles.law_scope import verdict

from tadasu.law import Asked, Claim, Claims, Companies, Company, FactId, Verdict, verdicts
from tadasu.law._expression import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Compare,
    Expression,
    Flag,
    Not,
    OneOf,
    Relation,
    Within,
    Years,
)

ON = date(2026, 6, 30)
LIMITS = {name: float(limit) for name, limit in PARAMETERS.items()}
NUMBERS = (FactId("employees_group"), FactId("employees"), FactId("employees_in:jp"))
YEARS = (0, 1, 2)
COMPARED = st.builds(
    Compare,
    fact=st.sampled_from(NUMBERS),
    relation=st.sampled_from(Relation),
    parameter=st.sampled_from(sorted(PARAMETERS)),
)
LEAVES = st.one_of(
    COMPARED,
    st.builds(Flag, fact=st.just(FactId("listed_prime")), expected=st.booleans()),
    st.builds(Within, fact=st.just(FactId("seat")), place=st.sampled_from(["jp", "de"])),
    st.builds(Within, fact=st.just(FactId("operates_in")), place=st.sampled_from(["jp", "de"])),
    st.builds(OneOf, fact=st.just(FactId("goods")), words=st.sets(st.sampled_from("abc"), min_size=1).map(frozenset)),
    st.builds(Always),
)


def _wider(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, parts=parts),
        st.builds(AnyOf, parts=parts),
        st.builds(Not, part=inner),
        parts.flatmap(lambda some: st.builds(AtLeast, count=st.integers(1, len(some)), parts=st.just(some))),
        st.integers(1, 2).flatmap(
            lambda last: st.builds(Years, last=st.just(last), least=st.integers(1, last), part=COMPARED)
        ),
    )


TESTS = st.recursive(LEAVES, _wider, max_leaves=8)


def _claims(values: st.SearchStrategy[Claim], most: int = 2) -> st.SearchStrategy[Claims]:
    return st.dictionaries(st.sampled_from(["register", "report"]), values, max_size=most)


PLACES = st.sampled_from(["jp", "de", "fr"])
COMPANIES = st.fixed_dictionaries(
    {
        **{(fact, ago): _claims(st.integers(0, 6).map(Decimal)) for fact in NUMBERS for ago in YEARS},
        (FactId("listed_prime"), 0): _claims(st.booleans()),
        (FactId("seat"), 0): _claims(PLACES),
        (FactId("operates_in"), 0): _claims(st.sets(PLACES, max_size=2).map(frozenset)),
        (FactId("goods"), 0): _claims(st.sets(st.sampled_from("abc"), max_size=2).map(frozenset)),
    }
)


def found(test: Expression, several: list[Mapping[tuple[FactId, int], Claims]]) -> list[Verdict]:
    companies = Companies.of([Company(claims) for claims in several], year=2025)
    return [Verdict(one) for one in verdicts(replace(regime(), scope=test), companies, Asked(on=ON)).tolist()]


@given(TESTS, st.lists(COMPANIES, min_size=1, max_size=4))
def test_it_comes_to_what_the_definitions_say(
    test: Expression, several: list[Mapping[tuple[FactId, int], Claims]]
) -> None:
    assert found(test, several) == [verdict(test, claims, LIMITS) for claims in several]


@given(TESTS, st.lists(COMPANIES, min_size=2, max_size=4))
def test_an_answer_does_not_depend_on_the_others(
    test: Expression, several: list[Mapping[tuple[FactId, int], Claims]]
) -> None:
    assert found(test, several) == [found(test, [claims])[0] for claims in several]


@given(TESTS, COMPANIES, COMPANIES)
def test_in_and_out_stay_whatever_the_missing_and_disputed_facts_turn_out_to_be(
    test: Expression, known: Mapping[tuple[FactId, int], Claims], other: Mapping[tuple[FactId, int], Claims]
) -> None:
    """What is missing is filled in from another company, of disputed claims one is believed."""
    before = found(test, [known])[0]
    settled = {
        key: {"settled": next(iter((claims or other[key] or {"": _any_claim(key[0])}).values()))}
        for key, claims in known.items()
    }
    after = found(test, [settled])[0]
    assert after in (Verdict.IN, Verdict.OUT)
    assert before in (after, Verdict.UNDETERMINED, Verdict.CONFLICT)


def _any_claim(fact: FactId) -> Claim:
    if fact in NUMBERS:
        return Decimal(3)
    others: dict[str, Claim] = {"listed_prime": True, "seat": "jp"}
    return others.get(fact, frozenset({"jp"}))


def test_a_missing_fact_is_asked_for_before_a_quarrel_is_settled() -> None:
    many = All(
        parts=(
            Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter="three"),
            Compare(fact=FactId("employees"), relation=Relation.ABOVE, parameter="three"),
        )
    )
    quarrel = {(FactId("employees_group"), 0): {"register": Decimal(1), "report": Decimal(9)}}
    assert found(many, [quarrel]) == [Verdict.UNDETERMINED]
    settled = {**quarrel, (FactId("employees"), 0): {"": Decimal(9)}}
    assert found(many, [settled]) == [Verdict.CONFLICT]
    assert found(many, [{**quarrel, (FactId("employees"), 0): {"": Decimal(1)}}]) == [Verdict.OUT]


def test_sources_that_differ_on_the_same_side_of_a_limit_do_not_quarrel() -> None:
    above = Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter="three")
    assert found(above, [{(FactId("employees_group"), 0): {"register": Decimal(4), "report": Decimal(900)}}]) == [
        Verdict.IN
    ]


def test_nothing_is_bound_before_the_regime_is_anything() -> None:
    companies = Companies.of([Company({})], year=2000)
    early = verdicts(replace(regime(), scope=None), companies, Asked(on=date(2001, 1, 1)))
    assert early.tolist() == [Verdict.OUT]
    assert np.array_equal(verdicts(replace(regime(), scope=None), companies, Asked(on=ON)), [Verdict.IN])
