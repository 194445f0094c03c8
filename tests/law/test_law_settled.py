"""A scope test without its choices comes to the same as with them, for whomever."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.law.made import BASIS, DAY, NAMES, PARAMETERS, regime
from tests.law.test_law_scope import COMPANIES, ON, TESTS

from tadasu.law import (
    All,
    Always,
    AnyOf,
    Asked,
    AtLeast,
    Chosen,
    Claims,
    Companies,
    Company,
    Compare,
    Dated,
    Expression,
    FactId,
    Measure,
    Not,
    Parameter,
    Relation,
    Verdict,
    Years,
    verdicts,
    walk,
)
from tadasu.law._settled import settled

WORDS = ("all", "large")
CHOICE = Parameter(
    id="who",
    about="",
    unit=Measure.CHOICE,
    names=NAMES,
    values=(Dated(value="large", start=DAY, end=None, recorded=DAY, basis=BASIS),),
    words=dict.fromkeys(WORDS, NAMES),
)
REGIME = replace(regime(), parameters={**regime().parameters, "who": CHOICE})
CHOICES = st.builds(Chosen, parameter=st.just("who"), word=st.sampled_from(WORDS))
SIZE = Compare(fact=FactId("employees_group"), relation=Relation.ABOVE, parameter=sorted(PARAMETERS)[0])


def _wider(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(All, parts=parts),
        st.builds(AnyOf, parts=parts),
        st.builds(Not, part=inner),
        st.builds(Years, last=st.just(2), least=st.integers(1, 2), part=st.one_of(CHOICES, st.just(SIZE))),
        parts.flatmap(lambda some: st.builds(AtLeast, count=st.integers(1, len(some)), parts=st.just(some))),
    )


MIXED = st.recursive(st.one_of(CHOICES, TESTS), _wider, max_leaves=8)


@given(MIXED, COMPANIES)
def test_it_comes_to_the_same_and_asks_about_no_choice(
    one: Expression, known: Mapping[tuple[FactId, int], Claims]
) -> None:
    left = settled(one, lambda name: Asked(on=ON).value(REGIME.parameters[name]))
    companies = Companies.of([Company(known)], year=2025)
    whole = verdicts(replace(REGIME, scope=one), companies, Asked(on=ON), told=lambda *_: None)
    if isinstance(left, bool):
        assert whole.tolist() == [Verdict.IN if left else Verdict.OUT]
        return
    assert not any(isinstance(each, Chosen | Always) for each in walk(left))
    assert verdicts(replace(REGIME, scope=left), companies, Asked(on=ON)).tolist() == whole.tolist()
    assert verdicts(replace(REGIME, scope=one), companies, Asked(on=ON)).tolist() == whole.tolist()


def test_a_choice_without_a_value_on_the_day_stays() -> None:
    choice = Chosen(parameter="who", word="all")
    early = Asked(on=DAY.replace(year=2020))
    assert settled(choice, lambda name: early.value(REGIME.parameters[name])) == choice
