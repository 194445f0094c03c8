"""The signs in the picture of a procedure: frames, lines, arrow heads, clocks, numbers, and the key that explains them."""

import html
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from tadasu.reports._path_labels import BOLD, LEADING, SMALL, Line, height_of
from tadasu.reports._path_wrap import ems
from tadasu.reports._picture import INK, PAPER, shown, texts
from tadasu.reports._procedure_layout import BADGE, TIP, Point

BADGE_TEXT = 11
GLYPH = 44
"""Pixels of a sign in the key, with what keeps it apart from its words."""

_CORNER, _FRAME = 7, 8
_DOT = 6
_CHEVRON = 30  # pixels between the upper end of a lane and the sign that it leads up


def frame(corner: Point, size: tuple[float, float], *, twice: bool) -> Iterator[str]:
    """The frame of a state; a second one within says that it can end there."""
    for inset in (0, 4) if twice else (0,):
        x, y = shown(corner[0] + inset), shown(corner[1] + inset)
        width, height = shown(size[0] - 2 * inset), shown(size[1] - 2 * inset)
        kind = "box" if inset == 0 else "inner"
        yield (
            f'<rect class="path-box procedure-{kind}" x="{x}" y="{y}" width="{width}" height="{height}" '
            f'rx="{_FRAME - inset}" fill="{PAPER}" stroke="{INK}"/>'
        )


def line(points: Sequence[Point], *, back: bool) -> Iterator[str]:
    """A line with round corners, up to its arrow head; thinner where it leads back.

    It covers whole pixels, so that lines that run on as one look like one.
    """
    aside = 0.5 if back else 0
    track = _rounded([(x + aside, y + aside) for x, y in points])
    width = 1 if back else 2
    yield f'<path class="path-line" d="{track}" fill="none" stroke="{INK}" stroke-width="{width}"/>'


def bridge(points: Sequence[Point]) -> Iterator[str]:
    """The ground under a line: what it crosses is interrupted there, so that a crossing does not look like a meeting."""
    yield f'<path class="path-bridge" d="{_rounded(points)}" fill="none" stroke="{PAPER}" stroke-width="7"/>'


def _rounded(points: Sequence[Point]) -> str:
    *corners, (x, y) = points
    ends = [*corners, (x, y - TIP)]
    track = f"M{_point(ends[0])}"
    for before, corner, after in zip(ends, ends[1:], ends[2:], strict=False):
        track += f" L{_point(_towards(corner, before))} Q{_point(corner)} {_point(_towards(corner, after))}"
    return f"{track} L{_point(ends[-1])}"


def _towards(corner: Point, other: Point) -> Point:
    """Where the curve of a corner begins or ends: half of a short side is its most."""
    length = hypot(other[0] - corner[0], other[1] - corner[1])
    share = min(_CORNER, length / 2) / length if length else 0
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _point(point: Point) -> str:
    return f"{shown(point[0])} {shown(point[1])}"


def head_sign(tip: Point, *, back: bool) -> Iterator[str]:
    """An arrow head that points down; an open one where it leads back."""
    track = f"M{_point(tip)} l-4 -{TIP} h8 z"
    if back:
        yield f'<path class="path-box" d="{track}" fill="{PAPER}" stroke="{INK}"/>'
    else:
        yield f'<path class="path-ink" d="{track}" fill="{INK}"/>'


def lane_sign(points: Sequence[Point]) -> Iterator[str]:
    """A sign on the lane of what leads back, that it leads up."""
    (x, low), (_, high) = next((one, other) for one, other in pairwise(points) if other[1] < one[1])
    at = min(high + _CHEVRON, (low + high) / 2)
    track = f"M{shown(x - 4)} {shown(at + 4)} l4 -6 l4 6"
    yield f'<path class="path-line" d="{track}" fill="none" stroke="{INK}" stroke-width="1.5"/>'


def badge(text: str, middle: Point) -> Iterator[str]:
    """Numbers of moves on their line."""
    width = badge_width(text)
    x, y = shown(middle[0] - width / 2), shown(middle[1] - BADGE / 2)
    yield (
        f'<rect class="path-box procedure-badge" x="{x}" y="{y}" width="{width}" height="{BADGE}" rx="{BADGE // 2}" '
        f'fill="{PAPER}" stroke="{INK}"/>'
    )
    yield (
        f'<text class="path-ink" x="{shown(middle[0])}" y="{shown(middle[1] + 4)}" font-size="{BADGE_TEXT}" '
        f'font-weight="600" text-anchor="middle" fill="{INK}">{html.escape(text)}</text>'
    )


def badge_width(text: str) -> int:
    """Pixels of the frame around numbers on a line."""
    return round(ems(text) * BADGE_TEXT * BOLD + 10)


def clock_sign(middle: Point) -> Iterator[str]:
    """A small clock."""
    x, y = middle
    yield (
        f'<circle class="path-line" cx="{shown(x)}" cy="{shown(y)}" r="5.5" fill="none" stroke="{INK}" stroke-width="1.3"/>'
    )
    hands = f"M{shown(x)} {shown(y - 3.5)} v3.5 h2.8"
    yield f'<path class="path-line" d="{hands}" fill="none" stroke="{INK}" stroke-width="1.3"/>'


def begin_sign(x: float, y: float, tip: float) -> Iterator[str]:
    """A dot and an arrow from it: here it begins."""
    yield f'<circle class="path-ink" cx="{shown(x)}" cy="{shown(y + _DOT)}" r="{_DOT}" fill="{INK}"/>'
    yield from line([(x, y + _DOT), (x, tip)], back=False)
    yield from head_sign((x, tip), back=False)


def key_signs(keys: Sequence[tuple[str, Sequence[Line]]], left: float, top: float) -> Iterator[str]:
    """Each sign beside what it means."""
    for kind, lines in keys:
        yield from _sign(kind, left, top + lines[0].space + SMALL * LEADING / 2)
        yield from texts(lines, left + GLYPH, top)
        top += height_of(lines)


def _sign(kind: str, left: float, y: float) -> Iterator[str]:
    middle = (left + 16, y)
    match kind:
        case "start":
            yield f'<circle class="path-ink" cx="{shown(middle[0])}" cy="{shown(y)}" r="{_DOT}" fill="{INK}"/>'
        case "outcome":
            yield from frame((left + 2, y - 8), (28, 16), twice=True)
        case "clock":
            yield from clock_sign(middle)
        case "number":
            yield from badge("1", middle)
        case _:
            yield from line([(middle[0], y - 9), (middle[0], y + 8)], back=kind == "back")
            yield from head_sign((middle[0], y + 8), back=kind == "back")
