"""Backup: what is refused before anything is written, in a sentence; what a pipe and a full disk leave."""

import stat
import subprocess
from pathlib import Path

import pytest
from pyrage import x25519
from tests.web.made_backup import Keys, empty, keys, refused, said, untouched
from tests.web.project.test_project_serve import command, environment, free_port, served

from tadasu.schema import StoreError
from tadasu.store import DataFolderError
from tadasu.web.project.backups import back_up, check
from tadasu.web.project.backups._archive import written
from tadasu.web.project.database import Server

__all__ = ["empty", "keys"]


def test_a_backup_that_nobody_could_open_is_not_made(tmp_path: Path) -> None:
    refused("backup-no-key", lambda: back_up(file=str(tmp_path / "out"), to=[]))
    assert not (tmp_path / "out").exists()


def test_a_private_key_in_the_place_of_a_public_one_is_refused_and_not_repeated(tmp_path: Path) -> None:
    private = str(x25519.Identity.generate())
    error = refused("backup-key", lambda: back_up(file=str(tmp_path / "out"), to=[private]))
    assert private[13:30] not in str(error)


def test_public_keys_may_stand_in_a_file_and_each_opens_the_backup(server: Server, tmp_path: Path) -> None:
    two = [x25519.Identity.generate() for _ in range(2)]
    (tmp_path / "to").write_text("# ours\n\n" + "\n".join(str(one.to_public()) for one in two), encoding="ascii")
    back_up(file=str(tmp_path / "out"), to=[str(tmp_path / "to")])
    for n, one in enumerate(two):
        (tmp_path / f"{n}").write_text(str(one), encoding="ascii")
        assert check(file=tmp_path / "out", key=tmp_path / f"{n}").tables > 20
    (tmp_path / "none").write_text("# nobody\n", encoding="ascii")
    refused("backup-key-file", lambda: back_up(file=str(tmp_path / "b"), to=[str(tmp_path / "none")]))
    refused("backup-key-file", lambda: back_up(file=str(tmp_path / "b"), to=[str(tmp_path / "not-there")]))


def test_a_backup_replaces_nothing_and_lies_outside_the_data_folder(server: Server, tmp_path: Path, keys: Keys) -> None:
    (tmp_path / "out").write_text("kept", encoding="ascii")
    refused("backup-exists", lambda: back_up(file=str(tmp_path / "out"), to=[keys[0]]))
    assert (tmp_path / "out").read_text(encoding="ascii") == "kept"
    inside = server.cluster.secrets.parent / "out"
    refused("backup-inside", lambda: back_up(file=str(inside), to=[keys[0]]))
    with pytest.raises(DataFolderError):
        back_up(file=str(tmp_path / "no" / "such" / "folder"), to=[keys[0]])


def test_where_nothing_was_ever_served_there_is_nothing_to_back_up(empty: Path, tmp_path: Path, keys: Keys) -> None:
    refused("backup-nothing", lambda: back_up(file=str(tmp_path / "out"), to=[keys[0]]))
    assert untouched(empty)


def test_a_dump_that_breaks_off_leaves_no_file(
    server: Server, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tadasu.web.project.backups import _dump

    monkeypatch.setattr(_dump, "_WHOLE", ("--format=custom", "--no-such-option"))
    with pytest.raises(StoreError, match="no-such-option"):
        back_up(file=str(tmp_path / "out"), to=[keys[0]])
    assert {one.name for one in tmp_path.iterdir()} == {"key"}


def test_a_disk_that_is_full_leaves_no_file(server: Server, tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(DataFolderError):
        back_up(file="/dev/full/out", to=[keys[0]])
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "import sys; sys.dont_write_bytecode = True;"  # a cache cut short would stop every later test
        "from tadasu.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [command()[0], "-P", "-c", program, "backup", str(tmp_path / "out"), "--to", keys[0]],
        env=environment(server.cluster.secrets.parent), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"key"}


def test_a_file_that_becomes_shorter_while_it_is_read_is_no_backup(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"x" * 1_000_000)
    pieces = written({"format": 1}, iter((b"dump",)), lambda: iter((("a", place),)))
    while place.stat().st_size > 1 and next(pieces)[:1] != b"x":
        pass
    place.write_bytes(b"x")
    with pytest.raises(StoreError, match="shorter"):
        list(pieces)


@pytest.mark.slow
def test_backed_up_by_a_pipe_while_it_is_served_and_served_again_elsewhere(
    keys: Keys, tmp_path: Path, empty: Path
) -> None:
    other = empty / "other"
    other.mkdir(mode=0o755)
    folder = empty / "first"
    folder.mkdir(mode=0o755)
    with served(folder, free_port()):
        made = said("backup", "-", "--to", keys[0], folder=folder)
        assert made.returncode == 0, made.stderr
        (tmp_path / "backup").write_bytes(made.stdout)
        arguments, pipe = command("backup", "-", "--to", keys[0]), subprocess.PIPE
        with subprocess.Popen(arguments, env=environment(folder), stdout=pipe, stderr=pipe) as broken:
            assert broken.stdout
            assert broken.stderr
            broken.stdout.read(100)
            broken.stdout.close()
            assert b"stopped before its end" in broken.stderr.read()
            assert broken.wait() == 5
        busy = said("restore", str(tmp_path / "backup"), "--identity", str(keys[1]), "--replace", folder=folder)
        assert (busy.returncode, b"Traceback" in busy.stderr) == (2, False)
    again = said("restore", str(tmp_path / "backup"), "--identity", str(keys[1]), folder=other)
    assert again.returncode == 0, again.stderr
    with served(other, free_port()):
        pass


def test_a_new_key_is_its_owners_alone_and_replaces_none(tmp_path: Path) -> None:
    made = said("backup", str(tmp_path / "new"), "--new-key", folder=tmp_path)
    assert made.returncode == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    assert made.stdout.decode().strip() in (tmp_path / "new").read_text(encoding="ascii")
    assert said("backup", str(tmp_path / "new"), "--new-key", folder=tmp_path).returncode == 5
    assert said("backup", str(tmp_path / "b"), "--new-key", "--to", "x", folder=tmp_path).returncode == 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_refusal_is_a_sentence_in_both_languages(language: str, tmp_path: Path, keys: Keys) -> None:
    for arguments, code in (
        (("backup", str(tmp_path / "b")), 2),
        (("backup", str(tmp_path / "b"), "--to", "age1wrong"), 2),
        (("backup", str(tmp_path / "b"), "--to", keys[0]), 2),
        (("backup", str(keys[1]), "--to", keys[0]), 2),
        (("restore", str(tmp_path / "b"), "--identity", str(keys[1])), 2),
        (("restore", str(keys[1]), "--identity", str(keys[1])), 3),
        (("restore", str(keys[1]), "--identity", str(tmp_path / "none"), "--check"), 2),
    ):
        done = said(*arguments, "--language", language, folder=tmp_path / "data")
        told = done.stderr.decode()
        assert done.returncode == code, (arguments, told)
        assert "Traceback" not in told
        assert told.isascii() == (language == "en")
        assert told.count("\n") == 1
