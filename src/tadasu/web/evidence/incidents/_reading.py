"""A file of incidents, of whatever form, as incidents one by one: streamed, in bounded memory. Pure.

Forms: a CSV or TSV of one's own; the CSV that Uwazi exports (columns of its templates side by side, several values with `|`, days
as `YYYY-MM-DD`, ranges with `~`); a ZIP as Uwazi takes it (`import.csv`, and the files that it names beside it); FollowTheMoney.
Source of Uwazi's: huridocs/uwazi, app/api/csv/csvExporter.ts, typeFormatters.ts, csvDefinitions.ts, importFile.ts.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import IO

from tadasu.readers import HEAD_BYTES, Layout, Severity, severity, sniff_head, stream_rows
from tadasu.schema import UsageError
from tadasu.web.evidence.incidents import _ftm
from tadasu.web.evidence.incidents._codes import Coded, coded
from tadasu.web.evidence.incidents._plan import LEAVE, LONGEST_TITLE, WORDS, Format, Plan, guess

SHOWN = 3
"""Rows that are shown when columns are chosen."""

MOST_IN_ZIP = 64_000_000
"""Bytes of a ZIP: it has its list of files at its end, so it is held in memory whole."""

MOST_UNPACKED = 512_000_000
"""Bytes of the table in a ZIP, once unpacked."""

LONGEST = 20_000
"""Characters of one cell that are kept beside its file, which has them all."""

MOST_COLUMNS = 500
"""Columns of a table: each can be chosen for each field."""

ENDLESS = ("unclosed-quote", "cell-too-long")
"""Faults behind which it may be that no row can be told from the next: where one is the last that was read, the rest is not
known."""

_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What Python says of a ZIP that is damaged, packed in a way it does not know, or has a password. RuntimeError is among them."""

_SURROGATE = re.compile("[\ud800-\udfff]")

TEMPLATE = "template"
_UWAZI = ({"title", TEMPLATE, "published"}, {"title", TEMPLATE, "date added"}, {"タイトル", "テンプレート"})
"""Header words that together say that Uwazi wrote it."""

CAN_BE_WITHOUT = ("place", "long", "sector")
"""Doubts for which no row is left out: where exactly something was stands in words anyway."""

Source = Callable[[], Iterable[bytes]]
"""Opens the file from its beginning: once for a table, twice for FollowTheMoney."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a file looks like: form, columns, first rows, what the headers suggest; for Uwazi the templates seen in its beginning;
    for a ZIP how many files lie beside its table."""

    format: Format
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    guessed: Mapping[str, int]
    templates: tuple[str, ...] = ()
    encoding: str = ""
    beside: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An incident. `row` is where it stands in the file; `words` by field, `others` the cells that nobody named, by the number of
    their column (from 1)."""

    row: int
    id: str
    coded: Coded
    words: Mapping[str, str] = field(repr=False)
    others: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that does not come in: `why` by field; a field may be empty where the whole row cannot be read."""

    row: int
    why: tuple[tuple[str, str], ...]


def look(source: Source) -> Look:
    """Raises InputError for what is no table, UsageError `incidents-zip`, `incidents-xlsx`, `incidents-no-events`,
    `incidents-columns-many`."""
    head, whole, rest = _headed(source())
    if head.startswith(b"PK"):
        return _look_into_zip(rest)
    if _is_ftm(head):
        rows, others = _ftm.counted(lambda: rest, SHOWN)
        if not rows:
            raise UsageError("incidents-no-events")
        return Look(
            format="ftm",
            columns=_ftm.COLUMNS,
            rows=tuple(map(tuple, rows)),
            guessed={name: at for name, at in _ftm.GUESSED.items() if any(row[at] for row in rows)},
            encoding="utf-8",
            beside=others,
        )
    return _look_at(head, whole)


def incidents(source: Source, plan: Plan, *, today: date) -> Iterator[Read | LeftOut]:
    """Every incident, and every row that does not come in. Raises as `look`; UsageError `incidents-endless` where from some
    row on nothing can be told apart: part of a file would look like all of it."""
    for number, cells, fault in _lines(source, plan):
        if fault:
            yield LeftOut(row=number, why=(("", fault),))
        elif any(cell.strip() for cell in cells):
            yield _read(number, cells, plan, today)


def _read(number: int, cells: Sequence[str], plan: Plan, today: date) -> Read | LeftOut:
    named = {name: _plain(cells[at]) if at < len(cells) else "" for name, at in plan.columns.items()}
    made = coded({name: text[:LONGEST] for name, text in named.items()}, order=plan.order, today=today)
    words = {name: named[name] for name in WORDS if named.get(name)}
    used = set(plan.columns.values())
    others = {str(at + 1): text for at, cell in enumerate(cells) if at not in used and (text := _plain(cell))}
    for kept in (words, others):
        for name, text in kept.items():
            most = LONGEST_TITLE if kept is words and name == "title" else LONGEST
            if len(text) > most:
                kept[name] = text[:most]
                made.doubts.append((name if name in WORDS else "text", "long"))
    if not (words.get("title") or words.get("text")):
        return LeftOut(row=number, why=(("text", "empty"),))
    if plan.unmapped == LEAVE and (why := [one for one in made.doubts if not {*one} & {*CAN_BE_WITHOUT}]):
        return LeftOut(row=number, why=tuple(why))
    return Read(row=number, id=named.get("id", "")[:200], coded=made, words=words, others=others)


