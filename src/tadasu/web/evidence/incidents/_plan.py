"""What is known of an incident, and which column of a file says it: guessed from header words, confirmed by a person. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from tadasu.readers import field_of
from tadasu.schema import UsageError

Format = Literal["csv", "ftm", "uwazi", "uwazi-zip"]

FIELDS = (
    *("id", "title", "text", "issue", "country", "place", "party", "good"),
    *("sector", "date", "people", "origin", "how", "link"),
)
"""What a column can be; the words of tadasu.readers head them (data/incident_words.csv)."""

WORDS = ("id", "title", "text", "party", "place", "how", "origin", "link")
"""What is kept as words: in the clear of a public file, sealed of a confidential one."""

LONGEST_TITLE = 500
"""Signs of a title; what is longer is cut, and noted."""

KEEP, LEAVE = "keep", "leave"
"""What becomes of a row in which something could not be coded: it comes in with an empty code, or is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a file becomes incidents. `columns`: field -> place of its column, from 0. `order` is how days are written that can be
    read in two ways: `dmy`, `mdy`, or empty: then they stay unknown. `only`: of an Uwazi file the rows of this template."""

    format: Format
    columns: Mapping[str, int] = field(default_factory=dict)
    order: str = ""
    unmapped: str = KEEP
    only: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept: places and codes. What the columns are called is not in it."""
        return {**asdict(self), "columns": dict(self.columns)}


def plan_of(kept: Mapping[str, Any]) -> Plan:
    """As it was kept."""
    return Plan(**kept)


def checked(plan: Plan, width: int) -> Plan:
    """The same. Raises UsageError `incidents-columns` where it names what cannot be, or one column twice; `incidents-nothing`
    where neither title nor text has a column."""
    places = list(plan.columns.values())
    fits = all(name in FIELDS for name in plan.columns) and all(0 <= at < width for at in places)
    if not fits or len(set(places)) < len(places):
        raise UsageError("incidents-columns")
    if plan.order not in ("", "dmy", "mdy") or plan.unmapped not in (KEEP, LEAVE):
        raise UsageError("incidents-columns")
    if not {"title", "text"} & plan.columns.keys():
        raise UsageError("incidents-nothing")
    return plan


def guess(columns: Sequence[str]) -> dict[str, int]:
    """Field -> place of the column whose header says so most directly; the first of equals.

    >>> guess(["事案番号", "発生日", "国", "概要", "Number of people"])
    {'id': 0, 'date': 1, 'country': 2, 'text': 3, 'people': 4}
    """
    best: dict[str, tuple[int, int]] = {}
    for place, column in enumerate(columns):
        name, directness = field_of(column, "incidents")
        if name and (name not in best or directness < best[name][0]):
            best[name] = (directness, place)
    return {name: place for name, (_, place) in sorted(best.items(), key=lambda one: one[1][1])}
