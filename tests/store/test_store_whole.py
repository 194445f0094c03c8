"""write_whole, write_folder_whole, sweep, digest_file."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from tadasu.schema import StoreError
from tadasu.store import digest_file, sweep, write_folder_whole, write_together, write_whole


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def stop_while_writing(path: Path) -> None:
    with write_whole(path) as stream:
        stream.write("half")
        raise KeyboardInterrupt


def stop_while_filling(path: Path) -> None:
    with write_folder_whole(path) as place:
        (place / "part").write_text("half")
        raise KeyboardInterrupt


def test_a_written_file_has_its_content_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    with write_whole(tmp_path / "結果.txt") as stream:
        stream.write("株式会社青葉\n")
    assert (tmp_path / "結果.txt").read_bytes() == "株式会社青葉\n".encode()
    assert names(tmp_path) == ["結果.txt"]


def test_bytes_replace_the_old_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with write_whole(tmp_path / "a", "wb") as stream:
        stream.write(b"\x00new")
        assert (tmp_path / "a").read_text() == "old"
    assert (tmp_path / "a").read_bytes() == b"\x00new"


def test_an_exception_leaves_the_old_content_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        stop_while_writing(tmp_path / "a")
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_an_exception_leaves_no_half_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stop_while_filling(tmp_path / "index")
    assert names(tmp_path) == []


def test_a_folder_appears_when_it_is_full(tmp_path: Path) -> None:
    with write_folder_whole(tmp_path / "index") as place:
        (place / "deep").mkdir()
        (place / "deep" / "part").write_text("all")
        assert not (tmp_path / "index").exists()
    assert (tmp_path / "index" / "deep" / "part").read_text() == "all"
    assert names(tmp_path) == ["index"]


def test_an_existing_folder_is_replaced_only_when_asked(tmp_path: Path) -> None:
    for content in ("one", "two"):
        with write_folder_whole(tmp_path / "index", replace=True) as place:
            (place / "part").write_text(content)
    assert (tmp_path / "index" / "part").read_text() == "two"
    with pytest.raises(StoreError, match="folder-exists"), write_folder_whole(tmp_path / "index"):
        raise AssertionError("the block must not run")
    assert names(tmp_path) == ["index"]


def test_sweep_takes_what_a_killed_writer_left_and_spares_what_is_being_written(tmp_path: Path) -> None:
    (tmp_path / ".a.000000000000.unfinished").write_text("left")
    (tmp_path / ".dir.000000000000.unfinished").mkdir()
    alive = tmp_path / ".b.000000000000.unfinished"
    handle = os.open(alive, os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        assert sweep(tmp_path) == (".a.000000000000.unfinished", ".dir.000000000000.unfinished")
        assert names(tmp_path) == [alive.name]
    finally:
        os.close(handle)


def test_sweep_puts_back_a_folder_whose_successor_never_came(tmp_path: Path) -> None:
    left = tmp_path / ".index.000000000000.replaced"
    left.mkdir()
    (left / "part").write_text("old")
    sweep(tmp_path)
    assert (tmp_path / "index" / "part").read_text() == "old"
    assert names(tmp_path) == ["index"]


def test_writing_again_clears_what_the_last_writer_of_the_same_file_left(tmp_path: Path) -> None:
    (tmp_path / ".a.000000000000.unfinished").write_text("left")
    (tmp_path / ".other.000000000000.unfinished").write_text("left")
    with write_whole(tmp_path / "a") as stream:
        stream.write("new")
    assert names(tmp_path) == [".other.000000000000.unfinished", "a"]


def test_the_digest_is_sha_256(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    # NIST FIPS 180-2, appendix B.1
    assert digest_file(tmp_path / "a") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(StoreError, match="folder-unusable"):
        digest_file(tmp_path / "missing")


def test_a_file_in_a_folder_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file-unwritable"), write_whole(tmp_path / "file" / "below"):
        raise AssertionError("the block must not run")


def test_a_full_disk_is_a_store_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(StoreError, match=r"file-unwritable.*No space left"), write_whole(tmp_path / "a.csv"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert names(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_a_folder_where_the_file_should_be_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(StoreError, match="file-unwritable"), write_whole(tmp_path / "a.csv") as stream:
        stream.write("new")
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no /proc")
def test_a_place_where_nothing_can_be_made_is_a_store_error_at_once() -> None:
    with pytest.raises(StoreError, match="file-unwritable"), write_whole(Path("/proc/x.csv")):
        pass
    with pytest.raises(StoreError, match="folder-unusable"), write_folder_whole(Path("/proc/x")):
        pass
    with pytest.raises(StoreError, match="file-unwritable"):
        write_together({Path("/proc/x.csv"): lambda place: place.write_text("new")})


def test_a_working_folder_that_was_deleted_is_a_store_error_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(StoreError, match="file-unwritable"), write_whole(Path("x.csv")):
        pass


def fail(place: Path) -> None:
    place.write_text("half")
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_files_written_together_replace_the_old_ones_only_when_all_are_there(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "below" / "two"
    write_together({one: lambda place: place.write_text("1"), two: lambda place: place.write_text("2")})
    with pytest.raises(StoreError, match=r"two.*No space left"):
        write_together({one: lambda place: place.write_text("new"), two: fail})
    assert (one.read_text(), two.read_text()) == ("1", "2")
    assert (names(tmp_path), names(tmp_path / "below")) == (["below", "one"], ["two"])


def test_a_folder_in_the_place_of_the_second_file_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("old")
    two.mkdir()
    with pytest.raises(StoreError, match="file-unwritable"):
        write_together({one: lambda place: place.write_text("new"), two: lambda place: place.write_text("new")})
    assert one.read_text() == "old"
    assert names(tmp_path) == ["one", "two"]


def test_a_later_writer_sees_what_an_earlier_one_wrote(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write_together(
        {
            one: lambda place: place.write_text("text"),
            two: lambda place: place.write_text(digest_file(place.with_name("one"))),
        }
    )
    assert two.read_text() == digest_file(one)
