"""How assessments of several people become one piece: of each grade the more careful one."""

import random
from typing import Any

import pytest

from tadasu.schema import Issue
from tadasu.web.evidence.verification._grades import AGAINST, Given, Held, combined
from tadasu.web.evidence.verification.words import origin_name
from tadasu.weighing import STANDARDS, Claim, Credibility, Kind, Piece, Reliability, Standing, weigh

SUPPORTS, CONTRADICTS = Standing.SUPPORTS, Standing.CONTRADICTS


def given(**more: Any) -> Given:
    values: dict[str, Any] = {
        "kind": Kind.DOCUMENT,
        "reliability": Reliability.USUALLY,
        "credibility": Credibility.PROBABLE,
        "firsthand": True,
        "own": True,
        "origins": frozenset(),
        "bears": {"act": SUPPORTS},
    }
    return Given(**{**values, **more})


def pieces(**items: list[Given]) -> dict[str, tuple[Piece, ...]]:
    return {id: one.pieces for id, one in combined({Held(id=id): said for id, said in items.items()}).items()}


def test_one_assessment_is_weighed_as_it_is() -> None:
    ((piece,),) = pieces(a=[given()]).values()
    assert piece == Piece(
        id="a",
        kind=Kind.DOCUMENT,
        reliability=Reliability.USUALLY,
        credibility=Credibility.PROBABLE,
        firsthand=True,
        bears={"act": SUPPORTS},
    )


@pytest.mark.parametrize(
    ("other", "differs", "weighed"),
    [
        ({"kind": Kind.OFFICIAL}, "kind", {"kind": Kind.DOCUMENT}),
        ({"kind": Kind.REPORT}, "kind", {"kind": Kind.REPORT}),
        ({"reliability": Reliability.UNJUDGED}, "reliability", {"reliability": Reliability.UNJUDGED}),
        ({"reliability": Reliability.RELIABLE}, "reliability", {"reliability": Reliability.USUALLY}),
        ({"credibility": Credibility.DOUBTFUL}, "credibility", {"credibility": Credibility.DOUBTFUL}),
        ({"firsthand": False}, "firsthand", {"firsthand": False}),
        ({"origins": frozenset({"b"}), "own": False}, "origins", {"origins": frozenset({"b"})}),
        ({"origins": frozenset({"b"})}, "origins", {"origins": frozenset({"a", "b"})}),
        ({"bears": {}}, "bears:act", {"bears": {}}),
        ({"bears": {"act": CONTRADICTS}}, "bears:act", {"bears": {"act": CONTRADICTS}}),
    ],
)
def test_where_two_differ_the_more_careful_grade_is_weighed(
    other: dict[str, Any], differs: str, weighed: dict[str, Any]
) -> None:
    for said in ([given(), given(**other)], [given(**other), given()]):
        (one,) = combined({Held(id="a"): said}).values()
        assert one.differs == (differs,)
        assert {name: getattr(one.pieces[0], name) for name in weighed} == weighed


def test_a_denial_is_not_got_rid_of_by_grading_it_low() -> None:
    denies = {"bears": {"act": CONTRADICTS}}
    low = given(**denies, credibility=Credibility.IMPROBABLE, reliability=Reliability.UNRELIABLE)
    ((piece,),) = pieces(a=[given(**denies), low]).values()
    assert (piece.reliability, piece.credibility) == (Reliability.USUALLY, Credibility.PROBABLE)


def test_what_supports_and_contradicts_is_graded_low_for_the_one_and_high_for_the_other() -> None:
    both = {"bears": {"act": SUPPORTS, "who": CONTRADICTS}}
    (found,) = pieces(a=[given(**both), given(**both, credibility=Credibility.POSSIBLE)]).values()
    assert [(one.id, one.credibility, dict(one.bears), one.origins) for one in found] == [
        ("a", Credibility.POSSIBLE, {"act": SUPPORTS}, frozenset()),
        ("a" + AGAINST, Credibility.PROBABLE, {"who": CONTRADICTS}, frozenset()),
    ]


def test_what_nobody_assessed_is_not_weighed() -> None:
    assert pieces(a=[], b=[given()]).keys() == {"b"}


def test_what_was_made_of_another_item_goes_back_to_it() -> None:
    found = combined({Held(id="a"): [given()], Held(id="b", above=("a",)): [given()]})
    assert found["b"].pieces[0].origins == {"a"} == found["b"].added
    apart = combined({Held(id="b", above=("a",)): [given()], Held(id="c", above=("a",)): [given()]})
    assert [one.pieces[0].origins for one in apart.values()] == [{"a"}, {"a"}]


def test_items_out_of_one_box_share_an_origin() -> None:
    found = combined({Held(id="a", source="box"): [given()], Held(id="b", source="box"): [given()]})
    assert [one.pieces[0].origins for one in found.values()] == [{"source:box"}, {"source:box"}]
    alone = combined({Held(id="a", source="box"): [given()], Held(id="b", source="other"): [given()]})
    assert [one.pieces[0].origins for one in alone.values()] == [frozenset(), frozenset()]
    made = combined({Held(id="a", source="box"): [given()], Held(id="c", above=("b",), source="box"): [given()]})
    assert [one.pieces[0].origins for one in made.values()] == [{"source:box"}, {"b", "source:box"}]


def test_another_assessment_never_makes_a_claim_stronger() -> None:
    """Drawn: whatever a second person says of one item, as long as no other goes back to it. (Of an item to which another goes
    back less may count now, and then the other speaks for itself.)"""
    drawn = random.Random(20261126)
    claim = Claim(issue=Issue.CHILD_LABOUR, elements=frozenset({"who", "period"}), heard=True, second=True)
    for _ in range(1000):
        items = {id: [_drawn(drawn, "xy")] for id in "abcd"}
        before = _weighed(claim, items)
        id = drawn.choice("abcd")
        items[id].append(_drawn(drawn, "abcdxy".replace(id, "")))
        after = _weighed(claim, items)
        assert after <= before, items


def _weighed(claim: Claim, items: dict[str, list[Given]]) -> tuple[int, int]:
    found = weigh(claim, [piece for one in pieces(**items).values() for piece in one])
    return STANDARDS.index(found.standard) if found.standard else -1, found.strength


def _drawn(drawn: random.Random, origins: str) -> Given:
    bears = {one: drawn.choice([SUPPORTS, SUPPORTS, SUPPORTS, CONTRADICTS, None]) for one in ("act", "who", "period")}
    return given(
        kind=Kind.DOCUMENT,
        reliability=drawn.choice([*Reliability][:3]),
        credibility=drawn.choice([*Credibility][:3]),
        firsthand=drawn.random() < 0.8,
        own=drawn.random() < 0.5,
        origins=frozenset(drawn.sample(origins, drawn.choice([0, 0, 0, 1]))),
        bears={element: one for element, one in bears.items() if one},
    )


def test_an_origin_has_a_letter_and_no_name() -> None:
    assert [origin_name(f"person-{at}", "en") for at in (1, 26, 27, 703)] == [
        "person A",
        "person Z",
        "person AA",
        "person AAA",
    ]
    assert origin_name("place-2", "ja") == "観察場所B"
    assert origin_name("something", "en") == "something"
