"""Where boxes and links stand: columns by distance to the declaration, and between two columns a lane for every link.

The layered drawing of Sugiyama, Tagawa and Toda (IEEE Transactions on Systems, Man, and Cybernetics, 1981): the order
within a layer by barycentre sweeps, the fewest crossings kept. Lanes are layers of their own, and a link that passes a
column has a place in it. So a label, which stands on its lane, never meets another line, and no line crosses a box.
Distances that keep an order are found by pooling adjacent violators (isotonic regression). All of it is deterministic.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from tadasu.reports._path_graph import Graph

BOX_WIDTH = 164
LABEL_WIDTH = 140
FAN, CLEAR = 34, 6
"""Pixels in which a link bends between a box and its lane, at either end; of these, how many before a label are level, so
that the bends of its neighbours keep off its first letters."""
END = 18
"""Pixels of lane behind the label, where a contested link is struck through."""
GAP_WIDTH = FAN + LABEL_WIDTH + END + FAN

_BOX_GAP, _LANE_GAP = 24, 12
_ORDER_SWEEPS, _PLACE_SWEEPS = 12, 24


@dataclass(frozen=True, slots=True)
class Extent:
    """How far something reaches above and below the line it stands on, in pixels."""

    up: float
    down: float


BARE = Extent(6, 6)
"""A lane without its label: the link was labelled where it left its seller, and is passing."""


@dataclass(slots=True, eq=False)
class Item:
    """Something that has a place in a layer: a box, the label of a link, or the passage of a link."""

    layer: int
    extent: Extent
    box: int = -1
    link: int = -1
    y: float = 0
    before: list["Item"] = field(default_factory=list)
    after: list["Item"] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`boxes[i]` is where box i stands; `ways[j]` are the places that link j goes through, its label at the first.

    Layer 2c is column c from the left, layer 2c + 1 the lanes to the right of it. The highest reach is at y = 0.
    """

    boxes: tuple[Item, ...]
    ways: tuple[tuple[Item, ...], ...]
    columns: int
    height: float


def layout(graph: Graph, boxes: Sequence[Extent], labels: Sequence[Extent]) -> Layout:
    """Places for every box and link of a graph of which the extents are known."""
    deepest = max((box.depth for box in graph.boxes), default=0)
    placed = [Item(2 * (deepest - box.depth), boxes[n], box=n) for n, box in enumerate(graph.boxes)]
    ways = [_way(n, placed[link.seller], placed[link.buyer], labels[n]) for n, link in enumerate(graph.links)]
    layers: list[list[Item]] = [[] for _ in range(2 * deepest + 1)]
    for item in [*placed, *(each for way in ways for each in way)]:
        layers[item.layer].append(item)
    layers = ordered(layers)
    place(layers)
    items = [item for layer in layers for item in layer]
    top = min((item.y - item.extent.up for item in items), default=0)
    for item in items:
        item.y = round(item.y - top)
    return Layout(
        boxes=tuple(placed),
        ways=tuple(tuple(way) for way in ways),
        columns=deepest + 1,
        height=max((item.y + item.extent.down for item in items), default=0),
    )


