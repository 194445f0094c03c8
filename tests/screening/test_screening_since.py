"""Screening only what a list change can affect gives what a full run gives: the full run is the slow twin."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, names

from tadasu.demo import demo_folder
from tadasu.places import country_code
from tadasu.readers import read_entities
from tadasu.schema import Entity, EntityId, ListId, Match
from tadasu.screening import Index, Options, ReverseIndex, screen

LIST = ListId("invented")
ALL = Options(threshold=0)
NUMBERS = (
    ("lei", "529900INVENTED000186"),
    ("lei", "N/A"),
    ("registration", "71234568"),
    ("registration", "7123-4568; 878"),
    ("registration", "878"),
)
"""Numbers that decide, one that does not, and one that is none."""
BRANDS = ("kalinka", "lanmiqu", "hailan", "hoshino", "mozdak", "ayano", "zeborvik", "drosh", "tungalag")
BESIDE = ("textile", "garment", "apparel", "trading", "kashgar", "osaka", "Co., Ltd.", "LLC", "International", "of")
NATIVE = (
    "Калинка",
    "Тунгалаг",
    "海岚",
    "海嵐國際貿易",
    "星野",
    "カリンカ商事",
    "㈱ホシノ貿易",
    "綾野",
    "كالينكا",
    "مۇزداغ",
)


def misspelt(word: str, at: int, instead: str) -> str:
    """The letter at a place left out, or others in its stead."""
    at %= len(word)
    return word[:at] + instead + word[at + 1 :]


def parts() -> st.SearchStrategy[str]:
    """A word, or what can become of one: misspelt, in two, written with another, in initials."""
    brand = st.sampled_from(BRANDS)
    return st.one_of(
        brand,
        st.sampled_from(NATIVE),
        st.sampled_from(BESIDE),
        st.builds(misspelt, brand, st.integers(0, 9), st.sampled_from(["", "u", "ll"])),
        st.builds(lambda word, at: f"{word[: at + 2]} {word[at + 2 :]}", brand, st.integers(0, 3)),
        st.builds(lambda one, two: one + two, brand, st.sampled_from((*BRANDS, "textile", "garment"))),
        st.builds(lambda letters: "".join(word[0] for word in letters), st.lists(brand, min_size=3, max_size=4)),
    )


def alike() -> st.SearchStrategy[str]:
    """Names made of so few words that most have something to do with one another."""
    return st.lists(parts(), min_size=1, max_size=4).map(" ".join)


@st.composite
def parties(draw: st.DrawFn, prefix: str, texts: st.SearchStrategy[str]) -> list[Entity]:
    """Entities with aliases; some share a registration number with one of the other side."""
    return [
        entity(
            f"{prefix}{number}",
            *draw(st.lists(texts, min_size=1, max_size=3)),
            list_id="invented",
            identifiers=(draw(st.sampled_from(NUMBERS)),) if draw(st.integers(0, 4)) == 0 else (),
        )
        for number in range(draw(st.integers(1, 14)))
    ]


def of_a_full_run(
    suppliers: Sequence[Entity], index: Index, changed: frozenset[tuple[ListId, EntityId]], options: Options
) -> tuple[Match, ...]:
    matches = screen(suppliers, index, options=options).matches
    return tuple(match for match in matches if (match.list_id, match.entity_id) in changed)


def only(changed: frozenset[tuple[ListId, EntityId]], options: Options) -> Options:
    return Options(threshold=options.threshold, names_only=options.names_only, only=changed)


@pytest.mark.parametrize("texts", [alike(), names()], ids=["alike", "odd"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_matches_with_changed_parties_are_those_of_a_full_run(
    data: st.DataObject, texts: st.SearchStrategy[str]
) -> None:
    index = Index.build(data.draw(parties("e", texts), label="listed"))
    suppliers = data.draw(parties("s", texts), label="suppliers")
    ids = data.draw(st.sets(st.sampled_from([listed.id for listed in index.entities])), label="changed")
    changed = frozenset((LIST, each) for each in ids)
    options = Options(threshold=data.draw(st.sampled_from([0.0, 0.3, 0.7])), names_only=data.draw(st.booleans()))
    found = screen(suppliers, index, options=only(changed, options))
    assert found.matches == of_a_full_run(suppliers, index, changed, options)
    assert found.compared <= found.names


def way(asked: str, listed: str, *, beside: Sequence[str] = ()) -> bool:
    """Is the listed name found, and by the restricted run too, in a list that holds others as well?"""
    index = Index.build([entity("e", listed), *(entity(n, name) for n, name in enumerate(beside))])
    changed = frozenset({(LIST, EntityId("e"))})
    suppliers = [entity("s", asked), entity("other", "Quite Unlike")]
    found = screen(suppliers, index, options=only(changed, ALL)).matches
    assert found == of_a_full_run(suppliers, index, changed, ALL)
    return bool(found)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Zeborvik Drosh", "Zeborvik Drosh LLC"),
        ("Zebervik", "Zeborvik"),
        ("Zebor Vik", "Zeborvik"),
        ("Zeborvikdrosh", "Zeborvik Drosh"),
        ("Калинка", "Kalinka"),
        ("カリンカ商事", "Kalinka Trading"),
        ("海岚", "Hailan"),
        ("كالينكا", "Kalinka"),
        ("Kalinka Garment", "Other Apparel"),
        ("海岚", "海嵐"),
    ],
)
def test_every_way_to_a_candidate_is_a_way_to_an_affected_name(asked: str, listed: str) -> None:
    assert way(asked, listed, beside=["Kalinka Drosh Trading", "Hoshino Garment"])


def test_initials_alone_make_no_candidate_in_either_run() -> None:
    assert not way("ZDK", "Zeborvik Drosh Kalinka")


def test_a_supplier_with_the_number_of_a_changed_party_is_found_under_any_name() -> None:
    number = NUMBERS[:1]
    index = Index.build([entity("e", "Zeborvik", identifiers=number), entity("f", "Kalinka")])
    suppliers = [entity("s", "Nothing Alike", "Quite Other", identifiers=number), entity("t", "Unlike")]
    changed = frozenset({(LIST, EntityId("e"))})
    found = screen(suppliers, index, options=only(changed, ALL))
    assert [match.query_id for match in found.matches] == ["s"]
    assert found.matches == of_a_full_run(suppliers, index, changed, ALL)
    assert found.compared == 2


def test_a_change_of_one_party_affects_few_names_of_the_demo_world() -> None:
    suppliers = _read("suppliers.csv")
    listed = [party for path in sorted(demo_folder().glob("list_*.csv")) for party in _read(path.name)]
    index, reverse = Index.build(listed), ReverseIndex.build(suppliers)
    shares = []
    for party in listed[::7]:
        one = Options(only=frozenset({(party.origin.list_id, party.id)}))
        found = screen(suppliers, index, options=one, reverse=reverse)
        shares.append(found.compared / found.names)
    assert sum(shares) / len(shares) < 0.2
    assert max(shares) < 0.5


def _read(name: str) -> tuple[Entity, ...]:
    path: Path = demo_folder() / name
    return read_entities(path, list_id=name, country_code=country_code).entities
