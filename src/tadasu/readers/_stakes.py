"""Stakes in our own format (`docs/declarations.md`), CSV, XLSX, Parquet or JSON lines -> stakes, or every problem together.

A share is a percentage, with or without its sign: 75, 75 %, 19.9999. Registers in their own formats are read by
`tadasu.lists`.
"""

from dataclasses import dataclass
from pathlib import Path

from tadasu.readers._cells import CountryCode, two_letters
from tadasu.readers._columns import layout_problems
from tadasu.readers._findings import named_companies
from tadasu.readers._problems import ProblemLog, found
from tadasu.readers._row_notes import RowCells, RowNotes
from tadasu.readers._rows import file_digest, read_rows
from tadasu.readers._shapes import Layout
from tadasu.readers._sniff import sniff
from tadasu.readers._stake_rows import StakeRows
from tadasu.readers._words import field_of
from tadasu.schema import Entity, InputError, ListId, Problem, Stake

_FIELDS = (
    "owner-id", "owner", "owner-country", "company-id", "company", "company-country", "kind", "share", "most", "from",
    "to", "certainty", "contested",
)  # fmt: skip
_PARTIES = ("owner", "company")


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeTable:
    """What was read (`stakes`) and what not (`problems`); `parties` are owners and companies under the ids stakes use."""

    layout: Layout
    stakes: tuple[Stake, ...]
    parties: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    rows: int
    digest: str


def read_stakes(
    path: Path | str, *, country_code: CountryCode | None = None, keep_good: bool = False, layout: Layout | None = None
) -> StakeTable:
    """Read `path` whole. Raises InputError with every problem found, as `read_declarations` does.

    A party is meant by its id where there is a column for it, else by its name.
    """
    path = Path(path)
    layout = layout or sniff(path, vocabulary="stakes")
    log = ProblemLog(path.name)
    columns = _columns(layout)
    log.add(layout_problems(path.name, columns.values(), layout))
    present = "; ".join(layout.columns)
    missing = [name for name in _PARTIES if not columns[name] and not columns[f"{name}-id"]]
    for name in missing:
        problem = found(
            "column-not-found", path.name, row=layout.header_row, column=name, value=name, columns=present, nearest=""
        )
        log.add([problem])
    if missing:
        raise InputError(log.result())
    notes = RowNotes(file=path.name, log=log)
    digest = file_digest(path)
    rows = StakeRows(
        cells=RowCells(layout=layout, columns=columns, fixed={}, notes=notes),
        country_code=country_code or two_letters,
        list_id=ListId(path.name),
        digest=digest,
    )
    refused, number, stakes = log.fatal, 0, []
    for row in read_rows(path, layout):
        number += 1
        if notes.start(row) and any(value.strip() for value in row.values):
            rows.cells.row = row
            stake = rows.read()
            if stake is not None:
                stakes.append(stake)
    if not number:
        log.add([found("no-rows", path.name, row=layout.header_row)])
    if refused or notes.broken or not stakes or (notes.bad_rows and not keep_good):
        if number and not log.fatal:
            log.add([found("no-usable-rows", path.name, rows=number)])
        raise InputError(log.result())
    return StakeTable(
        layout=layout,
        stakes=tuple(stakes),
        parties=named_companies(rows.parties, path.name, digest),
        problems=log.result(),
        rows=number,
        digest=digest,
    )


def _columns(layout: Layout) -> dict[str, str]:
    """Field -> the first column that its header words name most directly."""
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, column in enumerate(layout.columns):
        name, directness = field_of(column, "stakes")
        ranked.setdefault(name, []).append((directness, place, column))
    return {name: min(ranked[name])[-1] if name in ranked else "" for name in _FIELDS}
