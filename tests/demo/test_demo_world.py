"""The generator: one seed gives one world, every kind is planted, every row says that it is invented."""

from collections import Counter

import pytest

from tadasu.demo import KINDS, POSITIVE_KINDS, TRAP_KINDS, World, world
from tadasu.demo._shapes import NOTE

SEEDS = range(1, 21)
ROLES = {
    *("garment-maker", "importer", "lead-recycler", "mill", "parts-maker"),
    *("second-importer", "third-supplier", "weaver"),
}
"""Firms of the story that the demos tell."""


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [world(seed) for seed in SEEDS]


def test_a_seed_gives_one_world_and_another_seed_another(worlds: list[World]) -> None:
    assert world(1) == worlds[0]
    assert len({str(one.suppliers) for one in worlds}) == len(worlds)


def test_every_kind_is_planted_whatever_the_seed(worlds: list[World]) -> None:
    for one in worlds:
        assert {planted.kind for planted in one.truth} == set(KINDS)


def test_a_positive_names_a_listing_and_a_negative_none(worlds: list[World]) -> None:
    for one in worlds:
        listed = {entry.id for demo_list in one.lists for entry in demo_list.listed}
        for planted in one.truth:
            assert (planted.entity_id in listed) == (planted.kind in POSITIVE_KINDS)
            assert bool(planted.entity_id) == (planted.kind in POSITIVE_KINDS)


def test_every_supplier_is_in_the_truth_and_every_id_is_used_once(worlds: list[World]) -> None:
    for one in worlds:
        assert {planted.supplier_id for planted in one.truth} == {supplier.id for supplier in one.suppliers}
        ids = [entry.id for demo_list in one.lists for entry in demo_list.listed] + [s.id for s in one.suppliers]
        assert len(set(ids)) == len(ids)


def test_a_duplicate_listing_is_two_listings_of_one_supplier(worlds: list[World]) -> None:
    for one in worlds:
        listings = Counter(p.supplier_id for p in one.truth if p.kind == "duplicate-listing")
        assert set(listings.values()) == {2}


def test_every_record_and_list_says_it_is_invented(worlds: list[World]) -> None:
    for one in worlds:
        assert all(supplier.note == NOTE for supplier in one.suppliers)
        for demo_list in one.lists:
            assert demo_list.title.startswith("Demo ")
            assert demo_list.title.endswith(" (invented)")
            for entry in demo_list.listed:
                assert entry.note == NOTE
                assert entry.programme == demo_list.title
                assert "Demo Road" in entry.address


def test_no_name_serves_two_suppliers_and_no_trap_has_the_name_of_a_listing(worlds: list[World]) -> None:
    for one in worlds:
        names = [supplier.name for supplier in one.suppliers]
        assert len(set(names)) == len(names)
        listed = {name for d in one.lists for entry in d.listed for name in (entry.name, *entry.aliases)}
        traps = {planted.supplier_id for planted in one.truth if planted.kind in (*TRAP_KINDS, "clean")}
        assert not {s.name for s in one.suppliers if s.id in traps} & listed


def test_the_story_is_cast_and_only_the_mill_is_listed(worlds: list[World]) -> None:
    for one in worlds:
        assert {firm.role for firm in one.story} == ROLES
        truth = {planted.supplier_id: planted for planted in one.truth}
        names = {supplier.id: supplier.name for supplier in one.suppliers}
        for firm in one.story:
            assert bool(firm.supplier_id) == (firm.role not in ("importer", "second-importer"))
            if firm.supplier_id:
                assert names[firm.supplier_id] in firm.names.values()
                assert bool(truth[firm.supplier_id].entity_id) == (firm.role == "mill")
        assert one.firm("mill").hs == "5205"
        assert set(one.firm("mill").names) == {"latin", "native", "han"}


def test_suppliers_are_written_in_many_scripts(worlds: list[World]) -> None:
    blocks = [("\u4e00", "\u9fff"), ("ァ", "ヺ"), ("\u0400", "\u04ff"), ("\u0600", "\u06ff"), ("가", "힣")]
    for one in worlds:
        text = "".join(supplier.name for supplier in one.suppliers)
        for low, high in blocks:
            assert sum(low <= char <= high for char in text) > 10
