"""Which countries may receive official development assistance on a day, and which purpose a line has.

The data (`data/oda_recipients.csv`, `data/oda_lists.csv`) covers the list for flows of 2024 and 2025 and, less surely, 2026. Of
other days it knows nothing and says so. Meant is the country whose people benefit, not the one where the money arrives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from tadasu.funds._problem import Problem, problem
from tadasu.funds._rows import rows
from tadasu.places import lineage
from tadasu.schema import Period, UsageError


class Eligibility(StrEnum):
    """`in`: on the list. `out`: not on it. `undetermined`: no list is known for the day, or the place's standing was open.
    `conflict`: the rows contradict one another."""

    IN = "in"
    OUT = "out"
    UNDETERMINED = "undetermined"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class OdaAnswer:
    """`confidence`: sure, likely or check, the weakest of what the answer rests on; empty where nothing is known."""

    eligibility: Eligibility
    country: str
    confidence: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A DAC purpose code. `boundary`: a neighbour that is named only so that nothing is put there, or here, by mistake.
    `not_here`: codes that take over where this one ends. `names`: its meaning in our words, by language."""

    code: str
    boundary: bool
    names: Mapping[str, str]
    not_here: tuple[str, ...]


def oda_eligible(place: str, day: date) -> OdaAnswer:
    """Whether the country of a place was on the DAC list on a day.

    >>> [oda_eligible(one, date(2025, 6, 1)).eligibility.value for one in ("mm", "ru", "cn-xj")]
    ['in', 'out', 'in']
    >>> oda_eligible("mm", date(2030, 1, 1)).eligibility.value
    'undetermined'

    Raises UsageError for a place we do not know.
    """
    way = lineage(place)
    if not way:
        raise UsageError("funds-place-unknown", value=place)
    country = way[-1].country
    lists = [row for row in rows("oda_lists") if _holds(row, day)]
    if not lists:
        return OdaAnswer(eligibility=Eligibility.UNDETERMINED, country=country)
    found = [row for row in rows("oda_recipients") if row["place"] == country and _holds(row, day)]
    states = {row["state"] for row in found}
    eligibility = Eligibility.CONFLICT if len(states) > 1 else _BY_STATE[next(iter(states), "")]
    return OdaAnswer(
        eligibility=eligibility,
        country=country,
        confidence=max((row["confidence"] for row in (*lists, *found)), key=_WEAKER.index),
        sources=tuple(dict.fromkeys(row["source"] for row in (*lists, *found))),
    )


@cache
def purposes() -> Mapping[str, Purpose]:
    """Purpose codes of this field and their neighbours, by code."""
    made = {
        row["code"]: Purpose(
            code=row["code"],
            boundary=row["use"] == "boundary",
            names=MappingProxyType({"en": row["en"], "ja": row["ja"]}),
            not_here=tuple(row["not_here"].split()),
        )
        for row in rows("purposes")
    }
    return MappingProxyType(made)


def line_problems(line: str, *, purpose: str, oda: bool, place: str, day: date) -> tuple[Problem, ...]:
    """What speaks against spending for a place from a line: a purpose that is none of ours, and assistance for a country that is
    off the list or of which we do not know. From a line that is no assistance every country may be funded."""
    found = []
    known = purposes().get(purpose)
    if known is None or known.boundary:
        found.append(problem("purpose-unknown" if known is None else "purpose-boundary", line, purpose=purpose))
    if oda:
        eligibility = oda_eligible(place, day).eligibility
        if eligibility is Eligibility.OUT:
            found.append(problem("oda-off-list", line, place=place))
        elif eligibility is not Eligibility.IN:
            found.append(problem("oda-list-unknown", line, place=place))
    return tuple(found)


_BY_STATE = {"": Eligibility.OUT, "listed": Eligibility.IN, "open": Eligibility.UNDETERMINED}
_WEAKER = ("sure", "likely", "check")


def _holds(row: Mapping[str, str], day: date) -> bool:
    start, end = (date.fromisoformat(row[key]) if row[key] else None for key in ("from", "to"))
    return Period(start=start, end=end).holds(day)
