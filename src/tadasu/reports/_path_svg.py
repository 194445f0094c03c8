"""Paths as a picture that stands alone: from left to right by tier, the raw material left, the declaration right.

No script, no address, no font of its own. Everything is drawn with light colours as attributes, so that it shows where
styles are forbidden, on paper and in greyscale; one style rule turns it for a dark screen, another fits it to the width
of paper. What colour says is also said by a shape and a word: the line of a link (solid, dashed, dotted; struck through
when contested), the filled square of a finding.
"""

import html
from collections.abc import Iterable, Iterator, Sequence

from tadasu.reports._path_graph import Box, Link, graph_of
from tadasu.reports._path_labels import (
    INSIDE,
    Line,
    box_extent,
    box_lines,
    foot_lines,
    height_of,
    label_lines,
    title_lines,
)
from tadasu.reports._path_layout import (
    BOX_WIDTH,
    CLEAR,
    FAN,
    GAP_WIDTH,
    LABEL_WIDTH,
    Extent,
    Item,
    Layout,
    layout,
    left_of,
    ports,
)
from tadasu.reports._path_text import paths_text
from tadasu.reports._path_words import title_text
from tadasu.reports._path_wrap import plain
from tadasu.reports._picture import INK, MARGIN, PAPER, document, shown, texts
from tadasu.schema import Certainty, FoundPath
from tadasu.wording import Language, say

DASHES = {Certainty.VERIFIED: "", Certainty.REPORTED: "8 5", Certainty.INFERRED: "0.1 5"}

LEAST_WIDTH = 460
_TIP = 8  # pixels of an arrow head


def paths_svg(
    paths: Sequence[FoundPath], *, language: Language = "en", key: str = "paths", invented: bool = False
) -> str:
    """One picture of several paths, to one declaration or to one importer; `key` begins its ids on the page it is on.

    At most twelve boxes: paths that do not fit are counted under the picture. `invented` says that all of it is made up.
    """
    graph = graph_of(paths)
    boxes = [box_lines(box, language) for box in graph.boxes]
    labels = [label_lines(link, language) for link in graph.links]
    plan = layout(
        graph,
        [box_extent(lines, links=_most_links(graph.links, n)) for n, lines in enumerate(boxes)],
        [Extent(height_of(above) + 5, height_of(below) + 6) for above, below in labels],
    )
    width = max(left_of(2 * plan.columns - 2) + BOX_WIDTH + 2 * MARGIN, LEAST_WIDTH)
    head = title_lines(paths, width - 2 * MARGIN, language)
    foot = foot_lines(paths, graph, width - 2 * MARGIN, language, invented=invented)
    top = MARGIN + height_of(head) + (36 if graph.boxes else 0)
    below = top + plan.height + 16
    drawn = [
        *texts(head, MARGIN, MARGIN),
        *_columns(graph.boxes, plan, top, language),
        *(piece for n, link in enumerate(graph.links) for piece in _link(link, n, plan, labels[n], top)),
        *(piece for n, box in enumerate(graph.boxes) for piece in _box(box, plan.boxes[n], boxes[n], top)),
        *texts(foot, MARGIN, below),
    ]
    size = (width, round(below + height_of(foot) + MARGIN))
    return document(drawn, size, title_text(paths, language), paths_text(paths, language=language), key, language)


def _most_links(links: Iterable[Link], box: int) -> int:
    """How many links there are at the side of a box that has more of them."""
    sides = [(link.seller == box, link.buyer == box) for link in links]
    return max(sum(sold for sold, _ in sides), sum(bought for _, bought in sides), 1)


def _columns(boxes: Sequence[Box], plan: Layout, top: float, language: Language) -> Iterator[str]:
    """Over each column its tier; where steps are left out, the columns to the left are that much further away."""
    cut = next((box for box in boxes if box.trader is None), None)
    for column in range(plan.columns if boxes else 0):
        tier = plan.columns - 1 - column
        if cut and tier == cut.depth:
            continue
        if cut and tier > cut.depth:
            tier += len(cut.left_out) - 1
        said = say("path.tier", {"tier": str(tier)}, language) if tier else say("path.declaration", {}, language)
        yield from texts([Line(text=said, bold=True, soft=True)], MARGIN + left_of(2 * column), top - 26)


