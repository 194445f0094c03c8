"""From a file of a known list to entities, or a refusal with every problem found."""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol, cast

from tadasu.lists._companions import files_of, list_digest
from tadasu.lists._ending import breaks_off
from tadasu.lists._problems import problem, refusal
from tadasu.lists._source import Source, reader_module, source_of, sources
from tadasu.schema import Entity, ListRefused, Problem, UsageError
from tadasu.store import RunInput, input_of

CUT_OFF = "cut-off"
PART_CUT_OFF = "part-cut-off"
HEAD_BYTES = 4096
"""What `recognises` is given: enough for a header row or a root element."""

MOST_LOST = 10
"""Percent of its parties that a new edition may lack. The bound is ours."""

FEW = 5
"""Parties that any list may lose at once, however short it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """What a list holds. `rows` counts the publisher's records; `problems` are those that did not refuse the file.

    A reader fills the first four; `read_list` adds the files (name and SHA-256, the first one first), the digest of them
    all, the reader's version, and stamps list date and digest into every entity's origin.
    """

    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...] = ()
    list_date: date | None = None
    rows: int = 0
    files: tuple[RunInput, ...] = ()
    digest: str = ""
    reader_version: str = ""


class Reader(Protocol):
    """What a publisher's `reader.py` offers."""

    READER_VERSION: str

    def read(self, path: Path, source: Source) -> ListRead:
        """Read the file, or raise `ListRefused`."""

    def recognises(self, path: Path, head: bytes) -> bool:
        """Is this file of this list, judged by its first bytes? Cheap, and never raises."""


def read_list(
    list_id: str,
    path: Path | str,
    *,
    least_rows: int | None = None,
    partial: bool = False,
    before: int | None = None,
    in_force: date | None = None,
    older: bool = False,
) -> ListRead:
    """Read one file as the list `list_id`; where the list is several files, the others are found beside it.

    `least_rows` replaces the list's own lower bound. `before` and `in_force` are the number of parties and the list date
    of the version in force: a file with far fewer is refused, and an older one unless `older`; how many parties an older
    one had does not matter. With `partial`, for a file the user knows to be a part, no number matters, and a file that is
    cut off is read as far as it goes. Raises `ListRefused` when the file does not look like the list, is cut off, older
    or outside its bounds, `UsageError` for a list that is unknown or not built.
    """
    path, source = Path(path), source_of(list_id)
    reader = reader_of(source)
    check_is_file(path, source)
    read = reader.read(path, source)
    read = replace(read, problems=with_ending(read.problems, path))
    least = source.least_rows if least_rows is None else least_rows
    faults = bounds_faults(read.rows, path, least=1 if partial else least, most=source.most_rows)
    is_older = in_force is not None and read.list_date is not None and read.list_date < in_force
    if is_older and not older:
        faults.append(problem("older-than-in-force", path, found=read.list_date, in_force=in_force))
    if not partial:
        faults += [each for each in read.problems if each.code == CUT_OFF]
        if before is not None and not is_older and _far_fewer(len(read.entities), before):
            faults.append(problem("far-fewer", path, found=len(read.entities), before=before))
    refuse(faults, read.problems)
    files = tuple(input_of(file) for file in files_of(path, source))
    digest = list_digest([file.digest for file in files])
    return replace(
        read,
        entities=tuple(_stamped(entity, read.list_date, digest) for entity in read.entities),
        problems=tuple(map(of_a_part, read.problems)),
        files=files,
        digest=digest,
        reader_version=reader.READER_VERSION,
    )


def detect(path: Path) -> str | None:
    """The id of the list this file is, judged by its first 4 KiB, or None. What cannot be opened, and a pipe, is no list."""
    try:
        if not path.is_file():
            return None
        head = head_of(path)
    except OSError:
        return None
    for source in sources().values():
        if source.implemented and reader_of(source).recognises(path, head):
            return source.id
    return None


def companions(path: Path) -> tuple[Path, ...]:
    """The files that are read with `path` when it is the first file of a list of several; none for any other file."""
    list_id = detect(path)
    return files_of(path, sources()[list_id])[1:] if list_id else ()


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
        if path.is_dir():
            raise refusal("file-unreadable", path, reason="is-a-folder")
        if not path.is_file():
            raise refusal("file-missing", path)
        head = head_of(path)
    except OSError as error:
        raise refusal("file-unreadable", path, reason=error.strerror or "") from None
    if not head.strip():
        raise refusal("empty-file", path)
    if source.format != "html" and looks_html(head):
        raise refusal("html-instead", path, expected=source.format)


def with_ending(problems: tuple[Problem, ...], path: Path) -> tuple[Problem, ...]:
    """The problems, and that the file is cut off where only its end shows it."""
    if any(each.code == CUT_OFF for each in problems) or not breaks_off(path, head_of(path)):
        return problems
    return (*problems, problem(CUT_OFF, path))


def of_a_part(noted: Problem) -> Problem:
    """What was noted of a file that was not refused: that it is cut off needs no advice to say so any more."""
    return replace(noted, code=PART_CUT_OFF) if noted.code == CUT_OFF else noted


def bounds_faults(rows: int, path: Path, *, least: int, most: int) -> list[Problem]:
    """What is wrong with the number of records: nothing or one problem."""
    if rows < least:
        return [problem("too-few-rows", path, found=rows, least=least)]
    return [problem("too-many-rows", path, found=rows, most=most)] if rows > most else []


def refuse(faults: Sequence[Problem], noted: Sequence[Problem]) -> None:
    """Raise `ListRefused` when there is a fault, with everything else that was noted."""
    if faults:
        raise ListRefused([*faults, *(each for each in noted if each not in faults)])


def _far_fewer(found: int, before: int) -> bool:
    return before - found > max(FEW, before * MOST_LOST // 100)


def _stamped(entity: Entity, list_date: date | None, digest: str) -> Entity:
    return replace(entity, origin=replace(entity.origin, list_date=entity.origin.list_date or list_date, digest=digest))
