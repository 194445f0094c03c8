"""Where compiled loops are kept when the user's home cannot be written: fast again in the next run, and nobody else's."""

import atexit
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.names._compiled import cache_folder


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this user in an empty temporary folder; the home cannot be written."""
    (tmp_path / "home").write_text("a file where a folder should be")
    (tmp_path / "tmp").mkdir()
    for name in ("TADASU_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path / "tmp" / f"tadasu-{os.getuid()}"


@pytest.fixture
def at_exit(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Does what was to be done at exit."""
    asked: list[Callable[[], object]] = []

    def register(call: Callable[..., object], *arguments: object, **named: object) -> None:
        asked.append(lambda: call(*arguments, **named))

    def leave() -> None:
        for call in asked:
            call()

    monkeypatch.setattr(atexit, "register", register)
    return leave


def test_the_next_run_finds_what_this_one_compiled_and_the_folder_is_private(shared: Path) -> None:
    first = cache_folder()
    (first / "compiled").write_text("")
    assert first.parent == shared
    assert stat.S_IMODE(shared.stat().st_mode) == 0o700
    assert cache_folder() == first
    assert (first / "compiled").exists()


def test_a_cache_folder_that_is_there_but_may_only_be_read_is_not_used(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TADASU_CACHE", str(tmp_path / "cache"))
    assert cache_folder().parent == tmp_path / "cache"
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: "cache" not in Path(path).parts and allowed(path, mode))
    assert cache_folder().parent == shared


def refused(shared: Path, at_exit: Callable[[], None]) -> None:
    first, second = cache_folder(), cache_folder()
    assert shared not in (*first.parents, *second.parents)
    assert first != second
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    at_exit()
    assert not first.exists()


def test_a_folder_that_others_may_write_is_left_alone(shared: Path, at_exit: Callable[[], None]) -> None:
    shared.mkdir()
    shared.chmod(0o770)
    refused(shared, at_exit)
    assert list(shared.iterdir()) == []


def test_a_link_to_a_folder_is_not_followed(shared: Path, tmp_path: Path, at_exit: Callable[[], None]) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    shared.symlink_to(tmp_path / "elsewhere")
    refused(shared, at_exit)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_of_another_user_is_left_alone(
    shared: Path, at_exit: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = os.getuid() + 1
    shared.with_name(f"tadasu-{other}").mkdir(mode=0o700)
    monkeypatch.setattr(os, "getuid", lambda: other)
    refused(shared.with_name(f"tadasu-{other}"), at_exit)


def test_a_file_in_its_place_is_left_alone(shared: Path, at_exit: Callable[[], None]) -> None:
    shared.write_text("planted")
    refused(shared, at_exit)
    assert shared.read_text() == "planted"


def test_without_any_home_the_loops_are_still_compiled(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    assert cache_folder().parent == shared
