"""Rates of exchange by year: units of a currency for one euro. Data: `data/rates.csv`, or a user's own file.

A converted amount is good enough to find out whom to ask, not for a legal answer: answers that rest on one say so.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tadasu.law._yaml import DATA
from tadasu.schema import InputError, Problem

EURO = "EUR"
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
    """A table with the columns `currency`, `year`, `per_euro`. Raises InputError with every problem."""
    out: dict[tuple[str, int], float] = {}
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                try:
                    value = float(row["per_euro"])
                    if not 0 < value < float("inf"):
                        raise ValueError
                    out[row["currency"].strip().upper(), int(row["year"])] = value
                except (KeyError, TypeError, ValueError, AttributeError):
                    problems.append(Problem(code="rate-unreadable", file=path.name, row=number))
    except FileNotFoundError:
        problems.append(Problem(code="file-not-found", file=path.name))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(code="yaml-unreadable", file=path.name, params=(("reason", type(error).__name__),)))
    if problems:
        raise InputError(problems)
    return Rates(out)