def left_of(layer: int) -> int:
    """Where a layer begins, in pixels from the left."""
    return (layer // 2) * (BOX_WIDTH + GAP_WIDTH) + (layer % 2) * BOX_WIDTH


def ports(item: Item, neighbours: Sequence[Item]) -> list[float]:
    """Where on the side of a box its links begin or end: in the order of their lanes, evenly, for each of them."""
    room = item.extent.up + item.extent.down - 16
    step = min(18.0, room / max(len(neighbours) - 1, 1))
    order = sorted(range(len(neighbours)), key=lambda n: (neighbours[n].y, neighbours[n].link))
    place = {n: rank for rank, n in enumerate(order)}
    return [item.y + (place[n] - (len(neighbours) - 1) / 2) * step for n in range(len(neighbours))]


def ordered(layers: list[list[Item]]) -> list[list[Item]]:
    """The order with the fewest crossings of some sweeps to the right and back, each by the mean of the neighbours."""
    best, fewest = layers, _crossings(layers)
    for sweep in range(_ORDER_SWEEPS):
        if not fewest:
            break
        rightwards = sweep % 2 == 0
        layers = [list(layer) for layer in layers]
        for number in range(len(layers)) if rightwards else reversed(range(len(layers))):
            other = number - 1 if rightwards else number + 1
            if 0 <= other < len(layers):
                layers[number] = _by_barycentre(layers[number], layers[other], rightwards=rightwards)
        found = _crossings(layers)
        if found < fewest:
            best, fewest = layers, found
    return best


def place(layers: Sequence[Sequence[Item]], *, tight: bool = False) -> None:
    """Heights that keep the order and draw each item towards the middle of its neighbours; with `tight` none stands outside
    what the fullest layer needs."""
    room = max((_least_room(layer) for layer in layers), default=0) if tight else None
    for layer in layers:
        _spread(layer, [0.0] * len(layer), room)
    for sweep in range(_PLACE_SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            _spread(layer, [_middle(item) for item in layer], room)


def _way(link: int, seller: Item, buyer: Item, label: Extent) -> list[Item]:
    way = [Item(layer, label if layer == seller.layer + 1 else BARE, link=link) for layer in _between(seller, buyer)]
    for one, next_one in pairwise([seller, *way, buyer]):
        one.after.append(next_one)
        next_one.before.append(one)
    return way


def _between(seller: Item, buyer: Item) -> range:
    return range(seller.layer + 1, buyer.layer)


def _by_barycentre(layer: Sequence[Item], other: Sequence[Item], *, rightwards: bool) -> list[Item]:
    rank = {id(item): n for n, item in enumerate(other)}
    keys: dict[int, float] = {}
    for n, item in enumerate(layer):
        near = [rank[id(each)] for each in (item.before if rightwards else item.after)]
        keys[id(item)] = sum(near) / len(near) if near else n
    return sorted(layer, key=lambda item: keys[id(item)])


def _crossings(layers: Sequence[Sequence[Item]]) -> int:
    """How many pairs of links change sides between two layers."""
    total = 0
    for left, right in pairwise(layers):
        rank = {id(item): n for n, item in enumerate(right)}
        pieces = [(n, rank[id(each)]) for n, item in enumerate(left) for each in item.after]
        total += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(pieces, 2))
    return total


def _middle(item: Item) -> float:
    """The mean of the neighbours that have the fewest other links on this side: lone links are drawn straight."""
    near = [(len(each.after), each.y) for each in item.before] + [(len(each.before), each.y) for each in item.after]
    least = min((fan for fan, _ in near), default=0)
    heights = [y for fan, y in near if fan == least]
    return sum(heights) / len(heights) if heights else item.y


def _spread(layer: Sequence[Item], wanted: Sequence[float], room: float | None) -> None:
    """The heights nearest to the wanted ones (least squares) at which neighbours do not touch, from 0 to `room` if given."""
    offsets = _offsets(layer)
    pools: list[tuple[float, int]] = []  # sum and number of neighbours that share a height
    for want, offset in zip(wanted, offsets, strict=False):
        total, count = want - offset, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            more, others = pools.pop()
            total, count = total + more, count + others
        pools.append((total, count))
    heights = [total / count for total, count in pools for _ in range(count)]
    for item, height, offset in zip(layer, heights, offsets, strict=False):
        if room is not None:
            height = min(max(height, layer[0].extent.up), room - layer[-1].extent.down - offsets[-1])
        item.y = height + offset


def _least_room(layer: Sequence[Item]) -> float:
    """How high a layer is when its items stand as near to each other as they may."""
    return layer[0].extent.up + _offsets(layer)[-1] + layer[-1].extent.down if layer else 0


def _offsets(layer: Sequence[Item]) -> list[float]:
    """How far each item stands from the first when all are as near to each other as they may."""
    offsets = [0.0]
    for above, below in pairwise(layer):
        space = _BOX_GAP if above.layer % 2 == 0 else _LANE_GAP
        offsets.append(offsets[-1] + above.extent.down + space + below.extent.up)
    return offsets
