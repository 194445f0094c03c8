"""The answer to a query does not depend on the batch it came in, on the number of threads, or on any order: of the
queries, of the lists, of the rows of a list.
"""

import random
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, many, names, read_one_way, tidy_names

from tadasu.schema import Entity, Match
from tadasu.screening import Index, Options, compare, explain, screen

ALONE = Options(threshold=0, threads=1)
WORD = "kashgar"
NEAR = st.tuples(st.integers(0, len(WORD) - 1), st.sampled_from("aeghkrst")).map(
    lambda change: WORD[: change[0]] + change[1] + WORD[change[0] + 1 :]
)
"""Words a letter away from one another, so that most are as like to the one as to the other; one is a place."""


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
ANY_NAMES = st.one_of(names(), tidy_names(), st.lists(NEAR, min_size=1, max_size=3).map(" ".join))


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


LISTED = st.tuples(ANY_NAMES, st.lists(ANY_NAMES, max_size=2), st.sampled_from(["first", "second", "third"]))


@settings(deadline=None, max_examples=100)
@given(
    st.lists(LISTED, min_size=1, max_size=12),
    st.lists(ANY_NAMES, min_size=1, max_size=6),
    st.sampled_from([None, 1, 2]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_lists_and_of_their_rows_changes_nothing(
    rows: list[tuple[str, list[str], str]], asked: list[str], limit: int | None, rng: random.Random
) -> None:
    entities = [entity(number, name, *aliases, list_id=held) for number, (name, aliases, held) in enumerate(rows)]
    suppliers = [entity(number, name) for number, name in enumerate(asked)]
    options = Options(threshold=0, limit=limit, threads=1)
    there = screen(suppliers, Index.build(entities), options=options).matches
    rng.shuffle(entities)
    assert screen(suppliers, Index.build(entities), options=options).matches == there
    entities.sort(key=lambda each: each.origin.list_id, reverse=True)
    assert screen(suppliers, Index.build(entities), options=options).matches == there


def shuffled(entities: Iterable[Entity], seed: int = 3) -> list[Entity]:
    out = list(entities)
    random.Random(seed).shuffle(out)
    return out


def misspelt(names_: list[str], seed: int) -> list[Entity]:
    """Suppliers whose names lack a letter."""
    rng = random.Random(seed)
    places = [rng.randrange(len(name)) for name in names_]
    return [entity(n, name[:at] + name[at + 1 :]) for n, (name, at) in enumerate(zip(names_, places, strict=True))]


def test_the_order_of_a_long_list_changes_nothing(index: Index, crowd: list[Entity]) -> None:
    suppliers = [*crowd[:500], *misspelt(many(500, seed=5), seed=1)]
    assert matches(suppliers, Index.build(shuffled(index.entities))) == matches(suppliers, index)


def test_of_equal_candidates_the_same_are_looked_at_in_any_order() -> None:
    equal = listing([f"Kalinka {first}{second}ovar" for first in "bdfgklmnprstvz" for second in "aeiou"])
    supplier = entity("q", "Kalinka Zzyxquu")
    found = {
        frozenset(match.entity_id for match in matches([supplier], Index.build(shuffled(equal, n)))["q"])
        for n in range(5)
    }
    assert [len(ids) for ids in found] == [24]


@pytest.mark.parametrize("asked", ["Kashgat", "Kashgat Zubeki", "Kashgat Orvat Textile"])
def test_a_word_as_like_to_a_place_as_to_a_brand_is_one_of_them_in_any_order(asked: str) -> None:
    entities = listing(["Kashgan Orvat", "Kashgar Medovar", "Orvat Zubeki"])
    supplier = entity("q", asked)
    there = matches([supplier], Index.build(entities))
    assert there["q"]
    assert matches([supplier], Index.build(entities[::-1])) == there


@pytest.mark.parametrize("asked", ["Hoshino", "Xingye", "星野"])
def test_a_word_that_two_rows_read_differently_is_read_one_way_in_any_order(asked: str) -> None:
    entities = listing(["株式会社星野", "星野有限公司", "星野"])
    supplier = entity("q", asked)
    assert matches([supplier], Index.build(entities)) == matches([supplier], Index.build(entities[::-1]))


def without_places(index: Index) -> dict[str, object]:
    """Everything that is in an index but where the rows stand; its hash table as what it holds."""
    voc, documents = index.vocabulary, index.documents
    fields: dict[str, object] = {
        name: array.tolist() for name, array in {**voc._asdict(), **documents._asdict()}.items()
    }
    filled = voc.values >= 0
    fields["keys"] = fields["values"] = sorted(zip(voc.keys[filled].tolist(), voc.values[filled].tolist(), strict=True))
    bounds = documents.name_offsets.tolist()
    held = [index.names[number] for number in documents.name.tolist()]
    fields["name"] = [sorted(held[start:end]) for start, end in pairwise(bounds)]
    return fields


def test_what_an_index_holds_knows_no_order(index: Index) -> None:
    assert without_places(index) == without_places(Index.build(shuffled(index.entities)))


@pytest.mark.parametrize("limit", [None, 1])
def test_two_rows_with_one_id_and_one_name_are_told_apart_in_any_order(limit: int | None) -> None:
    rows = [entity("x", "Kalinka", countries=("jp",)), entity("x", "Kalinka", countries=("br",))]
    supplier = entity("q", "Kalinka", countries=("br",))
    for entities in (rows, rows[::-1]):
        index = Index.build(entities)
        found = screen([supplier], index, options=Options(threshold=0, limit=limit)).matches
        assert [explain(index, supplier, match).log_odds for match in found] == [match.log_odds for match in found]
        assert found == screen([supplier], Index.build(rows), options=Options(threshold=0, limit=limit)).matches
        assert len(found) == (limit or 2)
