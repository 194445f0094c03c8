"""Restore: what is refused before anything is touched."""

import tarfile
from functools import partial
from pathlib import Path

import pytest
from pyrage import encrypt, passphrase, x25519
from tests.web.made_backup import GOOD_HEAD, Keys, backup, empty, keys, refused, sealed, untouched

from tadasu.schema import StoreError
from tadasu.web.project.backups import restore
from tadasu.web.project.backups._archive import FILES, HEAD
from tadasu.web.project.backups._report import Unusable
from tadasu.web.project.serving._alone import alone

__all__ = ["backup", "empty", "keys"]


def test_what_is_damaged_is_refused_before_anything_is_touched(backup: Path, keys: Keys, empty: Path) -> None:
    whole = backup.read_bytes()
    middle = len(whole) // 2
    for content in (
        whole[:-1],
        whole[:middle],
        whole[:100],
        whole[:-70_000],
        whole + b"\0",
        whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
    ):
        backup.write_bytes(content)
        error = refused("restore-damaged", lambda: restore(file=backup, key=keys[1]))
        assert error.exit_code == 3
        assert untouched(empty)


def test_the_wrong_key_and_the_wrong_file_are_told_apart(backup: Path, keys: Keys, empty: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text(str(x25519.Identity.generate()), encoding="ascii")
    refused("restore-wrong-key", lambda: restore(file=backup, key=other))
    refused("restore-identity", lambda: restore(file=backup, key=backup))
    refused("restore-identity", lambda: restore(file=backup, key=tmp_path / "not-there"))
    refused("restore-no-backup", lambda: restore(file=keys[1], key=keys[1]))
    refused("restore-unreadable", lambda: restore(file=tmp_path / "not-there", key=keys[1]))
    refused("restore-unreadable", lambda: restore(file=tmp_path, key=keys[1]))
    other.write_bytes(passphrase.encrypt(b"something", "a passphrase"))
    refused("restore-wrong-key", lambda: restore(file=other, key=keys[1]))
    other.write_bytes(encrypt(b"something else", [x25519.Recipient.from_str(keys[0])]))
    refused("restore-damaged", lambda: restore(file=other, key=keys[1]))
    assert untouched(empty)


@pytest.mark.parametrize(
    "name",
    ["../out", "files/../../out", "/etc/passwd", "files/", "files//etc/passwd", "files/postgres/data/x", "files/restore.ready",
     "files/database.json", "files/.hidden", "out", "files/a\0b", "database/00000001"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str, keys: Keys, empty: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), GOOD_HEAD), (tarfile.TarInfo(name), b"x")])
    refused("restore-damaged", lambda: restore(file=file, key=keys[1]))
    assert untouched(empty)


def test_a_link_a_folder_and_a_device_are_refused(keys: Keys, empty: Path, tmp_path: Path) -> None:
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        info = tarfile.TarInfo(f"{FILES}a")
        info.type, info.linkname = kind, "/etc/passwd"
        file = sealed(tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), GOOD_HEAD), (info, b"")])
        refused("restore-damaged", partial(restore, file=file, key=keys[1]))
    assert untouched(empty)


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"[]", b"\xff", b'{"format": 1}', b'{"format": 1, "rows": 3, "tadasu": 1, "made": 1}']
)
def test_a_head_that_says_too_little_is_refused(head: bytes, keys: Keys, empty: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), head)])
    with pytest.raises(Unusable):
        restore(file=file, key=keys[1])
    assert untouched(empty)


def test_a_newer_format_and_tables_this_code_does_not_know_are_refused(keys: Keys, empty: Path, tmp_path: Path) -> None:
    for said in (b'"format": 2', b'"format": 1, "migrations": ["accounts.9999_to_come"]'):
        head = GOOD_HEAD.replace(b'"migrations": [], ', b"").replace(b'"format": 1', said)
        file = sealed(
            tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), head), (tarfile.TarInfo("database/00000000"), b"x")]
        )
        error = refused("restore-newer", partial(restore, file=file, key=keys[1]))
        assert dict(error.params)["version"] == "1"
    assert untouched(empty)


def test_a_dump_that_postgresql_cannot_read_leaves_nothing(keys: Keys, empty: Path, tmp_path: Path) -> None:
    members = [(tarfile.TarInfo(HEAD), GOOD_HEAD), (tarfile.TarInfo("database/00000000"), b"no dump")]
    file = sealed(tmp_path / "made", keys, members)
    with pytest.raises(StoreError, match="pg_restore"):
        restore(file=file, key=keys[1])
    assert untouched(empty)
    assert not list((empty / "postgres").glob("data*"))


def test_a_place_that_is_not_empty_is_left_as_it_is_unless_one_says_so(backup: Path, keys: Keys, empty: Path) -> None:
    (empty / "web.key").write_text("another", encoding="ascii")
    (empty / "old").mkdir()
    refused("restore-there", lambda: restore(file=backup, key=keys[1]))
    assert (empty / "web.key").read_text(encoding="ascii") == "another"
    restore(file=backup, key=keys[1], replace=True)
    assert (empty / "web.key").read_text(encoding="ascii") != "another"
    assert not (empty / "old").exists()
    with alone():
        refused("serve-twice", lambda: restore(file=backup, key=keys[1], replace=True))
