"""What an intermediary publishes itself, read from its file into rows by programme, region and year: so much may be taken off
what we publish. Of names and texts nothing is kept. Pure."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from tadasu.funds import IatiActivityRead, IatiShareRow, IatiTransactionRow, read_giving, read_iati
from tadasu.places import country_code
from tadasu.release import ALL, TheirFile, TheirRow, macro_region_of, macro_regions
from tadasu.schema import TadasuError, UsageError

IATI, GIVING, LIST = "iati", "giving", "list"
KINDS = (IATI, GIVING, LIST)
YEN = "JPY"
MOST_ROWS = 50_000
COLUMNS = ("line", "region", "country", "year", "date", "amount", "currency", "count")
"""Of a list of sub-grants; any of them may be missing, others are not read."""

_COMMITTED, _PAID = ("2",), ("3", "4")
_DAC = "1"

Cell = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row as it was read. `amount` None where it is none in yen."""

    cell: Cell
    amount: int | None
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file of an intermediary: the digest of its bytes and what it tells."""

    digest: str
    kind: str
    file: TheirFile


def read_theirs(
    raw: bytes,
    *,
    kind: str,
    intermediary: str,
    complete: bool,
    lines: Mapping[str, str],
    activities: Mapping[str, str],
    year_of: Callable[[date], str],
) -> Read:
    """`lines`: code of a budget line -> programme; `activities`: identifier of an activity of ours -> programme. Raises
    UsageError `publishing-file` for what cannot be read as such a file, or tells nothing."""
    if kind not in KINDS:
        raise UsageError("publishing-file")
    try:
        told = list(_READERS[kind](raw, lines, activities, year_of))
    except (TadasuError, ValueError, csv.Error) as error:
        raise UsageError("publishing-file") from error
    if not told or len(told) > MOST_ROWS:
        raise UsageError("publishing-file")
    return Read(
        digest=hashlib.sha256(raw).hexdigest(),
        kind=kind,
        file=TheirFile(intermediary=intermediary, rows=_summed(told), complete=complete),
    )


def knows_all(intermediary: str) -> TheirFile:
    """In place of a file that does not agree with our books: whoever has it is taken to know every grant that went through this
    intermediary."""
    return TheirFile(intermediary=intermediary, rows=(), complete=False)


def file_kept(file: TheirFile) -> dict[str, Any]:
    """As JSON."""
    rows = [[one.programme, one.region, one.year, one.amount, one.count] for one in file.rows]
    return {"intermediary": file.intermediary, "complete": file.complete, "rows": rows}


def file_from(said: Mapping[str, Any]) -> TheirFile:
    """And back."""
    rows = tuple(TheirRow(programme=a, region=b, year=c, amount=d, count=e) for a, b, c, d, e in said["rows"])
    return TheirFile(intermediary=said["intermediary"], rows=rows, complete=said["complete"])


def _summed(told: Iterable[Told]) -> tuple[TheirRow, ...]:
    """One row a cell; what a file does not say of a part, it does not say of the whole."""
    amounts: dict[Cell, int | None] = {}
    counts: dict[Cell, int | None] = {}
    for one in told:
        for sums, value in ((amounts, one.amount), (counts, one.count)):
            before = sums.get(one.cell, 0)
            sums[one.cell] = None if before is None or value is None else before + value
    return tuple(
        TheirRow(programme=cell[0], region=cell[1], year=cell[2], amount=amounts[cell], count=counts[cell])
        for cell in sorted(amounts)
    )


def _iati(
    raw: bytes, lines: Mapping[str, str], activities: Mapping[str, str], year_of: Callable[[date], str]
) -> Iterator[Told]:
    """What it commits, or where it tells no commitments what it pays, by activity."""
    for activity in read_iati(io.BytesIO(raw), file=IATI).activities:
        flows = _of_kind(activity, _COMMITTED) or _of_kind(activity, _PAID)
        for one in flows:
            region = _region_of(
                (*one.regions, *one.countries) or (*activity.activity.regions, *activity.activity.countries)
            )
            year = year_of(one.on) if one.on is not None else ALL
            programme = activities.get(one.provider_activity, ALL)
            whole = one.amount is not None and one.currency == YEN and one.amount == one.amount.to_integral_value()
            yield Told(cell=(programme, region, year), amount=int(one.amount or 0) if whole else None, count=None)


def _of_kind(activity: IatiActivityRead, kinds: Sequence[str]) -> list[IatiTransactionRow]:
    return [one for one in activity.transactions if one.kind in kinds and (one.amount is None or one.amount > 0)]


def _region_of(places: Sequence[IatiShareRow]) -> str:
    """The one macro-region that all of them lie in, else all of the world."""
    by_code = {one.iati: one.id for one in macro_regions().values()}
    found = {
        by_code.get(one.code, ALL)
        if one.vocabulary in ("", _DAC) and one.code.isdigit()
        else macro_region_of(one.code.lower())
        for one in places
    }
    return found.pop() if len(found) == 1 else ALL


def _giving(
    raw: bytes, lines: Mapping[str, str], activities: Mapping[str, str], year_of: Callable[[date], str]
) -> Iterator[Told]:
    for one in read_giving(io.BytesIO(raw), file=GIVING).rows:
        yield Told(
            cell=(
                lines.get(one.programme, ALL),
                macro_region_of(one.place.lower()) if one.place else ALL,
                year_of(one.awarded_on) if one.awarded_on is not None else ALL,
            ),
            amount=int(one.awarded) if one.awarded is not None and one.currency == YEN else None,
            count=1,
        )


def _list(
    raw: bytes, lines: Mapping[str, str], activities: Mapping[str, str], year_of: Callable[[date], str]
) -> Iterator[Told]:
    """A table with a header line of `COLUMNS`, in UTF-8."""
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    if not set(rows.fieldnames or ()) & {"amount", "count"}:
        raise ValueError("no amounts")
    for row in rows:
        said = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not any(said.values()):
            continue
        yield Told(
            cell=(lines.get(said["line"], ALL), _said_region(said), _said_year(said, year_of)),
            amount=int(said["amount"].replace(",", "")) if said["amount"] and said["currency"] in ("", YEN) else None,
            count=int(said["count"] or 1),
        )


def _said_region(said: Mapping[str, str]) -> str:
    if said["country"]:
        return macro_region_of(country_code(said["country"]) or "")
    known = {one.iati: one.id for one in macro_regions().values()} | {one: one for one in macro_regions()}
    return known.get(said["region"].lower(), ALL)


def _said_year(said: Mapping[str, str], year_of: Callable[[date], str]) -> str:
    if said["date"]:
        return year_of(date.fromisoformat(said["date"]))
    return str(int(said["year"])) if said["year"] else ALL


_READERS = MappingProxyType({IATI: _iati, GIVING: _giving, LIST: _list})
