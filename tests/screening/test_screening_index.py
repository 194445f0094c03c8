"""An index written, read again, and refused when it is not what it claims to be."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.invented import entity, listing, many, names

from tadasu.schema import Entity, Match, StoreError
from tadasu.screening import Index, Options, _saved_arrays, screen

ALL = Options(threshold=0)


@pytest.fixture(scope="module")
def listed() -> list[Entity]:
    return [entity(n, name, "カリンカ" if n == 3 else f"{name} Trading") for n, name in enumerate(many(400, seed=2))]


def found(index: Index) -> tuple[Match, ...]:
    asked = ["Kalinka", "カリンカ商事", *index.names[:50], *many(50, seed=3)]
    return screen([entity(n, name) for n, name in enumerate(asked)], index, options=ALL).matches


def test_a_loaded_index_gives_the_same_matches_from_mapped_memory(tmp_path: Path, listed: list[Entity]) -> None:
    built = Index.build(listed)
    built.save(tmp_path / "index")
    loaded = Index.load(tmp_path / "index", listed)
    assert found(loaded) == found(built)
    assert (loaded.digest, loaded.names, loaded.nbytes) == (built.digest, built.names, built.nbytes)
    assert all(isinstance(array, np.memmap) for part in (loaded.vocabulary, loaded.documents) for array in part)


@settings(deadline=None, max_examples=20)
@given(st.lists(names(), max_size=4))
def test_any_list_can_be_saved_and_loaded(tmp_path_factory: pytest.TempPathFactory, written: list[str]) -> None:
    folder = tmp_path_factory.mktemp("index")
    Index.build(listing(written)).save(folder)
    assert Index.load(folder, listing(written)).names == tuple(written)


def test_saving_again_over_an_older_index_replaces_it(tmp_path: Path, listed: list[Entity]) -> None:
    Index.build(listing(many(900, seed=6))).save(tmp_path)
    Index.build(listed).save(tmp_path)
    assert found(Index.load(tmp_path, listed)) == found(Index.build(listed))


def test_other_entities_are_refused(tmp_path: Path, listed: list[Entity]) -> None:
    Index.build(listed).save(tmp_path)
    for others in (listed[1:], listed[::-1], [*listed, entity("x", "Kalinka")], []):
        with pytest.raises(StoreError):
            Index.load(tmp_path, others)


def test_that_of_other_code_or_name_data_is_refused(
    tmp_path: Path, listed: list[Entity], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = Index.key(listed)
    Index.build(listed).save(tmp_path)
    monkeypatch.setattr(_saved_arrays, "made_with", lambda: "other name data")
    with pytest.raises(StoreError):
        Index.load(tmp_path, listed)
    assert Index.key(listed) != key


def test_what_decides_the_arrays_is_what_they_were_made_with() -> None:
    package = Path(_saved_arrays.__file__).parents[1]
    imported = {
        room
        for file in (package / "screening").glob("_*.py")
        for room in re.findall(r"^from tadasu\.(\w+) import", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    below = imported - {"screening", "schema"}
    assert below
    assert below <= set(_saved_arrays.ROOMS)


def test_a_folder_that_is_not_there_or_empty_is_refused(tmp_path: Path, listed: list[Entity]) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(StoreError):
            Index.load(folder, listed)


class KilledError(Exception):
    """Stands for the end of the process."""


def kill_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    save, done = np.save, iter(range(writes))

    def save_some(file: Any, array: Any) -> None:
        if next(done, None) is None:
            raise KilledError
        save(file, array)

    monkeypatch.setattr(np, "save", save_some)


@pytest.mark.parametrize("writes", [0, 1, 12, 30])
def test_an_index_whose_writing_was_killed_is_refused(
    tmp_path: Path, listed: list[Entity], monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    index = Index.build(listed)
    kill_after(writes, monkeypatch)
    with pytest.raises(KilledError):
        index.save(tmp_path)
    with pytest.raises(StoreError):
        Index.load(tmp_path, listed)


def test_an_older_index_is_refused_after_writing_over_it_was_killed(
    tmp_path: Path, listed: list[Entity], monkeypatch: pytest.MonkeyPatch
) -> None:
    Index.build(listed).save(tmp_path)
    index = Index.build(listing(many(900, seed=6)))
    kill_after(12, monkeypatch)
    with pytest.raises(KilledError):
        index.save(tmp_path)
    with pytest.raises(StoreError):
        Index.load(tmp_path, listed)


@pytest.mark.parametrize("damage", ["cut", "emptied", "removed", "note"])
def test_a_damaged_index_is_refused(tmp_path: Path, listed: list[Entity], damage: str) -> None:
    Index.build(listed).save(tmp_path)
    array = next(iter(sorted(tmp_path.glob("*.npy"))))
    if damage == "cut":
        array.write_bytes(array.read_bytes()[:-7])
    elif damage == "emptied":
        array.write_bytes(b"")
    elif damage == "removed":
        array.unlink()
    else:
        (tmp_path / "index.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError):
        Index.load(tmp_path, listed)
