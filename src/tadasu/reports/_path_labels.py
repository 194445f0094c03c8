"""What is written in the picture of paths, line by line: in its boxes, on its links, and under it."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tadasu.reports._path_graph import Box, Graph, Link, Role
from tadasu.reports._path_layout import BOX_WIDTH, LABEL_WIDTH, Extent
from tadasu.reports._path_words import (
    apart,
    country_text,
    finding_text,
    good_text,
    months_text,
    quantities_text,
    sure_text,
    title_text,
)
from tadasu.reports._path_wrap import ems, plain, wrapped
from tadasu.schema import FoundPath
from tadasu.wording import Language, say

INSIDE, SQUARE = 12, 10
"""Pixels between the frame of a box and its text; side of the square of a finding."""

TITLE, NAME, SMALL = 17, 14, 12
LEADING = 1.4
"""Sizes of letters in pixels, and how much higher their lines are."""

BOLD = 1.12
"""How much wider letters of weight 600 are than the measure."""

_MOST_NAME, _MOST_FINDINGS, _MOST_BASES = 3, 2, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text; `space` is kept free above it, `square` marks it as the first of a finding."""

    text: str
    size: int = SMALL
    bold: bool = False
    soft: bool = False
    indent: int = 0
    space: int = 0
    square: bool = False

    @property
    def height(self) -> float:
        """Pixels it takes, with the space above it."""
        return self.size * LEADING + self.space


def height_of(lines: Iterable[Line]) -> float:
    """Pixels that lines take, one under the other."""
    return sum(line.height for line in lines)


def title_lines(paths: Sequence[FoundPath], room: float, language: Language) -> list[Line]:
    """What the picture shows."""
    return wrapped_lines(title_text(paths, language), room, size=TITLE, bold=True, most=3)


def box_lines(box: Box, language: Language) -> list[Line]:
    """Name, country, what it does, the declaration asked about, and the findings that enter here."""
    room = BOX_WIDTH - 2 * INSIDE
    if box.trader is None:
        return wrapped_lines(say("path.more", {"count": str(len(box.left_out))}, language), room, size=NAME)
    roles = [f"path.role.{role.value}" for role in Role if role in box.roles]
    if box.again:
        roles.append("path.again")
    does = say("list.separator", {}, language).join(say(code, {}, language) for code in roles)
    country = country_text(box.trader.country, language) or say("path.unsaid", {}, language)
    return [
        *wrapped_lines(
            plain(box.trader.name) or plain(box.trader.company), room, size=NAME, bold=True, most=_MOST_NAME
        ),
        *wrapped_lines(country, room, soft=True, most=2),
        *wrapped_lines(does, room, soft=True, most=3),
        *_asked(box, room, language),
        *_marks(box, room, language),
    ]


def label_lines(link: Link, language: Language) -> tuple[list[Line], list[Line]]:
    """Above the line what was sold, below it when, how much and how sure."""
    first, count, room = link.steps[0], len(link.steps), LABEL_WIDTH
    when = months_text((step.day for step in link.steps), language)
    several = say("path.count.declarations", {"count": str(count)}, language) if count > 1 else ""
    return (
        wrapped_lines(good_text(first.good, language), room, most=3),
        [
            *wrapped_lines(when, room, soft=True, most=2),
            *wrapped_lines(several, room, soft=True, most=1),
            *wrapped_lines(quantities_text(link.steps, language), room, soft=True, most=2),
            *wrapped_lines(sure_text(first, language), room, bold=first.contested, most=2),
        ],
    )


def foot_lines(
    paths: Sequence[FoundPath], graph: Graph, room: float, language: Language, *, invented: bool
) -> list[Line]:
    """What is not drawn, what the findings rest on, and that nothing of it is real when that is so."""
    lines: list[Line] = []
    counts = {"count": str(len(graph.left_off)), "paths": str(graph.paths_left_off)}
    if not graph.boxes:
        lines += wrapped_lines(say("path.none", {}, language), room)
    if graph.paths_left_off:
        lines += wrapped_lines(
            say("path.more.note" if graph.left_off else "path.more.paths", counts, language), room, bold=True
        )
    bases = dict.fromkeys(plain(path.finding.basis) for path in paths if path.steps and path.finding.basis)
    for basis in list(bases)[:_MOST_BASES]:
        lines += wrapped_lines(say("path.basis", {"basis": apart(basis)}, language), room, soft=True, most=2)
    if invented:
        lines += wrapped_lines(say("path.invented", {}, language), room, bold=True)
    return lines


def wrapped_lines(
    text: str,
    room: float,
    *,
    size: int = SMALL,
    bold: bool = False,
    soft: bool = False,
    indent: int = 0,
    most: int = 0,
) -> list[Line]:
    """Lines no wider than `room` pixels, at most `most` of them (0: any number)."""
    ems_of_room = (room - indent) / size / (BOLD if bold else 1)
    lines = wrapped(text, ems_of_room, ems, most=most)
    return [Line(text=_closed(each), size=size, bold=bold, soft=soft, indent=indent) for each in lines]


def box_extent(lines: Sequence[Line], *, links: int) -> Extent:
    """How high a box is with these lines and at most so many links at one of its sides."""
    height = max(height_of(lines) + 2 * INSIDE - 4, 16 + 10 * (links - 1))
    return Extent(height / 2, height / 2)


def _asked(box: Box, room: float, language: Language) -> list[Line]:
    if not box.asked:
        return []
    first, *others = box.asked
    if others:
        return wrapped_lines(say("path.asked.several", {"count": str(len(box.asked))}, language), room, soft=True)
    return wrapped_lines(say("path.asked", {"declarations": plain(first)}, language), room, soft=True, most=2)


def _marks(box: Box, room: float, language: Language) -> Iterator[Line]:
    said = list(dict.fromkeys(finding_text(finding, language) for finding in box.findings))
    for text in said[:_MOST_FINDINGS]:
        first, *others = wrapped_lines(text[:1].upper() + text[1:], room, indent=SQUARE + 6, most=6)
        yield replace(first, square=True, space=6)
        yield from others
    if len(said) > _MOST_FINDINGS:
        more = {"count": str(len(said) - _MOST_FINDINGS)}
        yield from wrapped_lines(say("path.more.findings", more, language), room)


def _closed(line: str) -> str:
    """A line on its own: a name that goes on in the next one stays set apart in both, and a right-to-left line that is
    cut keeps its "…" at its own end, which is the left."""
    open_names = line.count("\u2068") - line.count("\u2069")
    strong = next((kind for kind in map(unicodedata.bidirectional, reversed(line)) if kind in ("L", "R", "AL")), "L")
    mark = "\N{RIGHT-TO-LEFT MARK}" if line.endswith("…") and strong != "L" else ""
    return "\u2068" * -open_names + line + mark + "\u2069" * open_names