def _box(box: Box, item: Item, lines: Sequence[Line], top: float) -> Iterator[str]:
    """A frame, heavier where a declaration is asked about, dashed where companies are left out; its name in full."""
    x, y = MARGIN + left_of(item.layer), round(top + item.y - item.extent.up)
    height = round(item.extent.up + item.extent.down)
    stroke = ' stroke-width="2.5"' if box.asked else "" if box.trader else ' stroke-dasharray="4 4"'
    name = plain(box.trader.name) if box.trader else lines[0].text
    yield f"<g><title>{html.escape(name)}</title>"
    yield (
        f'<rect class="path-box" x="{x}" y="{y}" width="{BOX_WIDTH}" height="{height}" rx="4" fill="{PAPER}" '
        f'stroke="{INK}"{stroke}/>'
    )
    yield from texts(lines, x + INSIDE, y + (height - height_of(lines)) / 2)
    yield "</g>"


def _link(link: Link, number: int, plan: Layout, label: tuple[list[Line], list[Line]], top: float) -> Iterator[str]:
    """The line from one box to the next, its arrow head, its label; struck through twice when it is contested."""
    way, seller, buyer = plan.ways[number], plan.boxes[link.seller], plan.boxes[link.buyer]
    start = ports(seller, seller.after)[seller.after.index(way[0])]
    end = ports(buyer, buyer.before)[buyer.before.index(way[-1])]
    certainty = link.steps[0].certainty
    dash = f' stroke-dasharray="{DASHES[certainty]}" stroke-linecap="round"' if DASHES[certainty] else ""
    stroke = 2.5 if certainty is Certainty.INFERRED else 1.5  # dots need more ink than dashes
    yield (
        f'<path class="path-line" d="{_track(way, start, end, top)}" fill="none" stroke="{INK}" '
        f'stroke-width="{stroke}"{dash}/>'
    )
    tip = f"M{MARGIN + left_of(buyer.layer)} {shown(top + end)} l-{_TIP} -4 v8 z"
    yield f'<path class="path-ink" d="{tip}" fill="{INK}"/>'
    left, y = MARGIN + left_of(way[0].layer) + FAN, top + way[0].y
    if link.steps[0].contested:
        strokes = f"M{left + LABEL_WIDTH + 3} {shown(y + 6)} l5 -12 m2 12 l5 -12"
        yield f'<path class="path-line" d="{strokes}" fill="none" stroke="{INK}" stroke-width="1.5"/>'
    above, below = label
    yield from texts(above, left, y - 5 - height_of(above))
    yield from texts(below, left, y + 4)


def _track(way: Sequence[Item], start: float, end: float, top: float) -> str:
    """From port to port: level through every lane and past every box, bent only between the two, never to the left."""
    y = start
    track = f"M{MARGIN + left_of(way[0].layer)} {shown(top + y)}"
    for item, after in zip(way, [*way[1:], None], strict=True):
        left = MARGIN + left_of(item.layer)
        if item.layer % 2 == 0:
            track += f" H{left + BOX_WIDTH}"
            continue
        track += _bend(left, top + y, left + FAN - CLEAR, top + item.y) + f" H{left + GAP_WIDTH - FAN}"
        y = after.y if after else end
        reach = GAP_WIDTH if after else GAP_WIDTH - _TIP
        track += _bend(left + GAP_WIDTH - FAN, top + item.y, left + reach, top + y)
    return track


def _bend(x: float, y: float, to_x: float, to_y: float) -> str:
    """A curve that leaves and arrives level."""
    middle = shown((x + to_x) / 2)
    return f" C{middle} {shown(y)} {middle} {shown(to_y)} {shown(to_x)} {shown(to_y)}"
