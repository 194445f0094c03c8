"""Restore a backup: read it to its end first, then make everything ready beside what is there, then change places."""

import hashlib
import json
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from pyrage import x25519

from tadasu.schema import StoreError, UsageError
from tadasu.store import data_folder
from tadasu.web.project.backups import _dump
from tadasu.web.project.backups._archive import DATABASE, HEAD, Cut, Reading
from tadasu.web.project.backups._back_up import kept
from tadasu.web.project.backups._keys import identity
from tadasu.web.project.backups._report import Kept, Unusable
from tadasu.web.project.backups._sealed import decrypted
from tadasu.web.project.database import DATABASE as NAME
from tadasu.web.project.database import (
    Role,
    Staged,
    contents,
    defaults,
    finish,
    programs,
    runner,
    staging,
    start,
    take_place,
)
from tadasu.web.project.serving._alone import alone
from tadasu.web.project.serving._manage import part
from tadasu.web.project.serving._places import OWNERS, URL, has_tables


def check(*, file: Path, key: Path) -> Kept:
    """Read a backup to its end: nothing of it is changed or missing. Raises UsageError, Unusable; see `decrypted`."""
    return _read(file, identity(key))[0]


def restore(*, file: Path, key: Path, replace: bool = False) -> Kept:
    """Put the content of a backup in the place of the data folder, and of the database.

    Raises UsageError `restore-there` when there is something already, without `replace`; on a server of yours the database must
    be empty in any case (`restore-database-there`). Raises UsageError `serve-twice` while it is served, Unusable, StoreError.
    Whatever is raised, and however the process ends: what was there is there, or all of what was restored.
    """
    secret, named = identity(key), os.environ.get(URL)
    with alone():
        folder = data_folder(writing=True)
        finish(folder, lambda: has_tables(_owner(named)))
        told, manifest, head = _read(file, secret)
        _refuse_unknown(head)
        _refuse_full(folder, named, replace=replace)
        with staging(folder, own=not named) as staged:
            filling = _Filling(file, secret, manifest, staged)
            if named:
                _into_named(staged, _owner(named), filling, head)
            else:
                _into_our_own(staged, filling, head)
            take_place(folder, lambda: True)
    return told


def _read(file: Path, secret: x25519.Identity) -> tuple[Kept, Mapping[str, Any], Mapping[str, Any]]:
    """What a backup says of itself, its manifest and its head, after all of it was held against them."""
    with decrypted(file, secret) as stream:
        reading = Reading(stream)
        for one in reading.parts():
            for _ in one.pieces:
                pass
        try:
            told = reading.head
            files = len(reading.manifest.keys() - {HEAD, DATABASE})
            report = kept(told, files=files, size=file.stat().st_size, digest=_digest(file))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise Cut from None
    return report, reading.manifest, told


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refuse_unknown(head: Mapping[str, Any]) -> None:
    """Tables that this code does not know are not restored: it would serve them wrongly, or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TADASU_DATA": folder}
        environment = {name: value for name, value in environment.items() if name not in {URL, *OWNERS.values()}}
        done = subprocess.run(part("migrations"), env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StoreError(f"migrations: {done.returncode}")
    if unknown := set(head["migrations"]) - set(json.loads(done.stdout)):
        raise Unusable("restore-newer", version=str(head["tadasu"])[:40], migration=sorted(map(str, unknown))[0][:80])


def _refuse_full(folder: Path, named: str | None, *, replace: bool) -> None:
    if named and _dump.tables(_owner(named)):
        raise UsageError("restore-database-there")
    if (there := contents(folder)) and not replace:
        raise UsageError("restore-there", folder=folder.name, count=str(len(there)))


@dataclass(frozen=True, slots=True)
class _Filling:
    """A backup that was checked, and where its content is to wait."""

    file: Path
    secret: x25519.Identity = field(repr=False)
    manifest: Mapping[str, Any] = field(repr=False)
    staged: Staged

    def fill(self, dump: IO[bytes], complete: Callable[[], None]) -> None:
        """The dump to where it is restored, files to where they wait. The end of the dump is held back until everything else is
        done and `complete` was called: without it nothing is committed.

        Raises Unusable when it is no longer the file that was checked.
        """
        held = b""
        with decrypted(self.file, self.secret) as stream:
            reading = Reading(stream)
            for one in reading.parts():
                if one.name:
                    _put(self.staged.files, one.name, one.at, one.pieces)
                    continue
                for piece in one.pieces:
                    dump.write(held)
                    held = piece
            if reading.manifest != self.manifest:
                raise Cut
        complete()
        dump.write(held)


def _into_our_own(staged: Staged, filling: _Filling, head: Mapping[str, Any]) -> None:
    """Into a cluster beside the one that is there; it counts when everything is on disk."""
    assert staged.cluster is not None
    server = start(staged.cluster)
    try:
        for one in _dump.missing(server.address(Role.OWNER), head["extensions"]):
            server.execute(f'CREATE EXTENSION "{_word(one)}"', database=NAME)
        with _dump.restoring(staged.cluster.programs, server.address(Role.OWNER)) as dump:
            filling.fill(dump, lambda: None)
        _refuse_fewer(server.address(Role.OWNER), head)
    finally:
        server.stop()
    staged.ready()


def _into_named(staged: Staged, owner: str, filling: _Filling, head: Mapping[str, Any]) -> None:
    """Into an empty database of a server of yours, in one transaction; files follow only when it was committed."""
    if missing := _dump.missing(owner, head["extensions"]):
        raise UsageError("restore-extension", name=_word(missing[0]))
    try:
        with _dump.restoring(programs(runner()), owner) as dump:
            filling.fill(dump, lambda: staged.ready(named=True))
        _refuse_fewer(owner, head)
    finally:
        _dump.execute(owner, *defaults())


def _put(files: Path, name: str, at: int, pieces: Iterator[bytes]) -> None:
    place = files / name
    try:
        for folder in reversed(place.parents[: len(Path(name).parts) - 1]):
            folder.mkdir(mode=0o700, exist_ok=True)
        with open(place, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            for piece in pieces:
                out.write(piece)
        os.utime(place, (at, at))
    except OSError as error:
        raise StoreError(f"{name}: {error.strerror}") from None


def _refuse_fewer(address: str, head: Mapping[str, Any]) -> None:
    """Every row is there. Raises StoreError."""
    found = _dump.rows(address)
    for table, count in head["rows"].items():
        if found.get(table) != count:
            raise StoreError(f"{table}: {found.get(table)} rows of {count}")


def _owner(named: str | None) -> str:
    return os.environ.get(OWNERS[Role.OWNER]) or named or ""


def _word(name: str) -> str:
    """The name of an extension, as it may stand in a statement. Raises Cut."""
    if not name.replace("_", "").replace("-", "").isalnum():
        raise Cut
    return name
