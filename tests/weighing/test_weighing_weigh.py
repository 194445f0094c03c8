"""A claim reaches a standard by its weakest necessary element; contrary evidence stands beside it."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import weighing as oracle
from tests.weighing.worlds import (
    ARTICLE,
    ELEMENTS,
    EXTRACT,
    IDS,
    OTHERS,
    PICTURES,
    RESTRICTION,
    RETENTION,
    STORY,
    WAGES,
    WOMAN,
    C,
    S,
    denies,
    piece,
    pieces,
    says,
)

from tadasu.schema import LEAST_STRENGTH, Issue, UsageError
from tadasu.weighing import STANDARDS, Claim, Credibility, Kind, Piece, Reliability, Weighed, rules, weigh

MILL = Claim(
    issue=Issue.STATE_IMPOSED_FORCED_LABOUR,
    elements=frozenset({"who", "where", "good", "period", RETENTION, RESTRICTION, WAGES}),
    second=True,
)
CHILD = Claim(issue=Issue.CHILD_LABOUR, elements=frozenset({"who"}), second=True, heard=True)


def rank(weighed: Weighed) -> int:
    return -1 if weighed.standard is None else STANDARDS.index(weighed.standard)


def codes(weighed: Weighed) -> list[str]:
    return [" ".join((one.code, *(value for _, value in one.params))) for one in weighed.missing]


def why(weighed: Weighed) -> list[str]:
    return [" ".join((one.code, *(value for _, value in one.params))) for one in weighed.reasons]


def good(id: str, kind: Kind = Kind.TESTIMONY, **other: Any) -> Piece:
    """Well graded and firsthand."""
    made = Piece(
        id=id,
        kind=kind,
        reliability=Reliability.RELIABLE,
        credibility=Credibility.CONFIRMED,
        firsthand=True,
        bears=says("who", "act", "period"),
    )
    return replace(made, **other)


def test_the_story_of_the_mill_is_substantiated_by_three_independent_origins() -> None:
    found = weigh(MILL, STORY)
    assert (found.standard, found.next) == ("substantiated", "clear-and-convincing")
    assert found.independence.count == 3
    assert "echo pictures article" in why(found)
    assert {name: one.origins for name, one in found.elements.items() if one.necessary} == {
        "good": 3,
        "involuntary": 2,
        "menace": 2,
        "period": 2,
        "state-imposed": 3,
        "where": 2,
        "who": 3,
    }
    assert found.elements["menace"].supports == ("article", "pictures", "report")
    assert found.rules == rules().digest


def test_without_a_second_person_or_the_pictures_less_is_reached_and_what_is_missing_is_told() -> None:
    alone = weigh(replace(MILL, second=False), STORY)
    assert (alone.standard, codes(alone)) == ("reasonable-indication", ["missing-second"])
    fewer = weigh(MILL, [one for one in STORY if one is not PICTURES])
    assert fewer.standard == "reasonable-indication"
    assert codes(fewer) == [
        "missing-origins period 1 2",
        "missing-indicators 0 1",
        f"missing-origins {RESTRICTION} 1 2",
        f"missing-kinds {RESTRICTION} 1 2",
    ]


def test_both_elements_of_forced_labour_and_an_indicator_are_needed_though_nobody_asserts_them() -> None:
    claim = Claim(issue=Issue.FORCED_LABOUR, elements=frozenset({"who"}))
    found = weigh(claim, [good("a")])
    assert (found.standard, found.strength, found.weakest) == (None, LEAST_STRENGTH, None)
    assert codes(found) == [
        f"missing-{what} {element} 0 1" for element in ("involuntary", "menace") for what in ("origins", "kinds")
    ] + ["missing-indicators 0 1"]
    whole = good("b", bears=says("who", "involuntary", "menace", RETENTION))
    assert weigh(replace(claim, elements=frozenset({"who", RETENTION})), [whole]).standard == "reasonable-indication"


def test_an_indicator_is_no_menace_by_itself_but_the_person_who_judges_is_told() -> None:
    claim = Claim(issue=Issue.FORCED_LABOUR, elements=frozenset({"who", RETENTION}))
    found = weigh(claim, [good("a", bears=says("who", "involuntary", RETENTION))])
    assert codes(found) == [
        "missing-origins menace 0 1",
        "missing-kinds menace 0 1",
        "indicator-speaks menace retention-of-documents",
    ]


def test_a_weak_indicator_beside_a_strong_one_takes_nothing_away() -> None:
    weak = good("z", reliability=Reliability.SELDOM, bears=says(WAGES))
    one, both = (weigh(replace(MILL, elements=MILL.elements - left), [*STORY, weak]) for left in ({WAGES}, set()))
    assert (one.standard, one.strength) == (both.standard, both.strength)
    assert both.elements[WAGES].strength < both.elements[RESTRICTION].strength


def test_imposition_by_a_state_needs_evidence_of_policy_or_many_witnesses() -> None:
    claim = Claim(
        issue=Issue.STATE_IMPOSED_FORCED_LABOUR, elements=frozenset({"who", "period", RETENTION}), second=True
    )
    bears = says("who", "period", "involuntary", "menace", "state-imposed", RETENTION)
    two = [good("a", bears=bears), good("b", Kind.PICTURE, bears=bears)]
    assert codes(weigh(claim, two)) == ["missing-policy data,official 2"]
    assert weigh(claim, [*two, good("c", bears=bears)]).standard == "reasonable-indication"
    plan = good("p", Kind.OFFICIAL, bears=says("state-imposed"))
    assert weigh(claim, [*two, plan]).standard == "substantiated"
    witnesses = [good(id, bears=bears) for id in "cd"]
    assert weigh(claim, [*two, *witnesses]).standard == "substantiated"


def test_each_standard_asks_for_more() -> None:
    grown: list[Piece] = []
    reached = [weigh(CHILD, []).standard]
    for id, kind in zip("abcd", (Kind.TESTIMONY, Kind.PICTURE, Kind.DOCUMENT, Kind.RECORDING), strict=True):
        grown.append(good(id, kind))
        reached.append(weigh(replace(CHILD, elements=frozenset({"who", "period"})), grown).standard)
    assert reached == [None, *STANDARDS]


def test_a_claim_says_who_or_where_and_from_the_second_standard_on_when() -> None:
    two = [good("a"), good("b", Kind.PICTURE)]
    assert codes(weigh(CHILD, two)) == ["missing-named period"]
    nobody = weigh(replace(CHILD, elements=frozenset({"period"})), two)
    assert (nobody.standard, nobody.strength, codes(nobody)) == (None, LEAST_STRENGTH, ["missing-named where,who"])


def test_the_named_party_is_heard_before_evidence_is_clear_and_convincing() -> None:
    claim = replace(CHILD, elements=frozenset({"who", "period"}), heard=False)
    three = [good("a"), good("b", Kind.PICTURE), good("c")]
    assert (weigh(claim, three).standard, codes(weigh(claim, three))) == ("substantiated", ["missing-heard"])


def test_grades_below_a_standard_do_not_count_for_it_and_are_named() -> None:
    doubtful = [good("a"), good("b", Kind.PICTURE, credibility=Credibility.DOUBTFUL)]
    found = weigh(replace(CHILD, elements=frozenset({"who", "period"})), doubtful)
    assert found.standard == "reasonable-indication"
    assert "missing-grades act b" in codes(found)


def test_contrary_evidence_stands_beside_each_element_and_has_to_be_outweighed() -> None:
    two = [good("a"), good("b", Kind.PICTURE)]
    claim = replace(CHILD, elements=frozenset({"who", "period"}))
    denial = good("n", Kind.DOCUMENT, bears=denies("act"))
    found = weigh(claim, [*two, denial])
    assert found.standard == "substantiated"
    act = found.elements["act"]
    assert (act.origins, act.contrary, act.supports, act.contradicts) == (2, 1, ("a", "b"), ("n",))
    assert "contrary-stands 1 act" in why(found)
    assert found.strength < weigh(claim, two).strength
    other = weigh(claim, [*two, denial, good("o", bears=denies("act"))])
    assert other.standard == "reasonable-indication"
    assert codes(other) == ["missing-contrary act 2"]
    copied = weigh(claim, [*two, denial, good("o", origins=frozenset({"n"}), bears=denies("act"))])
    assert (copied.standard, copied.strength) == (found.standard, found.strength)


def test_the_weakest_necessary_element_decides() -> None:
    found = weigh(CHILD, [good("a"), good("b", bears=says("who")), good("c", bears=says("who"))])
    assert found.weakest == "act"
    assert found.strength == found.elements["act"].strength < found.elements["who"].strength


def test_a_copy_of_other_kind_and_higher_grade_lifts_nothing() -> None:
    told = good("a", credibility=Credibility.POSSIBLE)
    copy = good("z", Kind.OFFICIAL, origins=frozenset({"a"}))
    alone, both = weigh(CHILD, [told]), weigh(CHILD, [told, copy])
    assert (alone.standard, alone.strength, alone.missing) == (both.standard, both.strength, both.missing)
    assert both.elements["act"].kinds == 1
    assert [one.piece for one in both.elements["act"].echoes] == ["z"]


def test_evidence_never_makes_anything_certain() -> None:
    assert weigh(CHILD, [good(f"{one}") for one in range(40)]).strength == rules().surest < 0


def test_what_cannot_be_weighed_is_refused_with_what_is_wrong() -> None:
    def refused(claim: Claim, *given: Piece) -> tuple[str, dict[str, str]]:
        with pytest.raises(UsageError) as error:
            weigh(claim, given)
        return error.value.code, dict(error.value.params)

    assert refused(Claim(issue=Issue.SANCTION, elements=frozenset())) == ("weighing-issue", {"issue": "sanction"})
    assert refused(replace(CHILD, elements=frozenset({"menace"}))) == (
        "weighing-element-foreign",
        {"element": "menace", "issue": "child-labour"},
    )
    assert refused(CHILD, good("a", bears=says("whom"))) == (
        "weighing-element-unknown",
        {"piece": "a", "element": "whom"},
    )
    assert refused(CHILD, good("a"), good("a")) == ("weighing-piece-twice", {"piece": "a"})


@given(pieces())
def test_the_numbers_of_each_element_are_those_of_the_slow_twin(drawn: list[Piece]) -> None:
    found = weigh(CHILD, drawn)
    for element in ELEMENTS:
        one, twin = found.elements[element], oracle.numbers(drawn, element, rules())
        assert one.exact
        assert {name: getattr(one, name) for name in ("origins", "kinds", "firsthand", "contrary")} == {
            name: twin[name] for name in ("origins", "kinds", "firsthand", "contrary")
        }
        net = twin["supporting weight"] - twin["contrary weight"]
        wanted = oracle.strength(net) if net > 0 else float(LEAST_STRENGTH)
        assert abs(one.strength - min(wanted, rules().surest)) <= 0.51
        assert one.standard == oracle.standard(drawn, element, rules())
    assert found.strength == min(found.elements[element].strength for element in ELEMENTS)


@given(pieces(), st.randoms())
def test_the_order_of_pieces_changes_nothing(drawn: list[Piece], chance: Random) -> None:
    other = list(drawn)
    chance.shuffle(other)
    assert weigh(CHILD, drawn) == weigh(CHILD, other)


new_origins = st.frozensets(st.sampled_from((*IDS, *OTHERS, "n1", "n2")), max_size=3)


def no_weaker(after: Weighed, before: Weighed) -> bool:
    return (
        rank(after) >= rank(before)
        and after.strength >= before.strength
        and all(after.elements[one].strength >= before.elements[one].strength for one in ELEMENTS)
        and all(after.elements[one].origins >= before.elements[one].origins for one in ELEMENTS)
    )


@settings(max_examples=200)
@given(pieces(), piece("new", new_origins))
def test_more_support_that_nothing_else_goes_back_to_never_weakens(drawn: list[Piece], new: Piece) -> None:
    supporting = replace(new, bears=dict.fromkeys(new.bears, S))
    assert no_weaker(weigh(CHILD, [*drawn, supporting]), weigh(CHILD, drawn))


@settings(max_examples=200)
@given(pieces(), piece("new", new_origins))
def test_more_that_contradicts_never_strengthens(drawn: list[Piece], new: Piece) -> None:
    contrary = replace(new, bears=dict.fromkeys(new.bears, C))
    assert no_weaker(weigh(CHILD, drawn), weigh(CHILD, [*drawn, contrary]))


@settings(max_examples=200)
@given(pieces().filter(len), st.data())
def test_a_dependent_copy_changes_nothing_however_it_is_graded(drawn: list[Piece], data: st.DataObject) -> None:
    originals = data.draw(st.lists(st.sampled_from(drawn), min_size=1, max_size=3, unique_by=lambda one: one.id))
    copy = data.draw(piece("new", st.just(frozenset(one.id for one in originals))))
    said = [one for one in ELEMENTS if len({original.bears.get(one) for original in originals}) == 1]
    bears = {one: standing for one in said if (standing := originals[0].bears.get(one)) is not None}
    before, after = weigh(CHILD, drawn), weigh(CHILD, [*drawn, replace(copy, bears=bears)])
    assert (after.standard, after.strength, after.weakest) == (before.standard, before.strength, before.weakest)
    for one in ELEMENTS:
        was, now = before.elements[one], after.elements[one]
        for name in ("origins", "kinds", "firsthand", "contrary", "strength", "standard", "missing"):
            assert getattr(now, name) == getattr(was, name)


@settings(max_examples=200)
@given(pieces(), st.data())
def test_a_better_grade_never_weakens_what_supports(drawn: list[Piece], data: st.DataObject) -> None:
    supporting = [replace(one, bears=dict.fromkeys(one.bears, S)) for one in drawn]
    if not supporting:
        return
    at = data.draw(st.integers(0, len(supporting) - 1))
    best = replace(supporting[at], reliability=Reliability.RELIABLE, credibility=Credibility.CONFIRMED, firsthand=True)
    assert no_weaker(weigh(CHILD, [*supporting[:at], best, *supporting[at + 1 :]]), weigh(CHILD, supporting))


def test_pieces_of_the_story_are_weighed_apart_from_what_they_say_of_other_claims() -> None:
    claim = replace(MILL, elements=MILL.elements - {RETENTION, WAGES})
    other = good("elsewhere", bears=says("act"))
    assert weigh(claim, [WOMAN, ARTICLE, EXTRACT, PICTURES, other]) == weigh(claim, STORY)
