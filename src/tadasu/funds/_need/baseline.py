"""What is known of the money that ended in 2025, by donor and country: the baseline. What is not in the table is unknown.

The rows are data (`data/losses_2025.csv`), each with its source and how sure it is; amounts are not added up, because several
tell of the same money.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tadasu.funds._rows import rows

EVERYWHERE = ""
"""Of no single country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """`measure` says what `value` counts, in `unit`; `sure` is S (read in the source), L (likely) or C (to be checked)."""

    id: str
    donor: str
    country: str
    year: int
    measure: str
    value: int
    unit: str
    at_most: bool
    sure: str
    names: tuple[tuple[str, str], ...]
    source: str

    def name(self, language: str) -> str:
        return dict(self.names)[language]


@cache
def losses() -> Sequence[Loss]:
    """Every row, by its id."""
    return tuple(
        Loss(
            id=row["id"],
            donor=row["donor"],
            country=row["country"],
            year=int(row["year"]),
            measure=row["measure"],
            value=int(row["value"]),
            unit=row["unit"],
            at_most=row["at_most"] == "yes",
            sure=row["sure"],
            names=(("en", row["en"]), ("ja", row["ja"])),
            source=row["source"],
        )
        for row in rows("losses_2025")
    )


def losses_of(*, country: str = EVERYWHERE, donor: str = "") -> tuple[Loss, ...]:
    """Rows of a country (or of no single one), of all donors or of one. An empty answer means that nothing is known.

    >>> [one.id for one in losses_of(country="mm")]
    ['mm-outlets-hit', 'mm-sector-foreign', 'mm-sweden-left']
    """
    return tuple(one for one in losses() if one.country == country and donor in ("", one.donor))
