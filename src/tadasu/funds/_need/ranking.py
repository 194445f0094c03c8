"""An explained order: by one part after the other, never by a sum.

Two needs are compared by the first part of the stated order in which they differ. A part of which something is unknown counts
as the most it may be, so that what nobody knows is not taken for no need; `first` and `last` say between which places the
need may really stand. Equal ones share a place.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tadasu.funds._need.components import COMPONENTS, Component, Need
from tadasu.funds._reason import Reason, reason
from tadasu.schema import UsageError

ORDER = (
    "cells",
    "irremediability",
    "scale",
    "scope",
    "findings",
    "holds",
    "duties",
    "repression",
    "reach",
    "money",
    "funders",
)
"""The usual order of parts. Press freedom is context: its eras do not compare."""

SHOWN = 3
"""Reasons that are shown at first; all are kept."""

_LEAST, _MOST = (-1, 0), (1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`place` counts from 1, equal ones share it; `first` and `last` bound it over all that the unknown may be. Reasons stand
    in the order of the parts, and those that say nothing is there are left out."""

    id: str
    place: int
    first: int
    last: int
    reasons: tuple[Reason, ...]

    @property
    def shown(self) -> tuple[Reason, ...]:
        return self.reasons[:SHOWN]


def ranked(needs: Sequence[Need], *, order: Sequence[str] = ORDER) -> tuple[Line, ...]:
    """The lines, the most needed first, equal ones by their id. Raises UsageError for a part that there is not, or one
    twice."""
    if unknown := [one for one in order if one not in COMPONENTS]:
        raise UsageError("funds-unknown", what="component", name=unknown[0])
    if len(set(order)) < len(order):
        raise UsageError("funds-twice", what="component", name=next(one for one in order if order.count(one) > 1))
    lows = {one.id: _key(one, order, low=True) for one in needs}
    highs = {one.id: _key(one, order, low=False) for one in needs}
    all_lows, all_highs = sorted(lows.values()), sorted(highs.values())
    lines = []
    for need in needs:
        low, high = lows[need.id], highs[need.id]
        surely_above = len(needs) - bisect_right(all_lows, high)
        perhaps_above = len(needs) - bisect_right(all_highs, low) - (high > low)
        place = 1 + len(needs) - bisect_right(all_highs, high)
        reasons = tuple(_reasons(need, order))
        lines.append(Line(id=need.id, place=place, first=1 + surely_above, last=1 + perhaps_above, reasons=reasons))
    return tuple(sorted(lines, key=lambda one: (one.place, one.id)))


def _key(need: Need, order: Sequence[str], *, low: bool) -> list[tuple[int, int]]:
    """More is more need; what has no bound stands beyond every number."""
    bounds = (getattr(need.component(name), "low" if low else "high") for name in order if _has(need, name))
    return [(_LEAST if low else _MOST) if one is None else (0, one) for one in bounds]


def _has(need: Need, name: str) -> bool:
    """A source has no press freedom and no repression of its own."""
    return any(one.name == name for one in need.components)


def _reasons(need: Need, order: Sequence[str]) -> Iterator[Reason]:
    for name in order:
        if _has(need, name) and (said := component_reason(need.component(name))):
            yield said


def component_reason(component: Component) -> Reason | None:
    """What a part says; None where it says that nothing is there."""
    part: dict[str, str | int] = {"part": component.name}
    if component.of is not None:
        part["of"] = component.of
    if component.state == "unknown":
        return reason("need.unknown", part=component.name)
    low, high = component.low, component.high
    if component.name in ("money", "funders"):
        low, high = (None if high is None else -high), (None if low is None else -low)
    elif not high:
        return None
    ending = "" if component.of is None else "-of"
    if high is None:
        return reason("need.from", part=component.name, low=low or 0)
    if low == high:
        return reason(f"need.known{ending}", count=high, **part)
    return reason(f"need.between{ending}", high=high, low=low or 0, **part)
