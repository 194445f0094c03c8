"""Several paths -> one small graph without cycles: companies that occur in several paths are one box.

A company has one box unless that would lead back to where the goods came from (it sold, and bought again): then it is
shown again in a box of its own, so that every link can run from left to right. Paths are taken in their order, strongest
first, whole, as long as there is room; what has none is counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from tadasu.schema import Certainty, DeclarationId, EntityId, Finding, FoundPath, PathStep, Trader

MOST_BOXES = 12
MOST_LINKS = 36
"""Beyond so many labels a picture is no longer read, even between few companies."""

_KEPT_BEFORE, _KEPT_AFTER = 6, 5  # of a path longer than the picture; one box stands for what is between them

Key = tuple[EntityId, int]
LinkKey = tuple[Key, Key, str, Certainty, bool]


class Role(StrEnum):
    """What a company does on a path, as far as the path itself says it; in the order in which it is told."""

    FIRST = "first"
    MAKER = "maker"  # sells a good of another heading than it bought
    TRADER = "trader"  # sells on what it bought
    IMPORTER = "importer"  # buys what is asked about, from another country
    BUYER = "buyer"


@dataclass(slots=True, kw_only=True)
class Box:
    """A company, or the companies left out of the middle of a long path (`trader` is None and `left_out` holds them).

    `depth` is the longest way to a declaration that is asked about, in steps; `asked` are such declarations it bought.
    """

    trader: Trader | None
    again: bool = False
    depth: int = 0
    roles: set[Role] = field(default_factory=set)
    findings: dict[Finding, None] = field(default_factory=dict)
    asked: dict[DeclarationId, None] = field(default_factory=dict)
    left_out: tuple[EntityId, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Declarations of one good, equally sure, from one box to another; boxes by their position."""

    seller: int
    buyer: int
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """`left_off` are the companies of paths that are not drawn and that have no box."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    left_off: tuple[EntityId, ...]
    paths_left_off: int


@dataclass(slots=True)
class _Weave:
    """The graph as far as it is made; everything is kept in the order in which it came."""

    boxes: dict[Key, Box] = field(default_factory=dict)
    links: dict[LinkKey, dict[DeclarationId, PathStep]] = field(default_factory=dict)

    def add(self, path: FoundPath) -> bool:
        """Draw a whole path, or nothing of it when there is no room."""
        stops = _stops(path)
        keys = self._places(stops)
        hops = [(seller, buyer, step) for (seller, buyer), step in zip(pairwise(keys), path.steps, strict=True)]
        if not self.boxes and len(keys) > MOST_BOXES:
            hops = self._cut(keys, stops, path)
        links = {_link_key(*hop) for hop in hops}
        new = dict.fromkeys(key for seller, buyer, _ in hops for key in (seller, buyer) if key not in self.boxes)
        if len(self.boxes) + len(new) > MOST_BOXES or len(self.links.keys() | links) > MOST_LINKS:
            return False
        traders = dict(zip(keys, stops, strict=True))
        for key in new:
            self.boxes[key] = Box(trader=traders[key], again=key[1] > 0)
        for hop in hops:
            self.links.setdefault(_link_key(*hop), {}).setdefault(hop[2].declaration, hop[2])
        self._tell(path, keys)
        return True

    def _places(self, stops: Sequence[Trader]) -> list[Key]:
        """For each company of the path its first box that this path has not used and that closes no cycle."""
        keys: list[Key] = []
        after = self._followers()
        for stop in stops:
            copy = 0
            while (key := (stop.company, copy)) in keys or (keys and _reaches(after, key, keys[-1])):
                copy += 1
            if keys:
                after.setdefault(keys[-1], set()).add(key)
            keys.append(key)
        return keys

    def _cut(self, keys: list[Key], stops: Sequence[Trader], path: FoundPath) -> list[tuple[Key, Key, PathStep]]:
        """The first and the last steps of a path that alone has too many companies, and a box for what is between."""
        end = len(keys) - _KEPT_AFTER
        gap: Key = (EntityId(""), -1)
        self.boxes[gap] = Box(trader=None, left_out=tuple(stop.company for stop in stops[_KEPT_BEFORE:end]))
        shown = [*keys[:_KEPT_BEFORE], gap, *keys[end:]]
        steps = [*path.steps[:_KEPT_BEFORE], *path.steps[end - 1 :]]
        return [(seller, buyer, step) for (seller, buyer), step in zip(pairwise(shown), steps, strict=True)]

    def _tell(self, path: FoundPath, keys: Sequence[Key]) -> None:
        """What the path says of its companies, as far as they have a box."""
        self.boxes[keys[0]].roles.add(Role.FIRST)
        self.boxes[keys[0]].findings[path.finding] = None
        for key, bought, sold in zip(keys[1:], path.steps, path.steps[1:], strict=False):
            if key in self.boxes:
                self.boxes[key].roles.add(Role.TRADER if bought.good[:4] == sold.good[:4] else Role.MAKER)
        last = path.steps[-1]
        abroad = last.seller.country and last.buyer.country and last.seller.country != last.buyer.country
        self.boxes[keys[-1]].roles.add(Role.IMPORTER if abroad else Role.BUYER)
        self.boxes[keys[-1]].asked[last.declaration] = None

    def _followers(self) -> dict[Key, set[Key]]:
        after: dict[Key, set[Key]] = {}
        for seller, buyer, *_ in self.links:
            after.setdefault(seller, set()).add(buyer)
        return after

    def depths(self) -> Iterator[tuple[Key, int]]:
        """The longest way from each box to one that sells nothing on."""
        after = self._followers()
        known: dict[Key, int] = {}
        waiting = list(self.boxes)
        while waiting:
            key = waiting[-1]
            unknown = [each for each in sorted(after.get(key, ())) if each not in known]
            if unknown:
                waiting.extend(unknown)
                continue
            waiting.pop()
            known[key] = 1 + max((known[each] for each in after.get(key, ())), default=-1)
        yield from known.items()


def graph_of(paths: Sequence[FoundPath]) -> Graph:
    """The picture's companies and links; paths without steps show nothing."""
    weave = _Weave()
    walked = [path for path in paths if path.steps]
    left = [path for path in walked if not weave.add(path)]
    for key, depth in weave.depths():
        weave.boxes[key].depth = depth
    position = {key: number for number, key in enumerate(weave.boxes)}
    shown = {key[0] for key in weave.boxes} | {each for box in weave.boxes.values() for each in box.left_out}
    others = dict.fromkeys(stop.company for path in left for stop in _stops(path) if stop.company not in shown)
    return Graph(
        boxes=tuple(weave.boxes.values()),
        links=tuple(
            Link(position[seller], position[buyer], tuple(steps.values()))
            for (seller, buyer, *_), steps in weave.links.items()
        ),
        left_off=tuple(others),
        paths_left_off=len(left),
    )


def _stops(path: FoundPath) -> tuple[Trader, ...]:
    """The companies of a path in their order: one more than it has steps."""
    return (*(step.seller for step in path.steps), path.steps[-1].buyer)


def _link_key(seller: Key, buyer: Key, step: PathStep) -> LinkKey:
    return (seller, buyer, step.good, step.certainty, step.contested)


def _reaches(after: Mapping[Key, set[Key]], start: Key, end: Key) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        key = waiting.pop()
        if key == end:
            return True
        new = after.get(key, set()) - seen
        seen |= new
        waiting.extend(new)
    return False
