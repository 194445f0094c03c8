"""Rates of exchange by year: units of a currency for one euro. Data: `data/rates.csv`, or a user's own file.

A converted amount is good enough to find out whom to ask, not for a legal answer: answers that rest on one say so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tadasu.law._yaml import DATA
from tadasu.readers import Severity, read_rows, severity, sniff
from tadasu.schema import InputError, Problem

EURO = "EUR"
COLUMNS = {
    "currency": re.compile("[A-Za-z]{3}"),
    "year": re.compile("[0-9]{4}"),
    "per_euro": re.compile(r"(?=[0-9.]*[1-9])[0-9]{1,12}(?:\.[0-9]{1,12})?"),
}
"""The columns of a table of rates, and what stands in each."""
MOST_YEARS = 2
"""A rate older than the amount by more years than this is not used."""


@dataclass(frozen=True, slots=True)
class Rates:
    """(currency, year) -> units for one euro."""

    per_euro: Mapping[tuple[str, int], float]

    def factor(self, currency: str, target: str, year: int) -> tuple[float, int] | None:
        """What an amount of `year` is multiplied by, and the year whose rates were used: the last that has both, at most
        MOST_YEARS before; None where there is none.

        >>> Rates({("JPY", 2024): 160.0}).factor("JPY", "EUR", 2025)
        (0.00625, 2024)
        """
        if currency == target:
            return 1.0, year
        for used in range(year, year - MOST_YEARS - 1, -1):
            have, want = self._per_euro(currency, used), self._per_euro(target, used)
            if have and want:
                return want / have, used
        return None

    def _per_euro(self, currency: str, year: int) -> float | None:
        return 1.0 if currency == EURO else self.per_euro.get((currency, year))


@cache
def default_rates() -> Rates:
    """The bundled yearly averages."""
    return read_rates(DATA / "rates.csv")


def read_rates(path: Path) -> Rates:
    """A table with the columns `currency`, `year`, `per_euro`, as files of companies may be (a mark of UTF-8 in front, any usual
    encoding, CSV or XLSX). Raises InputError with every problem; a year of a currency has one rate."""
    layout = sniff(path)
    lacking = [name for name in COLUMNS if name not in layout.columns]
    if lacking:
        raise InputError([_problem("column-missing", path, layout.header_row, column=name) for name in lacking])
    found: dict[tuple[str, int], tuple[float, int]] = {}
    problems: list[Problem] = []
    for row in read_rows(path, layout):
        problems += [one for one in row.problems if severity(one) is not Severity.WARNING]
        cells = {name: row.values[layout.columns.index(name)].strip() for name in COLUMNS}
        wrong = next((name for name, cell in cells.items() if not COLUMNS[name].fullmatch(cell)), None)
        if wrong is not None:
            problems.append(_problem("rate-unreadable", path, row.number, column=wrong, value=cells[wrong][:80]))
            continue
        key, rate = (cells["currency"].upper(), int(cells["year"])), float(cells["per_euro"])
        _, first = found.setdefault(key, (rate, row.number))
        if first != row.number:
            said = {"currency": key[0], "year": str(key[1]), "first": str(first)}
            problems.append(_problem("rate-twice", path, row.number, **said))
    if not found and not problems:
        problems.append(_problem("rate-none", path))
    if problems:
        raise InputError(problems)
    return Rates({key: rate for key, (rate, _) in found.items()})


def _problem(code: str, path: Path, row: int = 0, *, column: str = "", value: str = "", **params: str) -> Problem:
    params |= {"column": column} if column else {}
    return Problem(code=code, file=path.name, row=row, column=column, value=value, params=tuple(sorted(params.items())))
