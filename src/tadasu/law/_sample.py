"""Companies that a simulation counts: their facts, how many companies each stands for, and what they have in common.

A table of companies (`companies_of`) may have columns that are no facts: `weight`, `prefecture`, `origin`, and any by which
the caller wants to count. Rows of one company may not say different things there; one that says nothing leaves it to the
others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tadasu.law._companies import Numbers
from tadasu.law._company import fact_of_year
from tadasu.law._company_table import (
    ASIDE,
    ID,
    MOST_PROBLEMS,
    ORIGIN,
    PREFECTURE,
    WEIGHT,
    CompanyTable,
    companies_of,
)
from tadasu.law._facts import FactId, fact_of
from tadasu.law._groups import lies_in
from tadasu.schema import InputError, Problem, UsageError

SECTOR, SIZE, SEAT = "sector", "size", "seat"
DOMESTIC, FOREIGN = "domestic", "foreign"
UNKNOWN = ""
"""Label of those of which the common thing is not known."""
SIZES = ("0-20", "21-100", "101-300", "301-1000", "1001-5000", "5001-")
"""Employees of the group, else of the company itself."""
_BOUNDS = (20.5, 100.5, 300.5, 1000.5, 5000.5)
_COUNTED = (FactId("employees_group"), FactId("employees"))


@dataclass(frozen=True, slots=True)
class Grouping:
    """A place in `labels` a company."""

    labels: tuple[str, ...]
    place: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """`weight` is how many companies each stands for; `groupings` by what they can be counted: `size`, `origin`, and what
    of `sector`, `prefecture` and the columns asked for the table has."""

    table: CompanyTable
    weight: NDArray[np.float64]
    groupings: Mapping[str, Grouping]

    @property
    def size(self) -> int:
        """Companies in the table."""
        return self.weight.size


def sample_of(frame: pl.DataFrame, *, file: str, year: int, by: Sequence[str] = (), home: str = "jp") -> Sample:
    """Read a table; `by` names columns to count by beside the usual ones, `home` is where a company is domestic when no
    column says so. Raises InputError with every problem, UsageError `by-unknown`."""
    for name in by:
        if name not in (SIZE, ORIGIN, *frame.columns):
            raise UsageError("by-unknown", value=name[:80], known=", ".join(_usual(frame)))
    aside = [name for name in frame.columns if name in ASIDE or (name in by and not _is_fact(name))]
    table = companies_of(frame.drop(aside), file=file, year=year)
    wanted = [name for name in dict.fromkeys((ID, SEAT, SECTOR, *aside, *by)) if name in frame.columns]
    texts = frame.select(pl.col(wanted).cast(pl.String).str.strip_chars().replace("", None))
    first = _of_company(texts, aside, file)
    groupings = {name: _by_text(first[name]) for name in (SECTOR, *aside, *by) if name in first.columns}
    groupings.pop(WEIGHT, None)
    groupings[SIZE] = _by_size(table)
    if ORIGIN not in groupings:
        groupings[ORIGIN] = _by_seat(first, table, home)
    return Sample(table=table, weight=_weights(first, texts, file), groupings=groupings)


def _of_company(texts: pl.DataFrame, aside: Sequence[str], file: str) -> pl.DataFrame:
    """A row a company: the first thing that any of its rows says. Raises InputError `rows-differ` where what is no fact is
    said in two ways."""
    others = pl.exclude(ID)
    first = texts.unique(ID, keep="first", maintain_order=True)
    if first.height == texts.height:
        return first
    first = texts.group_by(ID, maintain_order=True).agg(others.drop_nulls().first())
    problems = [one for name in aside for one in _that_differ(texts, name, file)]
    if problems:
        raise InputError(sorted(problems, key=lambda one: one.row)[:MOST_PROBLEMS])
    return first


def _that_differ(texts: pl.DataFrame, column: str, file: str) -> Iterator[Problem]:
    """A problem for each row that says another thing than the first row of its company that says any; 2 and 2.0 are one."""
    rows = texts.select(ID, pl.col(column).alias("said")).with_row_index("row", offset=2).drop_nulls("said")
    same = pl.col("said").cast(pl.Float64, strict=False).cast(pl.String).fill_null(pl.col("said")).alias("same")
    rows = rows.with_columns(same if column == WEIGHT else pl.col("said").alias("same"))
    begun = rows.unique(ID, keep="first", maintain_order=True).select(
        ID, pl.col("same").alias("first_same"), pl.col("said").alias("first"), pl.col("row").alias("first_row")
    )
    wrong = rows.join(begun, on=ID, maintain_order="left").filter(pl.col("same") != pl.col("first_same"))
    for row in wrong.head(MOST_PROBLEMS).iter_rows(named=True):
        params = (("first", row["first"][:80]), ("first_row", str(row["first_row"])), ("id", row[ID][:80]))
        yield Problem(
            code="rows-differ", file=file, row=int(row["row"]), column=column, value=row["said"][:80], params=params
        )


def _usual(frame: pl.DataFrame) -> tuple[str, ...]:
    return SIZE, ORIGIN, *(name for name in (SECTOR, PREFECTURE) if name in frame.columns)


def _is_fact(column: str) -> bool:
    try:
        fact_of(fact_of_year(column)[0])
    except UsageError:
        return False
    return True


def _weights(first: pl.DataFrame, texts: pl.DataFrame, file: str) -> NDArray[np.float64]:
    """One each where the table has no such column."""
    if WEIGHT not in first.columns:
        return np.ones(first.height)
    numbers = first[WEIGHT].cast(pl.Float64, strict=False)
    wrong = (numbers.is_null() | ~numbers.is_finite() | (numbers < 0)).fill_null(value=True)
    if wrong.any():
        begun = texts.with_row_index("row", offset=2).unique(ID, keep="first", maintain_order=True)
        at = begun.with_columns(first[WEIGHT]).filter(wrong)
        raise InputError(
            [
                Problem(code="weight-value", file=file, row=int(row["row"]), column=WEIGHT, value=str(row[WEIGHT])[:80])
                for row in at.head(MOST_PROBLEMS).iter_rows(named=True)
            ]
        )
    out: NDArray[np.float64] = numbers.to_numpy()
    return out


def _by_text(column: pl.Series) -> Grouping:
    """By the words of a column, sorted; empty cells last, under UNKNOWN."""
    labels = tuple(sorted(column.drop_nulls().filter(column.drop_nulls() != UNKNOWN).unique().to_list()))
    places = pl.Series(range(len(labels)), dtype=pl.Int32)
    place = column.replace_strict(
        pl.Series(labels, dtype=pl.String), places, default=len(labels), return_dtype=pl.Int32
    )
    return Grouping((*labels, UNKNOWN), place.fill_null(len(labels)).to_numpy())


def _by_size(table: CompanyTable) -> Grouping:
    """Not known where sources disagree by so much that the size does."""
    place = np.full(len(table.ids), len(SIZES), np.int32)
    for fact in reversed(_COUNTED):
        column = table.companies.columns.get((fact, 0))
        if isinstance(column, Numbers):
            least, most = np.searchsorted(_BOUNDS, column.least), np.searchsorted(_BOUNDS, column.most)
            known = ~np.isnan(column.least)
            place[known] = np.where(least == most, least, len(SIZES))[known]
    return Grouping((*SIZES, UNKNOWN), place)


def _by_seat(first: pl.DataFrame, table: CompanyTable, home: str) -> Grouping:
    """Domestic with the seat at home."""
    labels = (DOMESTIC, FOREIGN, UNKNOWN)
    if SEAT not in first.columns:
        return Grouping(labels, np.full(len(table.ids), 2, np.int32))
    seats = first[SEAT].str.to_lowercase()
    of_seat = {seat: 0 if lies_in(seat, home, _end_of(table)) else 1 for seat in seats.drop_nulls().unique()}
    place = [of_seat.get(seat, 2) if seat else 2 for seat in seats.to_list()]
    return Grouping(labels, np.array(place, np.int32))


def _end_of(table: CompanyTable) -> date:
    return date(table.companies.year, 12, 31)
