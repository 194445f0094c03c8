"""From a file of a known list to entities, or a refusal with every problem found."""

import importlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol, cast

from tadasu.lists._problems import problem, refusal
from tadasu.lists._source import Source, reader_module, source_of, sources
from tadasu.schema import Entity, ListRefused, Problem, UsageError
from tadasu.store import digest_file

HEAD_BYTES = 4096
"""What `recognises` is given: enough for a header row or a root element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """What a list holds. `rows` counts the publisher's records; `problems` are those that did not refuse the file.

    A reader fills the first four; `read_list` adds the digest of the file, the reader's version, and stamps list
    date and digest into every entity's origin.
    """

    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...] = ()
    list_date: date | None = None
    rows: int = 0
    digest: str = ""
    reader_version: str = ""


class Reader(Protocol):
    """What a publisher's `reader.py` offers."""

    READER_VERSION: str

    def read(self, path: Path, source: Source) -> ListRead:
        """Read the file, or raise `ListRefused`."""

    def recognises(self, path: Path, head: bytes) -> bool:
        """Is this file of this list, judged by its first bytes? Cheap, and never raises."""


def read_list(list_id: str, path: Path | str, *, least_rows: int | None = None) -> ListRead:
    """Read one file as the list `list_id`.

    `least_rows` replaces the list's own lower bound, for a file the user knows to be a part. Raises `ListRefused`
    when the file does not look like the list or is outside its bounds, `UsageError` for a list that is unknown or
    not built.
    """
    path, source = Path(path), source_of(list_id)
    reader = reader_of(source)
    check_is_file(path, source)
    read = reader.read(path, source)
    _check_bounds(read, path, least=source.least_rows if least_rows is None else least_rows, most=source.most_rows)
    digest = digest_file(path)
    return replace(
        read,
        entities=tuple(_stamped(entity, read.list_date, digest) for entity in read.entities),
        digest=digest,
        reader_version=reader.READER_VERSION,
    )


def detect(path: Path) -> str | None:
    """The id of the list this file is, judged by its first 4 KiB, or None. A file that cannot be opened is no list."""
    try:
        head = head_of(path)
    except OSError:
        return None
    for source in sources().values():
        if source.implemented and reader_of(source).recognises(path, head):
            return source.id
    return None


def reader_of(source: Source) -> Reader:
    """The reader of a list; `UsageError("list-not-built")` with the remedy when there is none."""
    if not source.implemented:
        raise UsageError("list-not-built", list=source.id, remedy=source.remedy)
    return cast(Reader, importlib.import_module(reader_module(source.id)))


def head_of(path: Path) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def looks_html(head: bytes) -> bool:
    """Does a file begin as a web page does?

    >>> looks_html(b"\\xef\\xbb\\xbf  <!DOCTYPE html><title>Access denied</title>")
    True
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        start.startswith((b"<?xml", b"<!--")) and b"<html" in start
    )


def check_is_file(path: Path, source: Source) -> None:
    """Refuse what is no file, cannot be read, is empty, or is a web page where something else was expected."""
    try:
        if not path.is_file():
            raise refusal("file-missing", path)
        head = head_of(path)
    except OSError as error:
        raise refusal("file-unreadable", path, reason=error.strerror or "") from None
    if not head.strip():
        raise refusal("empty-file", path)
    if source.format != "html" and looks_html(head):
        raise refusal("html-instead", path, expected=source.format)


def _check_bounds(read: ListRead, path: Path, *, least: int, most: int) -> None:
    if read.rows < least:
        raise ListRefused([problem("too-few-rows", path, found=read.rows, least=least), *read.problems])
    if read.rows > most:
        raise ListRefused([problem("too-many-rows", path, found=read.rows, most=most), *read.problems])


def _stamped(entity: Entity, list_date: date | None, digest: str) -> Entity:
    return replace(entity, origin=replace(entity.origin, list_date=entity.origin.list_date or list_date, digest=digest))
