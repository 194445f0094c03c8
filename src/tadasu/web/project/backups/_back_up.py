"""Make a backup: one snapshot of the database, then the files, encrypted as they are read."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from tadasu.schema import UsageError
from tadasu.store import DataFolderError, data_folder, write_whole
from tadasu.web.project.backups import _dump
from tadasu.web.project.backups._archive import FORMAT, written
from tadasu.web.project.backups._dump import Snapshot
from tadasu.web.project.backups._folder import files
from tadasu.web.project.backups._keys import recipients
from tadasu.web.project.backups._report import Kept
from tadasu.web.project.backups._sealed import encrypt
from tadasu.web.project.backups._where import reading

STANDARD_OUTPUT = "-"


def back_up(*, file: str, to: Sequence[str]) -> Kept:
    """Write a backup of everything to a file that is not there yet, or to standard output for `-`.

    Raises UsageError (`backup-no-key`, `backup-key`, `backup-key-file`, `backup-exists`, `backup-inside`, `backup-terminal`,
    `backup-nothing`, `backup-role`), StoreError; then there is no file.
    """
    keys = recipients(to)
    place = None if file == STANDARD_OUTPUT else Path(file)
    _check(place)
    with reading() as source, _dump.snapshot(source.address) as taken, _out(place) as out:
        head = _head(taken)
        seen: list[str] = []
        dump = _dump.dumped(source.programs, source.address, taken)
        pieces = written(head, dump, lambda: _noted(files(data_folder()), seen))
        size, digest = encrypt(pieces, out, keys)
    return kept(head, files=len(seen), size=size, digest=digest)


def kept(head: Mapping[str, Any], *, files: int, size: int, digest: str) -> Kept:
    """What the head of a backup says, for people."""
    rows = head["rows"].values()
    return Kept(
        made=datetime.fromisoformat(head["made"]),
        version=head["tadasu"],
        tables=len(rows),
        rows=sum(rows),
        files=files,
        size=size,
        digest=digest,
    )


def _head(taken: Snapshot) -> Mapping[str, Any]:
    return {
        "format": FORMAT,
        "tadasu": version("tadasu"),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "postgresql": taken.server,
        "migrations": list(taken.migrations),
        "extensions": list(taken.extensions),
        "rows": dict(taken.rows),
    }


def _noted(found: Iterator[tuple[str, Path]], seen: list[str]) -> Iterator[tuple[str, Path]]:
    for name, place in found:
        seen.append(name)
        yield name, place


def _check(place: Path | None) -> None:
    """That it may be written there, before anything is started."""
    if place is None:
        if sys.stdout.isatty():
            raise UsageError("backup-terminal")
        return
    if os.path.lexists(place):
        raise UsageError("backup-exists", file=place.name)
    if place.absolute().resolve().is_relative_to(data_folder().resolve()):
        raise UsageError("backup-inside", file=place.name)
    if not place.absolute().parent.is_dir():
        raise DataFolderError("folder-unusable", folder=place.absolute().parent.name, reason=os.strerror(2))


@contextmanager
def _out(place: Path | None) -> Iterator[IO[bytes]]:
    if place is None:
        yield sys.stdout.buffer
        return
    with write_whole(place, "wb") as stream:
        os.fchmod(stream.fileno(), 0o600)
        yield stream
