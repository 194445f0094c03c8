"""The heaviest choice of sets no two of which meet (weighted set packing), exactly as far as that is possible in a short time.

Sets that are equal or contain another one that is as heavy are left out first; what remains falls into knots of sets that meet
one another. A knot is solved by branching, with the sets as bits of one whole number. The problem is hard in general: a knot of
more than MOST_SETS sets, or one that needs more than MOST_BRANCHES branchings or MOST_DEEP within one another, is bounded
instead, from below by a choice that takes one set after another, from above by the heaviest set of each member.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MOST_SETS = 400
MOST_BRANCHES = 2_000
MOST_DEEP = 120
"""Branchings within branchings: each is three calls of Python, which allows a thousand, wherever it is called from."""

Set = frozenset[str]


@dataclass(frozen=True, slots=True)
class Packing:
    """`chosen`: indices, ascending; `least` is their weight, and `most` what no choice can exceed: the same when it is exact."""

    chosen: tuple[int, ...]
    least: int
    most: int

    @property
    def exact(self) -> bool:
        return self.least == self.most


def packed(sets: Sequence[Set], weights: Sequence[int]) -> Packing:
    """The heaviest choice. Among equally heavy ones that which has the first index, then the next, and so on, of the sets that
    are not left out; sets of weight 0 are never chosen. No set is empty."""
    left = _undominated(sets, weights)
    chosen: list[int] = []
    least = most = 0
    for knot in _knots(sets, left):
        found, bound = _of_knot(sets, weights, knot)
        chosen += found
        own = sum(weights[one] for one in found)
        least += own
        most += own if bound is None else max(own, bound)
    return Packing(tuple(sorted(chosen)), least, most)


def _undominated(sets: Sequence[Set], weights: Sequence[int]) -> list[int]:
    """Without a set that contains another one that is no lighter; of equals the first stays."""
    first: dict[Set, int] = {}
    for one, members in enumerate(sets):
        if weights[one] > 0 and (members not in first or weights[one] > weights[first[members]]):
            first[members] = one
    often = Counter(member for members in first for member in members)
    with_member: defaultdict[str, list[int]] = defaultdict(list)
    for members, one in first.items():
        with_member[min(members, key=lambda member: (often[member], member))].append(one)
    return sorted(
        one
        for members, one in first.items()
        if not any(
            sets[other] < members and weights[other] >= weights[one]
            for member in members
            for other in with_member[member]
        )
    )


def _knots(sets: Sequence[Set], left: Sequence[int]) -> Iterator[list[int]]:
    """Sets that meet, directly or through others; each knot ascending."""
    with_member: defaultdict[str, list[int]] = defaultdict(list)
    for one in left:
        for member in sets[one]:
            with_member[member].append(one)
    seen: set[int] = set()
    for start in left:
        if start in seen:
            continue
        seen.add(start)
        knot, told = [start], set[str]()
        for one in knot:
            for member in sets[one] - told:
                told.add(member)
                new = [other for other in with_member[member] if other not in seen]
                seen.update(new)
                knot += new
        yield sorted(knot)


def _of_knot(sets: Sequence[Set], weights: Sequence[int], knot: Sequence[int]) -> tuple[list[int], int | None]:
    """What is chosen of a knot; and None, or what no choice exceeds when this one may not be the heaviest."""
    if len(knot) == 1:
        return [knot[0]], None
    if len(knot) <= MOST_SETS:
        try:
            places = _Solver.of(sets, weights, knot).first_choice()
            return [knot[place] for place in places], None
        except _TooTangled:
            pass
    return _one_after_another(sets, weights, knot), _bound(sets, weights, knot)


class _TooTangled(Exception):
    """A knot needs more branchings, or deeper ones, than are allowed."""


@dataclass(slots=True)
class _Solver:
    """One knot: `meets[i]` has the bits of the sets that meet set i, `known` the answers so far."""

    weights: list[int]
    meets: list[int]
    known: dict[int, int] = field(default_factory=dict)
    branches: int = 0
    deep: int = 0

    @classmethod
    def of(cls, sets: Sequence[Set], weights: Sequence[int], knot: Sequence[int]) -> "_Solver":
        with_member: defaultdict[str, int] = defaultdict(int)
        for place, one in enumerate(knot):
            for member in sets[one]:
                with_member[member] |= 1 << place
        meets = []
        for place, one in enumerate(knot):
            mask = 0
            for member in sets[one]:
                mask |= with_member[member]
            meets.append(mask & ~(1 << place))
        return cls([weights[one] for one in knot], meets)

    def first_choice(self) -> list[int]:
        """Of the heaviest choices the first, place by place."""
        free = (1 << len(self.weights)) - 1
        wanted = self.heaviest(free)
        out = []
        for place, weight in enumerate(self.weights):
            if free >> place & 1:
                without = free & ~(1 << place)
                if weight + self.heaviest(without & ~self.meets[place]) == wanted:
                    out.append(place)
                    wanted -= weight
                    free = without & ~self.meets[place]
                else:
                    free = without
        return out

    def heaviest(self, free: int) -> int:
        """The weight of the heaviest choice among the free ones."""
        sure, before = 0, -1
        while free != before:
            before = free
            for place in _bits(before):
                if free >> place & 1 and self._surely(place, free):
                    sure += self.weights[place]
                    free &= ~(self.meets[place] | 1 << place)
        return sure + sum(self._branched(part) for part in self._parts(free))

    def _surely(self, place: int, free: int) -> bool:
        """Whether it weighs no less than all that meet it together, so that taking it is never wrong."""
        left = self.weights[place]
        for other in _bits(self.meets[place] & free):
            left -= self.weights[other]
            if left < 0:
                return False
        return True

    def _parts(self, free: int) -> Iterator[int]:
        while free:
            part, new = 0, free & -free
            while new:
                part |= new
                around = 0
                for place in _bits(new):
                    around |= self.meets[place]
                new = around & free & ~part
            yield part
            free &= ~part

    def _branched(self, free: int) -> int:
        """With and without the place that meets most others."""
        if free in self.known:
            return self.known[free]
        self.branches += 1
        if self.branches > MOST_BRANCHES or self.deep >= MOST_DEEP:
            raise _TooTangled
        self.deep += 1
        place = max(_bits(free), key=lambda one: ((self.meets[one] & free).bit_count(), -one))
        without = free & ~(1 << place)
        best = max(self.heaviest(without), self.weights[place] + self.heaviest(without & ~self.meets[place]))
        self.deep -= 1
        self.known[free] = best
        return best


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _one_after_another(sets: Sequence[Set], weights: Sequence[int], knot: Sequence[int]) -> list[int]:
    """The heaviest first, then the smaller sets, each that meets none before it."""
    taken: set[str] = set()
    out = []
    for one in sorted(knot, key=lambda one: (-weights[one], len(sets[one]), one)):
        if not taken & sets[one]:
            taken |= sets[one]
            out.append(one)
    return out


def _bound(sets: Sequence[Set], weights: Sequence[int], knot: Sequence[int]) -> int:
    """Each member is in one chosen set at most: the heaviest set that is counted under a member, over all members. A set is
    counted under the member that most of the knot share."""
    common: defaultdict[str, int] = defaultdict(int)
    for one in knot:
        for member in sets[one]:
            common[member] += 1
    heaviest: defaultdict[str, int] = defaultdict(int)
    for one in knot:
        under = max(sets[one], key=lambda member: (common[member], member))
        heaviest[under] = max(heaviest[under], weights[one])
    return sum(heaviest.values())
