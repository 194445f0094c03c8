"""The answer to a query does not depend on the batch it came in, its order, or the number of threads."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, many, names, read_one_way, tidy_names

from tadasu.schema import Entity, Match
from tadasu.screening import Index, Options, compare, screen

ALONE = Options(threshold=0, threads=1)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build(listing(many(3000, seed=5)))


def matches(suppliers: list[Entity], index: Index, *, threads: int | None = 1) -> dict[str, list[Match]]:
    """What each supplier got, by its id."""
    found = screen(suppliers, index, options=Options(threshold=0, threads=threads)).matches
    by_id: dict[str, list[Match]] = {supplier.id: [] for supplier in suppliers}
    for match in found:
        by_id[match.query_id].append(match)
    return by_id


QUERIES = st.one_of(names(), tidy_names()).filter(read_one_way)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(QUERIES, st.lists(QUERIES, max_size=1)), min_size=1, max_size=12), st.randoms())
def test_a_query_gets_the_same_answer_alone_in_any_batch_and_in_any_order(
    index: Index, asked: list[tuple[str, list[str]]], rng: random.Random
) -> None:
    suppliers = [entity(number, name, *aliases) for number, (name, aliases) in enumerate(asked)]
    together = matches(suppliers, index)
    rng.shuffle(suppliers)
    assert matches(suppliers, index) == together
    middle = rng.randint(0, len(suppliers))
    assert matches(suppliers[:middle], index) | matches(suppliers[middle:], index) == together
    for supplier in suppliers:
        assert matches([supplier], index) == {supplier.id: together[supplier.id]}


@settings(deadline=None, max_examples=40)
@given(st.lists(QUERIES, min_size=1, max_size=8), st.lists(QUERIES, min_size=1, max_size=8))
def test_the_same_holds_for_short_lists(listed: list[str], asked: list[str]) -> None:
    short = Index.build(listing(listed))
    suppliers = [entity(number, name) for number, name in enumerate(asked)]
    together = matches(suppliers, short)
    assert matches(suppliers[::-1], short) == together
    for supplier in suppliers:
        assert matches([supplier], short) == {supplier.id: together[supplier.id]}


@pytest.fixture(scope="module")
def crowd() -> list[Entity]:
    """More names and more distinct words than one chunk holds, with one word in two scripts at both ends."""
    spelt = ["Калинка", "Kalinka", "ООО Калинка", "Kalinka LLC", "カリンカ", "Kalinca"]
    crowd = [*spelt, *many(2200, seed=99), *reversed(spelt)]
    assert all(map(read_one_way, crowd))
    return [entity(number, name) for number, name in enumerate(crowd)]


@pytest.mark.parametrize("threads", [2, 4, None])
def test_threads_change_nothing_in_a_batch_of_several_chunks(
    index: Index, crowd: list[Entity], threads: int | None
) -> None:
    assert matches(crowd, index, threads=threads) == matches(crowd, index)


def test_order_changes_nothing_in_a_batch_of_several_chunks(index: Index, crowd: list[Entity]) -> None:
    together = matches(crowd, index)
    shuffled = list(crowd)
    random.Random(3).shuffle(shuffled)
    assert matches(shuffled, index, threads=2) == together
    for supplier in [*crowd[:6], *crowd[-6:], *crowd[1000:1060]]:
        assert matches([supplier], index) == {supplier.id: together[supplier.id]}


def test_one_word_in_two_scripts_keeps_both_answers_in_one_batch() -> None:
    index = Index.build(listing(["Kalinka", "Kalinko", "Калинка", "カリンカ"]))
    latin, cyrillic = entity("latin", "Kalinka"), entity("cyrillic", "Калинка")
    alone = matches([latin], index) | matches([cyrillic], index)
    assert matches([latin, cyrillic], index) == matches([cyrillic, latin], index) == alone


@pytest.mark.parametrize(
    ("one", "other", "listed"),
    [
        ("株式会社星野", "星野有限公司", ["Hoshino", "Xingye"]),
        ("شركة كالينكا", "كالينكا مۇزداغ شىركىتى", ["Kalinka", "Kalynka Muzdagh"]),
    ],
)
def test_one_native_word_in_two_languages_keeps_both_answers_in_one_batch(
    one: str, other: str, listed: list[str]
) -> None:
    index = Index.build(listing(listed))
    first, second = entity("one", one), entity("other", other)
    alone = matches([first], index) | matches([second], index)
    assert matches([first, second], index) == matches([second, first], index) == alone


def test_matches_come_in_the_order_of_the_suppliers_most_probable_first(index: Index) -> None:
    suppliers = [entity(number, name) for number, name in enumerate(many(50, seed=77))]
    found = screen(suppliers, index, options=ALONE).matches
    assert [int(match.query_id) for match in found] == sorted(int(match.query_id) for match in found)
    for supplier in suppliers:
        odds = [match.log_odds for match in found if match.query_id == supplier.id]
        assert odds == sorted(odds, reverse=True)


def test_comparing_no_names_gives_no_pairs(index: Index) -> None:
    assert compare([], index).name.size == 0
