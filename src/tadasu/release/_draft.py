"""A release in the making: the steps in `_steps` pass it on. And what it knows of its own reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tadasu.release._cube import Axes, Group
from tadasu.release._exclusion import ExclusionPolicy
from tadasu.release._grant import Cell, Grant, TheirFile
from tadasu.release._problem import Problem
from tadasu.release._released import Figure, Record, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What a reader of everything can say of a hidden entry: the least and the most of amount and count; a most of None is no
    end. Of what an intermediary tells of the entry itself it is what is left without it."""

    least_amount: int
    most_amount: int | None
    least_count: int
    most_count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`grants` are those to be counted, `public` those at L0. `reasons`: key of a grant -> why it is told as it is. `groups`:
    entry -> who is behind it; `rests`: the same without what intermediaries tell of the entry. `retired` are years that are told
    no more. `fixed` are figures of closed years as they were told, `kept` their records. `known_*` is what the suppression
    reckons with."""

    policy: ExclusionPolicy
    today: date
    identifiers: Mapping[str, str]
    exposed: frozenset[str]
    earlier: tuple[Release, ...]
    theirs: tuple[TheirFile, ...]
    before: tuple[Grant, ...]
    grants: tuple[Grant, ...]
    public: tuple[Grant, ...]
    retired: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    axes: Axes = field(default_factory=lambda: Axes(((), (), ())))
    groups: Mapping[Cell, Group] = field(default_factory=dict)
    rests: Mapping[Cell, Group] = field(default_factory=dict)
    hidden: Mapping[Cell, Problem] = field(default_factory=dict)
    fixed: Mapping[Cell, Figure] = field(default_factory=dict)
    kept: tuple[Record, ...] = ()
    known_releases: tuple[Release, ...] = ()
    known_files: tuple[TheirFile, ...] = ()
    amount_base: int = 1
    count_base: int = 1
    records: tuple[tuple[Record, Grant], ...] = ()
    reasons: Mapping[str, Problem] = field(default_factory=dict)
    reached: Mapping[Cell, Reached] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def without(self, why: Callable[[Grant], Problem | None]) -> "Draft":
        """The same without the grants that speak against themselves, with the reason kept."""
        told = {one.key: problem for one in self.grants if (problem := why(one))}
        kept = tuple(one for one in self.grants if one.key not in told)
        return replace(self, grants=kept, reasons={**self.reasons, **told})

    def hiding(self, cells: Mapping[Cell, Problem]) -> "Draft":
        """The same with these hidden too; the first reason stays. What was told in a closed year cannot be hidden any more."""
        return replace(self, hidden={**{c: p for c, p in cells.items() if c not in self.fixed}, **self.hidden})

    def rest(self, cell: Cell) -> Group:
        """Who is behind an entry for a reader who has the known files."""
        return (self.rests if self.known_files else self.groups).get(cell, Group())

    def told(self, cell: Cell) -> bool:
        return cell not in self.hidden


Step = Callable[[Draft], Draft]


def figures_of(draft: Draft) -> tuple[Figure, ...]:
    """Every entry, rounded or hidden; a closed year as it was told."""
    return tuple(draft.fixed.get(cell) or _figure(draft, cell) for cell in draft.axes.cells)


def _figure(draft: Draft, cell: Cell) -> Figure:
    group = draft.groups.get(cell, Group())
    told = draft.told(cell)
    return Figure(
        programme=cell[0],
        region=cell[1],
        year=cell[2],
        amount=rounded(group.amount, draft.amount_base) if told else None,
        count=rounded(group.count, draft.count_base) if told else None,
    )


def rounded(value: int, base: int) -> int:
    """To the nearest multiple, halves up.

    >>> [rounded(one, 5) for one in (0, 2, 3, 7, 8)]
    [0, 0, 5, 5, 10]
    """
    return (value + base // 2) // base * base


def interval(value: int, base: int) -> tuple[int, int]:
    """The numbers that are rounded to this one.

    >>> interval(10, 5), interval(10, 1)
    ((8, 12), (10, 10))
    """
    return value - base // 2, value + base - 1 - base // 2
