"""What is kept between runs: whole or not there, few and bounded, the least recently used given up first."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.store import DataFolderError, _saved, keep, open_saved


def writer(content: str) -> Callable[[Path], object]:
    return lambda place: (place / "array").write_text(content)


def kept(folder: Path, kind: str = "lists") -> set[str]:
    return {place.name for place in (folder / "saved" / kind).iterdir()}


def used(folder: Path, key: str, when: int) -> None:
    os.utime(folder / "saved" / "lists" / key, (when, when))


def test_what_was_kept_is_opened_and_what_was_not_is_not_there(tmp_path: Path) -> None:
    assert open_saved(tmp_path, "lists", "a1") is None
    assert keep(tmp_path, "lists", "a1", writer("one"), size=3)
    place = open_saved(tmp_path, "lists", "a1")
    assert place is not None
    assert (place / "array").read_text() == "one"
    assert open_saved(tmp_path, "suppliers", "a1") is None


@pytest.mark.parametrize("damage", ["changed", "cut", "removed", "more", "manifest", "no manifest"])
def test_a_damaged_folder_is_not_opened_and_keeping_mends_it(tmp_path: Path, damage: str) -> None:
    keep(tmp_path, "lists", "a1", writer("one"), size=3)
    place = tmp_path / "saved" / "lists" / "a1"
    if damage in ("changed", "cut"):
        (place / "array").write_text("two" if damage == "changed" else "o")
    elif damage == "removed":
        (place / "array").unlink()
    elif damage == "more":
        (place / "other").write_text("")
    elif damage == "manifest":
        (place / "saved.json").write_text("[")
    else:
        (place / "saved.json").unlink()
    with pytest.raises(DataFolderError) as raised:
        open_saved(tmp_path, "lists", "a1")
    assert (raised.value.code, raised.value.params) == ("saved-damaged", (("kind", "lists"),))
    assert keep(tmp_path, "lists", "a1", writer("one"), size=3)
    assert open_saved(tmp_path, "lists", "a1") == place


def test_the_least_recently_used_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_saved, "MOST_KEPT", 3)
    for number, key in enumerate("abc"):
        keep(tmp_path, "lists", key, writer(key), size=1)
        used(tmp_path, key, number)
    open_saved(tmp_path, "lists", "a")
    keep(tmp_path, "lists", "d", writer("d"), size=1)
    assert kept(tmp_path) == {"a", "c", "d"}


def test_the_bytes_of_all_are_bounded_and_a_folder_above_the_bound_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_saved, "MOST_BYTES", 400)
    for number, key in enumerate("abc"):
        assert keep(tmp_path, "lists", key, writer("x" * 100), size=100)
        used(tmp_path, key, number)
    assert kept(tmp_path) == {"b", "c"}
    assert not keep(tmp_path, "lists", "d", writer("x" * 500), size=500)
    assert kept(tmp_path) == {"b", "c"}


def test_each_kind_has_its_own_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_saved, "MOST_KEPT", 1)
    keep(tmp_path, "lists", "a", writer("a"), size=1)
    keep(tmp_path, "suppliers", "b", writer("b"), size=1)
    assert (kept(tmp_path), kept(tmp_path, "suppliers")) == ({"a"}, {"b"})


def test_writing_that_fails_leaves_what_was_kept_and_nothing_half(tmp_path: Path) -> None:
    def fail(place: Path) -> None:
        (place / "array").write_text("half")
        raise OSError(28, "No space left on device")

    keep(tmp_path, "lists", "a", writer("a"), size=1)
    with pytest.raises(DataFolderError):
        keep(tmp_path, "lists", "b", fail, size=1)
    assert kept(tmp_path) == {"a"}
    assert open_saved(tmp_path, "lists", "a") is not None


def test_a_place_that_cannot_be_written_is_a_fault_of_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "saved").write_text("a file where the folder should be")
    with pytest.raises(DataFolderError):
        keep(tmp_path, "lists", "a", writer("a"), size=1)
    assert open_saved(tmp_path, "lists", "a") is None


def test_many_that_keep_the_same_at_once_leave_one_whole_folder(tmp_path: Path) -> None:
    arguments = (tmp_path, "lists", "a", writer("one"))
    threads = [threading.Thread(target=keep, args=arguments, kwargs={"size": 1}) for _ in "12345"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept(tmp_path) == {"a"}
    assert open_saved(tmp_path, "lists", "a") is not None


def test_an_open_file_stays_readable_when_its_folder_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, "lists", "a", writer("still here"), size=1)
    place = open_saved(tmp_path, "lists", "a")
    assert place is not None
    with (place / "array").open() as stream:
        monkeypatch.setattr(_saved, "MOST_KEPT", 1)
        keep(tmp_path, "lists", "b", writer("b"), size=1)
        assert kept(tmp_path) == {"b"}
        assert stream.read() == "still here"


def test_what_another_user_keeps_to_himself_is_as_if_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bool:
        raise PermissionError

    keep(tmp_path, "lists", "a", writer("a"), size=1)
    with monkeypatch.context() as changed:
        changed.setattr(os, "utime", refuse)
        assert open_saved(tmp_path, "lists", "a") is not None
        changed.setattr(Path, "is_dir", refuse)
        assert open_saved(tmp_path, "lists", "a") is None
