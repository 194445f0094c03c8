"""The reverse index of the suppliers: written, read again, refused when it is not what it claims to be."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, many, names

from tadasu.names import letters, tokenize
from tadasu.schema import Entity, EntityId, ListId, StoreError, UsageError
from tadasu.screening import Index, Options, ReverseIndex, _saved_arrays, screen
from tadasu.screening._reverse import Party
from tadasu.screening._reverse_kernel import joins

MOST = 24


@pytest.fixture(scope="module")
def suppliers() -> list[Entity]:
    return [entity(n, name, "カリンカ" if n == 3 else f"{name} Trading") for n, name in enumerate(many(300, seed=2))]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.build([*listing(many(200, seed=5)), entity("k", "Kalinka Shoji")])


def some(index: Index) -> frozenset[Party]:
    return frozenset((party.origin.list_id, party.id) for party in index.entities[::20])


def test_a_loaded_one_gives_the_same_flags_from_mapped_memory(
    tmp_path: Path, suppliers: list[Entity], index: Index
) -> None:
    built = ReverseIndex.build(suppliers)
    built.save(tmp_path / "reverse")
    loaded = ReverseIndex.load(tmp_path / "reverse", suppliers)
    flags = built.affected(index, some(index), most=MOST)
    assert 0 < flags.sum() < flags.size
    assert np.array_equal(loaded.affected(index, some(index), most=MOST, workers=2), flags)
    assert (loaded.names, loaded.nbytes) == (built.names, built.nbytes)
    assert isinstance(loaded.holders.name, np.memmap)


def test_a_run_with_a_loaded_one_is_the_run_without(tmp_path: Path, suppliers: list[Entity], index: Index) -> None:
    ReverseIndex.build(suppliers).save(tmp_path)
    options = Options(threshold=0, only=some(index))
    given_one = screen(suppliers, index, options=options, reverse=ReverseIndex.load(tmp_path, suppliers))
    assert given_one.matches == screen(suppliers, index, options=options).matches
    assert given_one.matches


@settings(deadline=None, max_examples=20)
@given(st.lists(names(), max_size=4))
def test_any_suppliers_can_be_saved_and_loaded(tmp_path_factory: pytest.TempPathFactory, written: list[str]) -> None:
    folder = tmp_path_factory.mktemp("reverse")
    ReverseIndex.build(listing(written)).save(folder)
    assert ReverseIndex.load(folder, listing(written)).names == tuple(dict.fromkeys(written))


def test_one_serves_every_change_of_every_list(suppliers: list[Entity]) -> None:
    reverse = ReverseIndex.build(suppliers)
    for seed in (7, 8):
        index = Index.build(listing(many(100, seed=seed)))
        options = Options(threshold=0, only=some(index))
        full = screen(suppliers, index, options=Options(threshold=0)).matches
        wanted = tuple(match for match in full if (match.list_id, match.entity_id) in some(index))
        assert screen(suppliers, index, options=options, reverse=reverse).matches == wanted


def test_no_changed_party_or_one_that_is_not_listed_affects_nobody(suppliers: list[Entity], index: Index) -> None:
    reverse = ReverseIndex.build(suppliers)
    for parties in (frozenset[Party](), frozenset({(ListId("invented"), EntityId("not there"))})):
        assert not reverse.affected(index, parties, most=MOST).any()


def test_other_suppliers_are_refused(tmp_path: Path, suppliers: list[Entity]) -> None:
    ReverseIndex.build(suppliers).save(tmp_path)
    for others in (suppliers[1:], suppliers[::-1], [*suppliers, entity("x", "Kalinka")], []):
        with pytest.raises(StoreError):
            ReverseIndex.load(tmp_path, others)
        assert ReverseIndex.key(others) != ReverseIndex.key(suppliers)


def test_a_run_with_that_of_other_suppliers_is_refused(suppliers: list[Entity], index: Index) -> None:
    options = Options(threshold=0, only=some(index))
    for others in (suppliers[1:], [*suppliers, entity("x", "Kalinka Zubeki")], []):
        with pytest.raises(UsageError, match="reverse-index-of-others") as caught:
            screen(suppliers, index, options=options, reverse=ReverseIndex.build(others))
        assert dict(caught.value.params)["value"] in {name for each in (*suppliers, *others) for name in each.names}


def test_a_run_with_that_of_the_same_suppliers_in_another_order_is_the_same(
    suppliers: list[Entity], index: Index
) -> None:
    options = Options(threshold=0, only=some(index))
    turned = ReverseIndex.build(suppliers[::-1])
    assert screen(suppliers, index, options=options, reverse=turned).matches == (
        screen(suppliers, index, options=options).matches
    )


def test_that_of_other_code_or_data_is_refused(
    tmp_path: Path, suppliers: list[Entity], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = ReverseIndex.key(suppliers)
    ReverseIndex.build(suppliers).save(tmp_path)
    monkeypatch.setattr(_saved_arrays, "made_with", lambda: "other code")
    with pytest.raises(StoreError):
        ReverseIndex.load(tmp_path, suppliers)
    assert ReverseIndex.key(suppliers) != key


def test_a_damaged_one_is_refused(tmp_path: Path, suppliers: list[Entity]) -> None:
    ReverseIndex.build(suppliers).save(tmp_path)
    array = tmp_path / "holders.name.npy"
    array.write_bytes(array.read_bytes()[:-7])
    with pytest.raises(StoreError):
        ReverseIndex.load(tmp_path, suppliers)


@settings(deadline=None)
@given(st.lists(names(), max_size=5))
def test_neighbours_written_as_one_are_keyed_like_the_word(written: list[str]) -> None:
    tokens = tokenize(written, keep_glossed=True)
    keys, holders = joins(tokens)
    at = 0
    for name in range(len(written)):
        for token in range(tokens.names[name], tokens.names[name + 1] - 1):
            both = letters(tokens, token) + letters(tokens, token + 1)
            if len(both) <= 38:
                assert (int(keys[at]), int(holders[at])) == (_key(both), name)
                at += 1
    assert at == keys.size


def _key(word: str) -> int:
    """FNV-1a over the letters: the key of a Latin word."""
    value = 1469598103934665603
    for letter in word:
        value = ((value ^ ord(letter)) * 1099511628211) % 2**64
    return value


def test_the_slow_key_is_that_of_a_latin_word() -> None:
    assert _key("kalinka") == int(tokenize(["Kalinka"]).key[0])
