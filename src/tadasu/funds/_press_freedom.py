"""Press-freedom scores by country and year, as the index of Reporters Without Borders lays them out, each with its method.

Three methods follow one another, and a score of one says nothing beside a score of another: until 2012 a country collected points
for what went wrong, some below 0 or above 100; from 2013 the scale is turned, 100 is best; from 2022 other questions are asked.
So `scores_comparable` is false across them, and nothing here subtracts.
"""

import csv
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from typing import BinaryIO

from tadasu.funds._file_problems import found, refused
from tadasu.places import country_code
from tadasu.schema import Problem

COLUMNS = ("iso3", "year", "rank", "country", "score")
MOST_BYTES = 1 << 26

_NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,9})?")
_RANK = re.compile(r"([0-9]{1,3})(?:\.0)?")
_YEAR = re.compile("20[0-9]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFreedomMethod:
    """Years in which scores were made alike. `lowest` and `highest` are the scale; None where there is no bound."""

    id: str
    first: int
    last: int
    more_is_better: bool
    lowest: int | None
    highest: int | None


PRESS_FREEDOM_METHODS = (
    PressFreedomMethod(id="points-2002", first=2002, last=2012, more_is_better=False, lowest=None, highest=None),
    PressFreedomMethod(id="scale-2013", first=2013, last=2021, more_is_better=True, lowest=0, highest=100),
    PressFreedomMethod(id="scale-2022", first=2022, last=9999, more_is_better=True, lowest=0, highest=100),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFreedom:
    """`country` is alpha-2, small, "" for what is no country (an occupied territory, a federation that is gone; `code` is as
    written). `score` is None where the file's own cannot be right; the rank stays."""

    code: str
    country: str
    year: int
    rank: int
    score: Decimal | None
    method: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFreedomRead:
    """Rows by year and rank."""

    rows: tuple[PressFreedom, ...]
    problems: tuple[Problem, ...]


def read_press_freedom(source: BinaryIO, *, file: str) -> PressFreedomRead:
    """Raises InputError `press-freedom-not-scores` for another layout.

    A score outside the scale of its year, or against the order of the ranks, is not believed: within a year both say the same
    order, so the fewest scores are set aside that leave the rest in order.
    """
    problems: list[Problem] = []
    read = list(_rows(source, file, problems))
    years: dict[int, list[PressFreedom]] = defaultdict(list)
    for row in read:
        years[row.year].append(row)
    believed: list[PressFreedom] = []
    for year in sorted(years):
        believed += _believed(sorted(years[year], key=lambda one: (one.rank, one.code)), file, problems)
    return PressFreedomRead(rows=tuple(believed), problems=tuple(sorted(problems, key=lambda one: one.row)))


def scores_comparable(one: PressFreedom, other: PressFreedom) -> bool:
    """Whether the two scores were made by one method and are both there."""
    return one.method == other.method and one.score is not None and other.score is not None


def method_of(year: int) -> PressFreedomMethod:
    """The method of a year from 2002. Later years have the latest method, earlier ones the first."""
    return next(one for one in reversed(PRESS_FREEDOM_METHODS) if one.first <= year or one is PRESS_FREEDOM_METHODS[0])


def _rows(source: BinaryIO, file: str, problems: list[Problem]) -> Iterator[PressFreedom]:
    for line, row in _lines(source, file):
        rank = _RANK.fullmatch(row["rank"] or "")
        if rank is None or not _YEAR.fullmatch(row["year"] or "") or not _NUMBER.fullmatch(row["score"] or ""):
            value = ",".join(str(one) for one in row.values())
            problems.append(found("press-freedom-row", file, line=line, value=value))
            continue
        country = country_code(row["iso3"]) or ""
        if not country:
            problems.append(found("press-freedom-country", file, line=line, path="iso3", value=row["iso3"]))
        year = int(row["year"])
        yield PressFreedom(
            code=row["iso3"],
            country=country,
            year=year,
            rank=int(rank[1]),
            score=Decimal(row["score"]),
            method=method_of(year).id,
            line=line,
        )


def _lines(source: BinaryIO, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column with their lines; a file that is cut or has a field without end is refused, not read in part."""
    data = source.read(MOST_BYTES + 1)
    try:
        if len(data) > MOST_BYTES:
            raise ValueError
        table = csv.DictReader(StringIO(data.decode("utf-8-sig")))
        columns = tuple(table.fieldnames or ())
        if columns != COLUMNS:
            raise refused("press-freedom-not-scores", file, value=",".join(columns))
        for row in table:
            yield table.line_num, row
    except (ValueError, csv.Error):
        raise refused("press-freedom-not-scores", file) from None


def _believed(year: Sequence[PressFreedom], file: str, problems: list[Problem]) -> Iterator[PressFreedom]:
    """The rows of a year, by rank, without scores that are off the scale or out of order."""
    method = method_of(year[0].year)
    inside = [one for one in year if one.score is not None and _on_scale(one.score, method)]
    sign = -1 if method.more_is_better else 1
    kept = {inside[number] for number in longest_rising([sign * (one.score or Decimal(0)) for one in inside])}
    for one in year:
        if one in kept:
            yield one
        else:
            params = {"rank": str(one.rank)}
            value = str(one.score)
            problems.append(found("press-freedom-score", file, line=one.line, path="score", value=value, params=params))
            yield PressFreedom(
                code=one.code,
                country=one.country,
                year=one.year,
                rank=one.rank,
                score=None,
                method=one.method,
                line=one.line,
            )


def _on_scale(score: Decimal, method: PressFreedomMethod) -> bool:
    return (method.lowest is None or score >= method.lowest) and (method.highest is None or score <= method.highest)


def longest_rising(values: Iterable[Decimal]) -> tuple[int, ...]:
    """Numbers of a longest part of the values, in their order, that never falls.

    >>> longest_rising([Decimal(1), Decimal(9), Decimal(2), Decimal(2), Decimal(3)])
    (0, 2, 3, 4)
    """
    ends: list[Decimal] = []
    last: list[int] = []
    before: list[int] = []
    for number, value in enumerate(values):
        at = bisect_right(ends, value)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        last[at : at + 1] = [number]
    chain: list[int] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(number)
        number = before[number]
    return tuple(reversed(chain))
