"""An XLSX file is a zip of XML: look before anything is unpacked, and read what calamine does not tell."""

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lxml import etree

from tadasu.readers._problems import found
from tadasu.schema import Problem

MAX_ENTRIES = 10_000
"""Parts in a workbook; a workbook of 1,000 sheets has about 3,000."""
MAX_UNPACKED = 1 << 30
"""Bytes after unpacking, all parts together."""
MAX_RATIO = 200
"""Unpacked to packed. Real sheets reach 10 to 40; DEFLATE's limit is 1,032."""
RATIO_FLOOR = 10 << 20
"""Below this size the ratio is not looked at: small files of blanks compress well and harm nobody."""
MAX_SHEET_CELLS = 50_000_000
"""Cells in the used rectangle of a sheet. The reader allots the whole rectangle: two far-apart cells are a bomb too."""

_LOCAL_HEADER = 30
_CELL_AT = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SCAN_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNote:
    """What the XML of a sheet says that values do not: the first such cell of a column and how many there are."""

    kind: str  # "formula-without-value" or "cell-error-value"
    row: int
    column: int  # from 0
    count: int
    value: str = ""


def unsafe_archive(path: Path) -> tuple[Problem, ...]:
    """Why this workbook must not be opened, or nothing. Sizes are measured by unpacking in pieces, not believed."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            return tuple(_archive_problems(path.name, archive, raw))
    except (zipfile.BadZipFile, OSError, EOFError, struct.error, zlib.error) as error:
        return (found("xlsx-damaged", path.name, reason=type(error).__name__),)


def sheet_notes(path: Path, sheet: str) -> tuple[tuple[CellNote, ...], tuple[Problem, ...]]:
    """Formulas without a value and error cells of one sheet by column, and whether its used rectangle is too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of(archive, sheet)
            if not part:
                return (), ()
            cells, interesting = _extent(archive, part)
            if cells > MAX_SHEET_CELLS:
                return (), (found("sheet-too-large", path.name, value=sheet, cells=cells, limit=MAX_SHEET_CELLS),)
            return (tuple(_notes(archive, part)) if interesting else ()), ()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError) as error:
        return (), (found("xlsx-damaged", path.name, value=sheet, reason=type(error).__name__),)


def _archive_problems(file: str, archive: zipfile.ZipFile, raw: BinaryIO) -> Iterator[Problem]:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        yield found("zip-bomb", file, measure="entries", found=len(entries), limit=MAX_ENTRIES)
        return
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            yield found("xlsx-encrypted", file)
            return
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield found("zip-bomb", file, measure="compression", found=entry.compress_type, limit="deflate")
            return
        size = _unpacked_size(raw, entry, MAX_UNPACKED - total)
        total += size
        if total > MAX_UNPACKED:
            yield found("zip-bomb", file, measure="bytes", found=f">{MAX_UNPACKED}", limit=MAX_UNPACKED)
            return
        if size > RATIO_FLOOR and size > MAX_RATIO * max(entry.compress_size, 1):
            yield found("zip-bomb", file, measure="ratio", found=size // max(entry.compress_size, 1), limit=MAX_RATIO)
            return
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and _declares_dtd(archive, entry):
            yield found("xlsx-unsafe-xml", file, part=entry.filename)
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        yield found("unsupported-format", file, found="zip")


def _unpacked_size(raw: BinaryIO, entry: zipfile.ZipInfo, limit: int) -> int:
    """Bytes that come out of one entry, counted up to just beyond `limit`; the header's own figure may lie."""
    raw.seek(entry.header_offset)
    header = raw.read(_LOCAL_HEADER)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    raw.seek(entry.header_offset + _LOCAL_HEADER + name_length + extra_length)
    if entry.compress_type == zipfile.ZIP_STORED:
        return max(entry.compress_size, entry.file_size)
    inflater, left, size = zlib.decompressobj(-15), entry.compress_size, 0
    while left > 0 and not inflater.eof and size <= limit:
        piece = raw.read(min(65_536, left))
        if not piece:
            break
        left -= len(piece)
        while piece and size <= limit:
            size += len(inflater.decompress(piece, _SCAN_BYTES))
            piece = inflater.unconsumed_tail
    return size


def _declares_dtd(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with archive.open(entry) as stream:
        return b"<!DOCTYPE" in stream.read(4096).replace(b"\0", b"")


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part name of the sheet called `sheet`, through the workbook's relationships."""
    workbook = _parsed(archive, "xl/workbook.xml")
    links = _parsed(archive, "xl/_rels/workbook.xml.rels")
    targets = {str(link.get("Id")): str(link.get("Target")) for link in links}
    for element in workbook.iter("{*}sheet"):
        if element.get("name") == sheet:
            wanted = next((value for key, value in element.items() if str(key).endswith("}id")), "")
            target = PurePosixPath("/xl", targets.get(str(wanted), "")).relative_to("/")
            return str(target) if str(target) in archive.namelist() else ""
    return ""


def _parsed(archive: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(part), parser)


def _extent(archive: zipfile.ZipFile, part: str) -> tuple[int, bool]:
    """Cells in the used rectangle, and whether there are formulas or error cells worth a closer look."""
    rows: list[int] = []
    columns: list[int] = []
    interesting, rest = False, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_SCAN_BYTES):
            text = rest + chunk
            places = set(_CELL_AT.findall(text))
            if places:
                numbers = [int(row) for _, row in places]
                letters = [_column_index(name.decode("ascii")) for name in {name for name, _ in places}]
                rows += (min(numbers), max(numbers))
                columns += (min(letters), max(letters))
            interesting = interesting or any(mark in text for mark in (b"<f", b":f", b't="e"', b"t='e'"))
            rest = text[-64:]
    if not rows:
        return 0, interesting
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1), interesting


def _notes(archive: zipfile.ZipFile, part: str) -> Iterator[CellNote]:
    first: dict[tuple[str, int], tuple[int, str]] = {}
    counts: Counter[tuple[str, int]] = Counter()
    row = column = 0
    with archive.open(part) as stream:
        cells = etree.iterparse(
            stream, events=("end",), tag=("{*}c", "{*}row"), resolve_entities=False, no_network=True, huge_tree=False
        )
        for _, element in cells:
            if element.tag.endswith("}row"):
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
                continue
            place = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", element.get("r") or "")
            row, column = (int(place[2]), _column_index(place[1])) if place else (row, column + 1)
            kind, value = _note_on(element)
            if kind:
                first.setdefault((kind, column), (row, value))
                counts[kind, column] += 1
    for (kind, column), (row, value) in first.items():
        yield CellNote(kind=kind, row=row, column=column, count=counts[kind, column], value=value)


def _note_on(cell: etree._Element) -> tuple[str, str]:
    value = cell.findtext("{*}v") or ""
    if cell.get("t") == "e":
        return "cell-error-value", value
    formula = cell.find("{*}f")
    if formula is not None and not value and cell.get("t") != "str" and cell.find("{*}is") is None:
        return "formula-without-value", "=" + (formula.text or "")
    return "", ""


def _column_index(letters: str) -> int:
    """`A` -> 0, `AA` -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
