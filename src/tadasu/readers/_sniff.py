"""What kind of file is this, and where in it is the table?"""

import stat
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from tadasu.readers._delimited import (
    MARK,
    SAMPLE_RECORDS,
    Record,
    guess_delimiter,
    guess_delimiter_of,
    open_text,
    sample_records,
)
from tadasu.readers._encoding import EncodingGuess, guess_encoding, guess_encoding_of
from tadasu.readers._header import distinct, find_header
from tadasu.readers._problems import found
from tadasu.readers._records import sniff_json_lines, sniff_parquet
from tadasu.readers._shapes import Layout
from tadasu.readers._words import Vocabulary
from tadasu.readers._workbook import sniff_workbook
from tadasu.schema import InputError, Problem

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3", "sqlite"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_HTML = (b"<!--", b"<!doctype html", b"<html", b"<head", b"<body", b"<table")


def sniff(path: Path, *, sheet: str = "", vocabulary: Vocabulary = "entities") -> Layout:
    """How `path` is to be read, by its content and not by its name; `vocabulary` says whose header words are looked for.

    Raises InputError when it is no table at all.
    """
    head = _head(path)
    kind = _kind(head)
    if kind == "xlsx":
        return sniff_workbook(path, sheet=sheet, vocabulary=vocabulary)
    if kind == "parquet":
        return sniff_parquet(path)
    if kind == "jsonl":
        return sniff_json_lines(path)
    if kind == "csv":
        return _sniff_delimited(path, vocabulary)
    if kind in ("empty-file", "html-instead-of-table", "json-not-lines"):
        raise InputError([found(kind, path.name)])
    raise InputError([found("unsupported-format", path.name, found=kind)])


def sniff_head(head: bytes, *, whole: bool, name: str = "", vocabulary: Vocabulary = "entities") -> Layout:
    """How a delimited text that comes as a stream and is read once (`stream_rows`) is to be read, by its beginning; `whole` where
    that is all of it. Raises InputError for anything else, XLSX and JSON lines too."""
    kind = _kind(head[:4096])
    if kind in ("empty-file", "html-instead-of-table", "json-not-lines"):
        raise InputError([found(kind, name)])
    if kind != "csv":
        raise InputError([found("unsupported-format", name, found=kind)])
    guess = guess_encoding_of(head, whole=whole)

    def opened() -> TextIO:
        return TextIOWrapper(BytesIO(head), encoding=guess.encoding, errors=MARK, newline="")

    delimiter = guess_delimiter_of(opened, vocabulary)
    with opened() as stream:
        sample = sample_records(stream, delimiter=delimiter)
    if not whole and len(sample) > 1 and len(sample) < SAMPLE_RECORDS:
        sample.pop()  # it may be cut off
    return _layout_of(name, guess, delimiter, sample, vocabulary)


def _head(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():  # a pipe can be read once only, we need more
            raise InputError([found("file-unreadable", path.name, reason="not-a-file")])
        with path.open("rb") as stream:
            return stream.read(4096)
    except FileNotFoundError:
        raise InputError([found("file-not-found", path.name)]) from None
    except OSError as error:
        raise InputError([found("file-unreadable", path.name, reason=error.strerror or "")]) from None


def _kind(head: bytes) -> str:
    """A format we read, a problem code, or the name of a format we do not read."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK"):
        return "xlsx"
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            return name
    if head and not head.strip(b"\0"):
        return "nul bytes"
    text = head.replace(b"\0", b"")  # what is left of UTF-16 and UTF-32, mark and all, reads like UTF-8
    start = text.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip().lower()
    if not start:
        return "empty-file" if len(head) < 4096 else "csv"
    if start.startswith(_HTML) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html-instead-of-table"
    if start.startswith(b"<?xml"):
        return "xml"
    if start.startswith(b"{"):
        return "jsonl" if _is_object_line(start) else "json-not-lines"
    return "json-not-lines" if start.startswith((b"[{", b"[\n", b"[\r", b"[ {")) or start == b"[]" else "csv"


def _is_object_line(start: bytes) -> bool:
    """A pretty-printed document opens its brace on a line of its own."""
    first = start.split(b"\n", 1)[0].strip()
    return first != b"{" or start.strip() == b"{"


def _sniff_delimited(path: Path, vocabulary: Vocabulary) -> Layout:
    guess = guess_encoding(path)
    delimiter = guess_delimiter(path, guess.encoding, vocabulary)
    with open_text(path, guess.encoding) as stream:
        sample = sample_records(stream, delimiter=delimiter)
    return _layout_of(path.name, guess, delimiter, sample, vocabulary)


def _layout_of(name: str, guess: EncodingGuess, delimiter: str, sample: list[Record], vocabulary: Vocabulary) -> Layout:
    """Of a delimited text whose first records these are."""
    at = find_header([record.cells for record in sample], vocabulary)
    warnings = _encoding_warnings(name, guess)
    if at < 0:
        faults = [record for record in sample if record.fault]
        if not faults:
            raise InputError([found("empty-file", name), *warnings])
        return Layout(format="csv", encoding=guess.encoding, delimiter=delimiter, warnings=warnings)
    header = sample[at]
    cells = header.cells
    while len(cells) > 1 and not cells[-1].strip() and all(len(r.cells) < len(cells) for r in sample[at + 1 :]):
        cells = cells[:-1]
    columns, renamed = distinct(cells)
    doubled = tuple(
        found("duplicate-column", name, row=header.number, column=old, renamed=new)
        for old, new in renamed
        if not new.startswith("#")
    )
    return Layout(
        format="csv",
        encoding=guess.encoding,
        delimiter=delimiter,
        header_row=header.number,
        columns=columns,
        warnings=(*warnings, *doubled),
    )


def _encoding_warnings(file: str, guess: EncodingGuess) -> tuple[Problem, ...]:
    if guess.certain:
        return ()
    code = "encoding-last-resort" if guess.last_resort else "encoding-guessed"
    return (
        found(
            code, file, value=guess.sample, encoding=guess.encoding,
            runner_up=guess.runner_up, sample=guess.sample, score=guess.score,
        ),
    )  # fmt: skip
