"""What is told to a named company, from the codes of a claim and from nothing else. Pure.

No piece of evidence, no number of pieces, no grade and no day of a piece is an argument here: so what is told cannot depend on
them. How finely is told depends on how many people could have been the source, and on whole quarters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from tadasu.places import lineage
from tadasu.release import place_too_fine
from tadasu.web.evidence.custody.retention import month_after
from tadasu.web.evidence.hearing.words import Level, Wait, data, levels
from tadasu.weighing import INDICATOR, rules

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """What a claim asserts, as an inquiry keeps it. `elements` are those that are to be told, of weighing's words."""

    issue: str
    elements: frozenset[str]
    names: Sequence[str]
    country: str
    place: str
    good: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Codes. `indicators`: of the eleven, or elements for which they speak together; `start`, `end`: `2026-Q1` or `2026`."""

    level: str
    issue: str
    names: tuple[str, ...]
    indicators: tuple[str, ...] = ()
    place: str = ""
    good: str = ""
    start: str = ""
    end: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept."""
        return {**asdict(self), "names": list(self.names), "indicators": list(self.indicators)}


def told_of(kept: Mapping[str, Any]) -> Told:
    """As it was kept."""
    return Told(**{**kept, "names": tuple(kept["names"]), "indicators": tuple(kept["indicators"])})


def level_for(people: int | None) -> Level | None:
    """How finely may be told where so many people could have been the source; not known: as the data says. None: not at all.

    >>> [getattr(level_for(one), "id", None) for one in (200, 20, 3, None)]
    ['fine', 'coarse', None, 'coarse']
    """
    if people is None:
        return next(one for one in levels() if one.id == data()["unknown"])
    return next((one for one in levels() if people >= one.least), None)


def told(asserted: Asserted, level: Level, today: date) -> Told:
    """What is told of a claim, as coarsely as a level says."""
    says = asserted.elements
    return Told(
        level=level.id,
        issue=asserted.issue,
        names=tuple(asserted.names),
        indicators=_indicators(says, level),
        place=_place(asserted, level) if "where" in says else "",
        good=asserted.good[: level.good] if "good" in says else "",
        start=_period(asserted.start, level, today) if "period" in says else "",
        end=_period(asserted.end, level, today) if "period" in says else "",
    )


def finer(one: str, other: str) -> bool:
    """Whether a level tells more finely than another, by their ids.

    >>> finer("fine", "coarse"), finer("coarse", "coarse"), finer("coarse", "fine")
    (True, False, False)
    """
    order = [level.id for level in levels()]
    return order.index(one) < order.index(other)


def earliest(last: date | None, today: date, wait: Wait, weeks: int = 0) -> date:
    """The first day on which a notice may go, when the last piece came in on `last`: so many days after that month, on the day of
    the week on which all notices go, and `weeks` later.

    >>> rule = Wait(days=28, weekday=3, spread=5)
    >>> earliest(date(2026, 9, 2), date(2026, 9, 20), rule), earliest(date(2026, 9, 29), date(2026, 9, 30), rule, 1)
    (datetime.date(2026, 11, 4), datetime.date(2026, 11, 11))
    """
    first = today
    if last is not None:
        first = max(today, month_after(last, 0) + timedelta(days=wait.days))
    return first + timedelta(days=(wait.weekday - first.isoweekday()) % _WEEK + _WEEK * weeks)


def _indicators(says: frozenset[str], level: Level) -> tuple[str, ...]:
    named = sorted(one.removeprefix(INDICATOR) for one in says if one.startswith(INDICATOR))
    if level.indicators == "each":
        return tuple(named)
    return tuple(sorted({one for code in named for one in rules().indicators[code]}))


def _place(asserted: Asserted, level: Level) -> str:
    """The place, or what it lies in, that is coarse enough; else the country."""
    way = lineage(asserted.place) if asserted.place else ()
    fit = (one.id for one in way if place_too_fine(one.id, level.place) is False)
    return next(fit, asserted.country)


def _period(day: date | None, level: Level, today: date) -> str:
    if day is None:
        return ""
    quarter = (day.month - 1) // 3 + 1
    over = date(day.year + quarter // 4, quarter % 4 * 3 + 1, 1)
    if level.period == "quarter" and over + timedelta(days=data()["period_delay"]) <= today:
        return f"{day.year}-Q{quarter}"
    return f"{day.year}"
