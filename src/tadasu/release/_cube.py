"""The table of three axes with all its totals, and the groups of grantees behind each entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tadasu.release._exclusion import ExclusionPolicy
from tadasu.release._grant import ALL, Cell, Grant

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axes:
    """Programmes, regions, years, each sorted. An axis of one label has no total: it would be the same number twice."""

    labels: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

    @property
    def shape(self) -> tuple[int, int, int]:
        a, b, c = (len(one) for one in self.labels)
        return a, b, c

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every entry: in each axis the labels, then the total."""
        a, b, c = (self.along(axis) for axis in range(3))
        return tuple(product(a, b, c))

    @property
    def inner(self) -> tuple[Cell, ...]:
        """Those that are no totals."""
        return tuple(product(*self.labels))

    def along(self, axis: int) -> tuple[str, ...]:
        """The labels of an axis with its total."""
        labels = self.labels[axis]
        return labels if len(labels) < 2 else (*labels, ALL)

    def totalled(self, inner: Numbers) -> Numbers:
        """An array over the labels -> the same with totals, in the order of `cells`."""
        for axis, size in enumerate(self.shape):
            if size > 1:
                inner = np.concatenate([inner, inner.sum(axis=axis, keepdims=True)], axis=axis)
        return inner

    def above(self, cell: Cell) -> Iterator[Cell]:
        """Every entry that a cell is a part of, itself too."""
        ways = [(label,) if len(labels) == 1 else (label, ALL) for label, labels in zip(cell, self.labels, strict=True)]
        yield from product(*ways)


def axes_of(cells: Iterable[Cell]) -> Axes:
    """The axes on which all these cells lie."""
    found: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for cell in cells:
        for labels, label in zip(found, cell, strict=True):
            if label != ALL:
                labels.add(label)
    a, b, c = (tuple(sorted(one)) for one in found)
    return Axes((a, b, c))


def cell_of(grant: Grant, policy: ExclusionPolicy) -> Cell:
    """The inner cell that a grant is counted in."""
    return grant.programme, grant.region, policy.year_of(grant.start)


@dataclass(slots=True)
class Group:
    """Who is behind a number. `amounts`: grantee -> what it got; `first` and `last` are the ends of the chains of payers."""

    amounts: dict[str, int] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)
    amount: int = 0
    count: int = 0

    def add(self, grant: Grant) -> None:
        self.amounts[grant.grantee] = self.amounts.get(grant.grantee, 0) + grant.amount
        first, last = grant.payers
        self.first.add(first)
        self.last.add(last)
        self.amount += grant.amount
        self.count += 1

    def join(self, other: "Group") -> None:
        for grantee, amount in other.amounts.items():
            self.amounts[grantee] = self.amounts.get(grantee, 0) + amount
        self.first |= other.first
        self.last |= other.last
        self.amount += other.amount
        self.count += other.count

    @property
    def intermediaries(self) -> int:
        """How many there are at the end of the chain where there are fewer."""
        return min(len(self.first), len(self.last))

    def largest(self, number: int) -> int:
        """What the largest so many have together."""
        return sum(sorted(self.amounts.values())[-number:])


NOBODY = Group()
"""Behind an entry in which there is no grant. Never added to."""


def joined(groups: Iterable[Group]) -> Group:
    """All of them as one."""
    whole = Group()
    for one in groups:
        whole.join(one)
    return whole


def grouped(grants: Sequence[Grant], axes: Axes, policy: ExclusionPolicy) -> Mapping[Cell, Group]:
    """Entry -> who is behind it; entries without a grant are left out."""
    found: dict[Cell, Group] = {}
    for grant in grants:
        for entry in axes.above(cell_of(grant, policy)):
            found.setdefault(entry, Group()).add(grant)
    return found


def too_few(group: Group, policy: ExclusionPolicy, exposed: frozenset[str]) -> bool:
    """Whether there are too few grantees; those that are known anyway are no cover."""
    return bool(group.count) and len(group.amounts.keys() - exposed) < policy.few_grantees


def too_few_payers(group: Group, policy: ExclusionPolicy) -> bool:
    """Whether too few intermediaries paid them."""
    return bool(group.count) and group.intermediaries < policy.few_intermediaries


def dominated(group: Group, policy: ExclusionPolicy) -> bool:
    """Whether one has half, or two have four fifths: the second could work out what the first has."""
    one, two = group.largest(1) * 100, group.largest(2) * 100
    return bool(group.count) and (
        one >= policy.dominance_one * group.amount or two >= policy.dominance_two * group.amount
    )


def unsafe(group: Group, policy: ExclusionPolicy, exposed: frozenset[str]) -> bool:
    """Whether any of the three rules is broken."""
    return too_few(group, policy, exposed) or too_few_payers(group, policy) or dominated(group, policy)