def _lines(source: Source, plan: Plan) -> Iterator[tuple[int, Sequence[str], str]]:
    """Number, cells, what makes a row unreadable."""
    if plan.format == "ftm":
        yield from _ftm.events(source)
        return
    if plan.format == "uwazi-zip":
        with _zip(source()) as archive, _opened(archive) as table:
            yield from _rows(_limited(table), plan)
        return
    yield from _rows(source(), plan)


def _rows(pieces: Iterable[bytes], plan: Plan) -> Iterator[tuple[int, Sequence[str], str]]:
    head, whole, rest = _headed(pieces)
    layout = _sniffed(head, whole)
    at = _template_at(layout.columns) if plan.only else -1
    wrong, number = "", 0
    for row in stream_rows(rest, layout):
        wrong, number = (
            next((one.code for one in row.problems if severity(one) is not Severity.WARNING), ""),
            row.number,
        )
        if not wrong and at >= 0 and row.values[at].strip() != plan.only:
            continue
        if tuple(map(_plain, row.values)) != layout.columns:
            yield row.number, row.values, wrong
    if wrong in ENDLESS:
        raise UsageError("incidents-endless", row=str(number))


def _headed(pieces: Iterable[bytes]) -> tuple[bytes, bool, Iterator[bytes]]:
    """The beginning, whether it is all, and everything from the beginning on."""
    taken: list[bytes] = []
    coming, size = iter(pieces), 0
    for piece in coming:
        taken.append(piece)
        size += len(piece)
        if size >= HEAD_BYTES:
            break
    whole = size < HEAD_BYTES
    return b"".join(taken)[:HEAD_BYTES], whole, chain(taken, coming)


def _sniffed(head: bytes, whole: bool) -> Layout:
    return sniff_head(head, whole=whole, vocabulary="incidents")


def _look_at(head: bytes, whole: bool, *, zipped: bool = False, beside: int = 0) -> Look:
    layout = _sniffed(head, whole)
    if len(layout.columns) > MOST_COLUMNS:
        raise UsageError("incidents-columns-many", most=str(MOST_COLUMNS))
    seen = [row.values for row in stream_rows([head], layout)]
    uwazi = zipped or any(words <= {one.casefold() for one in layout.columns} for words in _UWAZI)
    at = _template_at(layout.columns) if uwazi else -1
    kinds = dict.fromkeys(row[at].strip() for row in (seen if whole else seen[:-1]) if at >= 0)
    return Look(
        format="uwazi-zip" if zipped else "uwazi" if uwazi else "csv",
        columns=layout.columns,
        rows=tuple(seen[:SHOWN]),
        guessed=guess(layout.columns),
        templates=tuple(filter(None, kinds)),
        encoding=layout.encoding,
        beside=beside,
    )


def _template_at(columns: Sequence[str]) -> int:
    return next((at for at, one in enumerate(columns) if one.casefold() in (TEMPLATE, "テンプレート")), -1)


def _look_into_zip(pieces: Iterable[bytes]) -> Look:
    with _zip(pieces) as archive:
        with _opened(archive) as table, _unpacking():
            head = table.read(HEAD_BYTES + 1)
        beside = sum(not one.is_dir() for one in archive.infolist()) - 1
    return _look_at(head[:HEAD_BYTES], len(head) <= HEAD_BYTES, zipped=True, beside=beside)


def _zip(pieces: Iterable[bytes]) -> zipfile.ZipFile:
    """Held in memory; only its table is ever unpacked, as a stream."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) > MOST_IN_ZIP:
            raise UsageError("incidents-zip-large")
    with _unpacking():
        return zipfile.ZipFile(io.BytesIO(held))


@contextmanager
def _unpacking() -> Iterator[None]:
    """Raises UsageError `incidents-zip` for whatever is wrong with it."""
    try:
        yield
    except _BROKEN_ZIP:
        raise UsageError("incidents-zip") from None


def _opened(archive: zipfile.ZipFile) -> IO[bytes]:
    """Its table."""
    with _unpacking():
        return archive.open(_table_in(archive))


def _table_in(archive: zipfile.ZipFile) -> str:
    names = [one.filename for one in archive.infolist() if not one.is_dir()]
    if "[Content_Types].xml" in names:
        raise UsageError("incidents-xlsx")
    tables = [one for one in names if "/" not in one and one.lower().endswith(".csv")]
    found = "import.csv" if tables.count("import.csv") == 1 else tables[0] if len(tables) == 1 else ""
    if not found or archive.getinfo(found).file_size > MOST_UNPACKED or archive.getinfo(found).flag_bits & 1:
        raise UsageError("incidents-zip")
    return found


def _limited(table: IO[bytes]) -> Iterator[bytes]:
    """Its bytes; the length in the list of a ZIP is its maker's word."""
    size = 0
    while True:
        with _unpacking():
            piece = table.read(1 << 16)
        size += len(piece)
        if size > MOST_UNPACKED:
            raise UsageError("incidents-zip")
        if not piece:
            return
        yield piece


def _is_ftm(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _plain(text: str) -> str:
    """Line ends of one kind, no NUL, no mark of byte order, no half of a pair of UTF-16, no blanks around it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\ufeff", "").strip()
    return _SURROGATE.sub("\ufffd", plain)
