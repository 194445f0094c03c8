"""Where the states of a procedure and the lines between them stand: rows from top to bottom, lines with right angles.

The layered drawing of Sugiyama, Tagawa and Toda (IEEE Transactions on Systems, Man, and Cybernetics, 1981), as for paths,
turned downwards. Lines to one state meet as soon as they can and run on as one. What leads back to a state above runs up at
the right edge. All of it is deterministic.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil

from tadasu.reports._path_layout import BARE, Extent, Item, ordered, place
from tadasu.reports._procedure_rows import Arrow, rows_of
from tadasu.reports._procedure_tracks import Bundle, Route, routes

BADGE, ABOVE_BADGE = 18, 8
"""Pixels: height of the numbers on a line, and between them and the state that the line leaves."""
LEVEL, TIP = 12, 8
"""Pixels between two levels of lines; of an arrow head."""
START = 34
"""Pixels above the first row, for the mark where it begins."""

_PORT_GAP = 6  # between two numbers side by side
_EDGE = 12  # of a state's side that no line leaves
_BEFORE_LEVELS, _AFTER_LEVELS = 10, 14
_LANE_GAP, _LANE = 22, 14
_CLEAR = 12  # between a passage and what stands beside it

Point = tuple[float, float]
Key = tuple[int, str, int]
"""A bundle of lines: its channel (the space above the row of that number), how it goes, and the state it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The corners of an arrow's line and the middle of its numbers; one that leads `back` runs up at the right edge."""

    points: tuple[Point, ...]
    number: Point
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Left upper corners of the states, and the tracks of the arrows in their order."""

    corners: tuple[Point, ...]
    tracks: tuple[Track, ...]
    width: float
    height: float


@dataclass(slots=True)
class _Way:
    """The items that an arrow passes below its source, up to its target; one that leads back has a lane instead."""

    arrow: Arrow
    items: list[Item] = field(default_factory=list)
    port: float = 0
    lane: float = 0


def least_width(badges: Sequence[float]) -> int:
    """How wide a state must be for the numbers on the arrows that leave it: an even number of pixels."""
    return 2 * ceil((sum(badge + _PORT_GAP for badge in badges) + 2 * _EDGE) / 2)


def plan_of(sizes: Sequence[tuple[float, float]], arrows: Sequence[Arrow]) -> Plan:
    """Places for states of these widths and heights, at least one; there is one arrow at most from a state to another."""
    rows = rows_of(len(sizes), arrows)
    boxes = [Item(2 * rows[n], Extent(width / 2, width / 2), box=n) for n, (width, _) in enumerate(sizes)]
    ways = [_Way(arrow=arrow) for arrow in arrows]
    layers = _layers(boxes, ways, rows)
    edge = _placed(layers)
    width = edge + _lanes(ways, rows, edge)
    for box in boxes:
        _ports(box, [way for way in ways if way.arrow.source == box.box])
    channels = _channels(ways, boxes, rows)
    found = [dict(zip(each, routes(list(each.values())), strict=True)) for each in channels]
    tops, firsts, height = _heights([size[1] for size in sizes], rows, found)
    routed = {key: route for each in found for key, route in each.items()}
    bottoms = [tops[row] + size[1] for row, size in zip(rows, sizes, strict=True)]
    return Plan(
        corners=tuple((box.y - box.extent.up, tops[row]) for box, row in zip(boxes, rows, strict=True)),
        tracks=tuple(_track(way, boxes, rows, bottoms[way.arrow.source], tops, firsts, routed) for way in ways),
        width=width,
        height=height,
    )


def _layers(boxes: Sequence[Item], ways: Sequence[_Way], rows: Sequence[int]) -> list[list[Item]]:
    """Rows of states and passages; a passage is shared by all arrows to one state that come by."""
    layers: list[list[Item]] = [[] for _ in range(max(rows) + 1)]
    for box in boxes:
        layers[rows[box.box]].append(box)
    for target in boxes:
        row = rows[target.box]
        leading = [way for way in ways if way.arrow.target == target.box and rows[way.arrow.source] < row]
        first = min((rows[way.arrow.source] for way in leading), default=row)
        passed = [Item(2 * each, BARE, link=target.box) for each in range(first + 1, row)]
        for item, after in pairwise([*passed, target]):
            layers[item.layer // 2].append(item)
            _join(item, after)
        for way in leading:
            way.items = [*passed[rows[way.arrow.source] - first :], target]
            _join(boxes[way.arrow.source], way.items[0])
    return layers


def _join(upper: Item, lower: Item) -> None:
    upper.after.append(lower)
    lower.before.append(upper)


def _placed(layers: list[list[Item]]) -> float:
    """Give every item its place from the left; returns where the last one ends."""
    layers = ordered(layers)
    place(layers, tight=True)
    for layer in (*layers, *reversed(layers)):
        for number, item in enumerate(layer):
            _straighten(
                item, layer[number - 1] if number else None, layer[number + 1] if number + 1 < len(layer) else None
            )
    items = [item for layer in layers for item in layer]
    left = min(item.y - item.extent.up for item in items)
    for item in items:
        item.y = round(item.y - left)
    return max(item.y + item.extent.down for item in items)


def _straighten(item: Item, left: Item | None, right: Item | None) -> None:
    """Move a passage below the one above it, or else above the one below it, where its neighbours leave room."""
    if item.box >= 0:
        return
    least = left.y + left.extent.down + _CLEAR if left else item.y
    most = right.y - right.extent.up - _CLEAR if right else item.y
    for other in (*(each for each in item.before if each.box < 0), *item.after):
        if least <= other.y - item.extent.up and other.y + item.extent.down <= most:
            item.y = other.y
            return


def _lanes(ways: Sequence[_Way], rows: Sequence[int], edge: float) -> float:
    """Give what leads back a lane to the right of `edge`, one a state, short ones inside; returns how much room they take."""
    spans: dict[int, int] = {}
    back = [way for way in ways if not way.items]
    for way in back:
        target = way.arrow.target
        spans[target] = max(spans.get(target, 0), rows[way.arrow.source] + 1)
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[int, float] = {}
    for target in sorted(spans, key=lambda each: (spans[each] - rows[each], each)):
        top, bottom = rows[target], spans[target]
        free = (n for n, lane in enumerate(taken) if all(bottom < begin or end < top for begin, end in lane))
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((top, bottom))
        lanes[target] = edge + _LANE_GAP + number * _LANE
    for way in back:
        way.lane = lanes[way.arrow.target]
    return _LANE_GAP + len(taken) * _LANE if taken else 0


def _ports(box: Item, ways: Sequence[_Way]) -> None:
    """Where arrows leave a state: each as near as can be to where it goes next, in that order, their numbers side by side."""
    order = sorted(ways, key=lambda way: (way.items[0].y if way.items else way.lane, way.arrow.target))
    left, right = box.y - box.extent.up + _EDGE, box.y + box.extent.down - _EDGE
    for way in order:
        wanted = way.items[0].y if way.items else right
        way.port = max(wanted, left + way.arrow.badge / 2)
        left = way.port + way.arrow.badge / 2 + _PORT_GAP
    for way in reversed(order):
        way.port = round(min(way.port, right - way.arrow.badge / 2))
        right = way.port - way.arrow.badge / 2 - _PORT_GAP


def _channels(ways: Sequence[_Way], boxes: Sequence[Item], rows: Sequence[int]) -> list[dict[Key, Bundle]]:
    """Of each space above a row, and of the one below the last, what runs through it."""
    out: list[dict[Key, Bundle]] = [{} for _ in range(max(rows) + 2)]
    for way in ways:
        for key, ups, downs in _pieces(way, boxes, rows):
            bundle = out[key[0]].setdefault(key, Bundle())
            bundle.ups += [x for x in ups if x not in bundle.ups]
            bundle.downs += [x for x in downs if x not in bundle.downs]
    return out


def _pieces(
    way: _Way, boxes: Sequence[Item], rows: Sequence[int]
) -> Iterator[tuple[Key, tuple[float, ...], tuple[float, ...]]]:
    """The bundles that an arrow belongs to, in its order; at a lane it is joined from below and left from above."""
    source, target = way.arrow.source, way.arrow.target
    if not way.items:
        yield (rows[source] + 1, "out", target), (way.port, way.lane), ()
        yield (rows[target], "in", target), (), (way.lane, _back_port(boxes[target]))
    x = way.port
    for channel, item in enumerate(way.items, rows[source] + 1):
        yield (channel, "on", target), (x,), (item.y,)
        x = item.y


def _back_port(box: Item) -> float:
    """Where on the upper side of a state arrives what leads back to it."""
    return round(box.y + box.extent.down / 2)


def _heights(
    heights: Sequence[float], rows: Sequence[int], channels: Sequence[Mapping[Key, Route]]
) -> tuple[list[float], list[float], float]:
    """Where each row begins, where the first level of each channel is, and where all of it ends."""
    tops: list[float] = []
    firsts: list[float] = []
    at: float = 0
    for row, channel in enumerate(channels):
        firsts.append(at + _BEFORE_LEVELS + (ABOVE_BADGE + BADGE if row else 0))
        used = max((route.last for route in channel.values()), default=-1)
        if row == len(channels) - 1:
            at = firsts[-1] + used * LEVEL + 2 if used >= 0 else at
            break
        below = firsts[-1] + max(used, 0) * LEVEL + _AFTER_LEVELS + TIP
        tops.append(below if row else max(below, START))
        at = tops[-1] + max(height for height, own in zip(heights, rows, strict=True) if own == row)
    return tops, firsts, at


def _track(
    way: _Way,
    boxes: Sequence[Item],
    rows: Sequence[int],
    bottom: float,
    tops: Sequence[float],
    firsts: Sequence[float],
    routed: Mapping[Key, Route],
) -> Track:
    """Down from its source, sideways on the levels of each bundle, down into its target."""
    points = [(way.port, bottom)]
    for key, ups, downs in _pieces(way, boxes, rows):
        left, right = (*ups, *downs)
        if left != right:
            route = routed[key]
            first, last = firsts[key[0]] + route.first * LEVEL, firsts[key[0]] + route.last * LEVEL
            turn = [(route.turn, first), (route.turn, last)] if first != last else []
            points += [(left, first), *turn, (right, last)]
    target = way.arrow.target
    points.append((points[-1][0], tops[rows[target]]))
    number = (way.port, bottom + ABOVE_BADGE + BADGE / 2)
    return Track(points=tuple(points), number=number, back=not way.items)
