"""Independent origins are counted, circular reporting is found by lineage."""

import doctest
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import weighing as oracle
from tests.weighing.worlds import STORY, pieces

from tadasu.schema import UsageError
from tadasu.weighing import Echo, Kind, Piece, independence
from tadasu.weighing import _independence as module
from tadasu.weighing import _packing as packing
from tadasu.weighing._packing import packed


def told(id: str, *origins: str, firsthand: bool = False) -> Piece:
    return Piece(id=id, kind=Kind.TESTIMONY, origins=frozenset(origins), firsthand=firsthand)


def test_of_four_pieces_two_go_back_to_one_origin_and_three_remain() -> None:
    found = independence(STORY)
    assert (found.count, found.exact) == (3, True)
    assert found.counted == ("extract", "pictures", "report")
    assert found.echoes == (Echo(piece="article", because=("pictures",), origins=("a driver",)),)


def test_pieces_with_origins_of_their_own_all_count() -> None:
    assert independence([told("a"), told("b", "p"), told("c", "q", "r")]).count == 3
    assert independence([]).count == 0


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    found = independence([told("a", "p"), told("b", "a"), told("c", "b")])
    assert (found.count, found.counted) == (1, ("a",))
    assert [(one.piece, one.because, one.origins) for one in found.echoes] == [
        ("b", ("a",), ("p",)),
        ("c", ("a",), ("p",)),
    ]


def test_a_piece_that_adds_its_own_observation_names_itself_and_is_an_origin_too() -> None:
    found = independence([told("a", "a", "p"), told("b", "a"), told("c", "p")])
    assert found.roots == {"a": {"a", "p"}, "b": {"a", "p"}, "c": {"p"}}
    assert (found.count, found.counted) == (1, ("c",))


def test_reports_that_quote_one_another_are_one_origin() -> None:
    found = independence([told("a", "c"), told("b", "a"), told("c", "b"), told("d")])
    assert (found.count, found.counted) == (2, ("a", "d"))
    assert found.circles == (("a", "b", "c"),)
    assert found.roots["b"] == {"a"}


def test_a_circle_that_leads_on_has_what_it_leads_to_as_its_origin() -> None:
    found = independence([told("a", "b"), told("b", "a", "p"), told("c", "p")])
    assert found.roots == {"a": {"p"}, "b": {"p"}, "c": {"p"}}
    assert (found.count, found.circles) == (1, (("a", "b"),))


def test_the_original_counts_before_its_copy_and_firsthand_before_hearsay() -> None:
    assert independence([told("a", "z"), told("z", "p")]).counted == ("z",)
    assert independence([told("a", "p"), told("z", "p", firsthand=True)]).counted == ("z",)


def test_a_piece_that_joins_two_origins_does_not_take_the_place_of_both() -> None:
    found = independence([told("a", "p", "q", firsthand=True), told("b", "p"), told("c", "q")])
    assert (found.count, found.counted) == (2, ("b", "c"))
    assert found.echoes == (Echo(piece="a", because=("b", "c"), origins=("p", "q")),)


def test_two_pieces_of_one_id_are_refused() -> None:
    with pytest.raises(UsageError) as refused:
        independence([told("a"), told("a", "p")])
    assert (refused.value.code, dict(refused.value.params)) == ("weighing-piece-twice", {"piece": "a"})


@given(pieces())
def test_the_count_and_the_roots_are_those_of_the_slow_twin(drawn: list[Piece]) -> None:
    found = independence(drawn)
    known = {one.id: one for one in drawn}
    assert found.exact
    assert found.count == oracle.independent(drawn)
    assert found.roots == {one: oracle.roots(one, known) for one in known}


@given(pieces(), st.randoms())
def test_the_order_of_pieces_changes_nothing(drawn: list[Piece], chance: Random) -> None:
    other = list(drawn)
    chance.shuffle(other)
    assert independence(drawn) == independence(other)


@given(pieces())
def test_every_piece_counts_or_is_told_with_what_it_repeats(drawn: list[Piece]) -> None:
    found = independence(drawn)
    assert sorted((*found.counted, *(one.piece for one in found.echoes))) == sorted(one.id for one in drawn)
    assert all(not found.roots[one] & found.roots[other] for one, other in combinations(found.counted, 2))
    for echo in found.echoes:
        assert echo.because
        assert all(found.roots[echo.piece] & found.roots[one] for one in echo.because)
        assert set(echo.origins) <= found.roots[echo.piece]


members = st.frozensets(st.sampled_from("pqrstuvw"), min_size=1, max_size=3)


@given(st.lists(st.tuples(members, st.integers(0, 5)), max_size=9))
def test_the_heaviest_choice_is_that_of_the_slow_twin(drawn: list[tuple[frozenset[str], int]]) -> None:
    sets, weights = [one for one, _ in drawn], [weight for _, weight in drawn]
    found = packed(sets, weights)
    assert (found.least, found.most) == (oracle.best(sets, weights), oracle.best(sets, weights))
    assert sum(weights[one] for one in found.chosen) == found.least
    assert all(not sets[one] & sets[other] for one, other in combinations(found.chosen, 2))


@given(st.lists(st.tuples(members, st.integers(0, 5)), max_size=9))
def test_what_is_too_tangled_lies_between_the_bounds(drawn: list[tuple[frozenset[str], int]]) -> None:
    sets, weights = [one for one, _ in drawn], [weight for _, weight in drawn]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "MOST_SETS", 1)
        found = packed(sets, weights)
    assert found.least <= oracle.best(sets, weights) <= found.most
    assert sum(weights[one] for one in found.chosen) == found.least


def tangle(size: int) -> list[Piece]:
    """Pieces that each go back to three of many origins, in a pattern no rule of thumb resolves."""
    return [told(f"{one:03}", *(f"o{(one * step + step) % 61}" for step in (1, 7, 23))) for one in range(size)]


def test_a_tangle_beyond_the_bound_is_told_as_at_least() -> None:
    found = independence(tangle(150))
    assert not found.exact
    assert 0 < found.count < found.most <= 61
    assert found == independence(reversed(tangle(150)))
    assert independence(tangle(30)).exact


def test_a_tangle_that_is_deeper_than_python_calls_itself_is_told_as_at_least_too() -> None:
    random = Random(395 * 120)  # drawn so that branchings go more than three hundred deep
    deep = [told(f"{one:03}", *(f"o{random.randrange(120)}" for _ in range(4))) for one in range(395)]
    found = independence(deep)
    assert not found.exact
    assert 0 < found.count < found.most <= 120


def test_a_long_line_of_copies_and_a_thousand_voices_of_one_origin_are_one() -> None:
    line = [told("0000", "p"), *(told(f"{one:04}", f"{one - 1:04}") for one in range(1, 3000))]
    assert independence(line).count == 1
    crowd = [told(f"{one:04}", "p", f"own {one}") for one in range(1000)]
    found = independence(crowd)
    assert (found.count, found.exact) == (1, True)


def test_the_example_of_the_docstring_is_true() -> None:
    assert doctest.testmod(module).failed == 0
