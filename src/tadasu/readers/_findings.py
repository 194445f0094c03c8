"""Findings in our own format (`docs/declarations.md`), CSV or JSON lines -> findings, or every problem together.

How strong a finding is stands in the file as a log-weight, or as a word of `STRENGTHS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tadasu.readers._cells import CountryCode
from tadasu.readers._columns import layout_problems
from tadasu.readers._finding_rows import FindingRows, PlaceExists
from tadasu.readers._good_cells import Checks, GoodCells, GoodExists, ParseGood
from tadasu.readers._problems import ProblemLog, found
from tadasu.readers._row_notes import RowCells, RowNotes
from tadasu.readers._rows import file_digest, read_rows
from tadasu.readers._shapes import Layout
from tadasu.readers._sniff import sniff
from tadasu.readers._words import field_of
from tadasu.schema import Entity, EntityId, Finding, InputError, ListId, Origin, Problem

_FIELDS = (
    "id", "subject", "company-id", "company", "place", "good", "country", "issue", "kind", "strength", "from", "to", "basis",
    "presumption", "source-url",
)  # fmt: skip
_NEEDED = ("id", "subject", "issue", "kind", "basis")
_CHAPTER = 2  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFile:
    """What was read (`findings`), and what not (`problems`); `rows` counts data rows, also those left out.

    `companies` are those that the findings are about, under the ids that the findings use.
    """

    layout: Layout
    findings: tuple[Finding, ...]
    companies: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    rows: int
    digest: str


def read_findings(
    path: Path | str,
    *,
    country_code: CountryCode | None = None,
    parse_good: ParseGood | None = None,
    good_exists: GoodExists | None = None,
    place_exists: PlaceExists | None = None,
    keep_good: bool = False,
    layout: Layout | None = None,
) -> FindingFile:
    """Read `path` whole. Raises InputError with every problem found, as `read_declarations` does.

    A company is meant by its id where there is a column for it, else by what stands under `company`. `place_exists`
    knows the ids of places; the other functions are those of `read_declarations`.
    """
    path = Path(path)
    layout = layout or sniff(path, vocabulary="findings")
    log = ProblemLog(path.name)
    columns = _columns(layout)
    missing = [name for name in _NEEDED if not columns[name]]
    log.add(layout_problems(path.name, columns.values(), layout))
    present = "; ".join(layout.columns)
    log.add(
        found(
            "column-not-found", path.name, row=layout.header_row, column=name, value=name, columns=present, nearest=""
        )
        for name in missing
    )
    if missing:
        raise InputError(log.result())
    notes = RowNotes(file=path.name, log=log)
    checks = Checks(country_code=country_code, parse_good=parse_good, good_exists=good_exists, shortest_good=_CHAPTER)
    rows = FindingRows(
        cells=RowCells(layout=layout, columns=columns, fixed={}, notes=notes),
        checks=checks,
        goods=GoodCells(checks),
        place_exists=place_exists or (lambda place: True),
    )
    refused, digest, number, findings = log.fatal, file_digest(path), 0, []
    for row in read_rows(path, layout):
        number += 1
        if notes.start(row) and any(value.strip() for value in row.values):
            rows.cells.row = row
            finding = rows.read()
            if finding is not None:
                findings.append(finding)
    if not number:
        log.add([found("no-rows", path.name, row=layout.header_row)])
    elif not findings and (keep_good or not notes.bad_rows):
        log.add([found("no-usable-rows", path.name, rows=number)])
    if refused or notes.broken or not findings or (notes.bad_rows and not keep_good):
        raise InputError(log.result())
    return FindingFile(
        layout=layout,
        findings=tuple(findings),
        companies=named_companies(rows.companies, path.name, digest),
        problems=log.result(),
        rows=number,
        digest=digest,
    )


def named_companies(companies: Mapping[EntityId, tuple[str, str]], list_id: str, digest: str) -> tuple[Entity, ...]:
    """Companies that a file names beside what it says of them, sorted by id."""
    return tuple(
        Entity(
            id=company,
            schema="LegalEntity",
            name=name,
            origin=Origin(list_id=ListId(list_id), row=0, digest=digest),
            countries=(country,) if country else (),
        )
        for company, (name, country) in sorted(companies.items())
    )


def _columns(layout: Layout) -> dict[str, str]:
    """Field -> the first column that its header words name most directly."""
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, column in enumerate(layout.columns):
        name, directness = field_of(column, "findings")
        ranked.setdefault(name, []).append((directness, place, column))
    return {name: min(ranked[name])[-1] if name in ranked else "" for name in _FIELDS}
