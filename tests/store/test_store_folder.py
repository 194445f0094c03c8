"""data_folder."""

import os
import stat
from pathlib import Path

import pytest

from tadasu.schema import StoreError
from tadasu.store import FAULT_CODES, DataFolderError, data_folder, latest, open_saved


def test_the_variable_decides_and_the_folder_is_private(tmp_path: Path) -> None:
    folder = data_folder({"TADASU_DATA": str(tmp_path / "mine"), "XDG_DATA_HOME": str(tmp_path / "xdg")})
    assert folder == tmp_path / "mine"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_without_it_the_xdg_data_home_is_taken(tmp_path: Path) -> None:
    assert data_folder({"XDG_DATA_HOME": str(tmp_path), "HOME": "/nowhere"}) == tmp_path / "tadasu"


def test_a_relative_xdg_data_home_is_ignored(tmp_path: Path) -> None:
    expected = tmp_path / ".local" / "share" / "tadasu"
    assert data_folder({"XDG_DATA_HOME": "relative", "HOME": str(tmp_path)}) == expected


def test_a_file_in_its_place_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="folder-unusable"):
        data_folder({"TADASU_DATA": str(tmp_path / "file")})


def test_codes_and_params_are_held_to_the_table() -> None:
    assert FAULT_CODES["digest-mismatch"] == ("file", "list")
    with pytest.raises(TypeError):
        DataFolderError("digest-mismatch", list="a")
    error = DataFolderError("list-missing", list="a")
    assert (error.code, error.params, error.exit_code) == ("list-missing", (("list", "a"),), 5)


def read_only(path: object, mode: int) -> bool:
    """As the system answers for a folder that may be read but not written, whoever runs the tests."""
    return not mode & os.W_OK


def test_a_folder_that_may_only_be_read_will_do_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", read_only)
    assert data_folder({"TADASU_DATA": str(tmp_path)}) == tmp_path


def test_writing_into_it_is_refused_and_the_error_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", read_only)
    with pytest.raises(StoreError, match="folder-read-only"):
        data_folder({"TADASU_DATA": str(tmp_path)}, writing=True)


def cannot_make(self: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
    """As the system answers under a folder of somebody else, whoever runs the tests."""
    if not self.is_dir():
        raise PermissionError(13, "Permission denied")


def test_a_folder_that_is_not_there_and_cannot_be_made_is_an_empty_one_for_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "mkdir", cannot_make)
    place = tmp_path / "theirs" / "mine"
    assert data_folder({"TADASU_DATA": str(place)}) == place
    assert latest(place, "demo") is None
    assert open_saved(place, "lists", "0") is None
    assert not place.exists()


def test_a_folder_that_cannot_be_made_is_refused_for_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", cannot_make)
    with pytest.raises(StoreError, match="folder-unusable"):
        data_folder({"TADASU_DATA": str(tmp_path / "mine")}, writing=True)


def test_a_folder_below_a_file_is_no_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="folder-unusable"):
        data_folder({"TADASU_DATA": str(tmp_path / "file" / "mine")})
