"""What goes dark when sources close: cells, findings, and what was held or owed on their ground.

Exact, by definition: a cell is known as long as one of its ways is whole, a finding stands as long as enough of its origins are
left, a ground holds as long as one of its findings stands.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tadasu.funds._need.world import Cell, KnownCell, RestingFinding, World
from tadasu.schema import UsageError

MOST_TOGETHER = 4
"""Sources of the largest sets that are looked for, unless said otherwise."""

MOST_SETS = 10_000
"""More sets than this nobody reads; the answer says that it is not all."""

Stands = Callable[[RestingFinding, frozenset[str]], bool]
"""Whether a finding reaches its standard on the origins that are left. Fewer origins may never make one stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dark:
    """What was there and would not be. `grounds` are ids; `holds` and `duties` add up their counts."""

    cells: tuple[Cell, ...]
    findings: tuple[str, ...]
    grounds: tuple[str, ...]
    holds: int
    duties: int

    @property
    def nothing(self) -> bool:
        return not (self.cells or self.findings or self.grounds)


def enough(finding: RestingFinding, left: frozenset[str]) -> bool:
    """The plain rule: as many origins as the standard asks for."""
    return len(left) >= finding.least


def goes_dark(world: World, closing: frozenset[str], *, stands: Stands = enough) -> Dark:
    """What these sources take with them when all of them close. What is unknown or below its standard already is not lost.

    `world.lasting` never closes, also where it is named. Sorted, whatever the order of the world.
    """
    gone = closing - world.lasting
    cells = sorted(one.key for one in world.cells if one.ways and all(way & gone for way in one.ways))
    fallen, standing = [], set()
    for one in world.findings:
        before = stands(one, one.sources)
        if before and stands(one, one.sources - gone):
            standing.add(one.id)
        elif before:
            fallen.append(one.id)
    lost = set(fallen)
    grounds = [one for one in world.grounds if one.findings & lost and not one.findings & standing]
    return Dark(
        cells=tuple(cells),
        findings=tuple(sorted(fallen)),
        grounds=tuple(sorted(one.id for one in grounds)),
        holds=sum(one.count for one in grounds if one.kind == "hold"),
        duties=sum(one.count for one in grounds if one.kind == "duty"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Smallest:
    """The sets of sources whose closing turns a cell dark and of which none could stay open: by size, then by name. Not
    `complete` when larger ones, beyond `most` sources, may exist, or more than MOST_SETS."""

    sets: tuple[tuple[str, ...], ...]
    most: int
    complete: bool


def smallest_sets(world: World, cell: Cell, *, most: int = MOST_TOGETHER) -> Smallest:
    """Which sources would have to close together for a cell to become unknown; none for one that is unknown or cannot.

    Exact up to `most` sources a set: the minimal hitting sets of the cell's ways. Raises UsageError for a cell that is not
    there.
    """
    found = next((one for one in world.cells if one.key == cell), None)
    if found is None:
        raise UsageError("funds-unknown", what="cell", name=" ".join(cell))
    if not found.ways:
        return Smallest(sets=(), most=most, complete=True)
    ways = closing_ways(found, world.lasting)
    if not all(ways):
        return Smallest(sets=(), most=most, complete=True)
    sets, complete = _hitting(ways, most)
    return Smallest(
        sets=tuple(sorted(map(_sorted, sets), key=lambda one: (len(one), one))), most=most, complete=complete
    )


def closing_ways(cell: KnownCell, lasting: frozenset[str]) -> list[frozenset[str]]:
    """Of each way the sources that can close; of two ways of which one holds the other, the smaller. Sorted."""
    ways = {way - lasting for way in cell.ways}
    return sorted(
        (one for one in ways if not any(other < one for other in ways)), key=lambda one: (len(one), sorted(one))
    )


def _hitting(ways: list[frozenset[str]], most: int) -> tuple[set[frozenset[str]], bool]:
    """Branch on the sources of the first way that is not hit. What is found is minimal when each of its sources is the only one
    that hits some way; a branch in which one is not can be left, since more sources never bring that back."""
    found: set[frozenset[str]] = set()
    seen: set[frozenset[str]] = set()
    waiting: list[frozenset[str]] = [frozenset()]
    complete = True
    while waiting:
        chosen = waiting.pop()
        open_ = next((way for way in ways if not way & chosen), None)
        if open_ is None:
            found.add(chosen)
            if len(found) >= MOST_SETS:
                return found, False
        elif len(chosen) == most:
            complete = False
        else:
            for one in sorted(open_, reverse=True):
                larger = chosen | {one}
                if larger not in seen and all(any(way & larger == {each} for way in ways) for each in larger):
                    seen.add(larger)
                    waiting.append(larger)
    return found, complete


def _sorted(sources: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(sources))
