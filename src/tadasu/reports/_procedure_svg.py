"""A procedure as a picture that stands alone: from top to bottom, states as boxes, moves as lines with their numbers.

Like the picture of paths it has no script, no address and no font of its own. What colour says is also said by a shape: a
state in which it can end has two frames, a time limit a clock, what leads back an open arrow head. The moves of a state are
listed in its box, so that no other legend is needed; the whole is told in words in its description.
"""

import html
from collections.abc import Iterator, Mapping, Sequence

from tadasu.law import Procedure, State
from tadasu.reports._path_labels import INSIDE, LEADING, SMALL, Line, height_of
from tadasu.reports._path_wrap import plain
from tadasu.reports._picture import MARGIN, document, texts
from tadasu.reports._procedure_labels import STATE_WIDTH, StateText, head_lines, key_lines, state_lines
from tadasu.reports._procedure_layout import START, Plan, Point, least_width, plan_of
from tadasu.reports._procedure_rows import Arrow
from tadasu.reports._procedure_signs import (
    badge,
    badge_width,
    begin_sign,
    bridge,
    clock_sign,
    frame,
    head_sign,
    key_signs,
    lane_sign,
    line,
)
from tadasu.reports._procedure_text import procedure_text
from tadasu.reports._procedure_words import Step, in_flow, state_text, steps_of, title_text
from tadasu.wording import Language

Moves = Mapping[tuple[int, int], Sequence[Step]]
"""From one state to another, by their places in the flow -> the moves that lead there, of which there may be several."""


def procedure_svg(procedure: Procedure, *, language: Language = "en", key: str = "procedure") -> str:
    """One picture of all states and moves; `key` begins its ids on the page it is on."""
    states, steps = in_flow(procedure), steps_of(procedure)
    moves = _moves(states, steps)
    arrows = [
        Arrow(source=source, target=target, badge=badge_width(_numbers(several)))
        for (source, target), several in moves.items()
    ]
    said = [state_lines(procedure, one, [step for step in steps if step.state is one], language) for one in states]
    widths = [least_width([arrow.badge for arrow in arrows if arrow.source == n]) for n in range(len(states))]
    sizes = [(max(STATE_WIDTH, width), text.height) for text, width in zip(said, widths, strict=True)]
    plan = plan_of(sizes, arrows)
    room = round(plan.width)
    head, keys = head_lines(procedure, room, language), key_lines(procedure, room, language)
    top = round(MARGIN + height_of(head) + 16)
    below = top + plan.height + 24
    drawn = [
        *texts(head, MARGIN, MARGIN),
        *begin_sign(MARGIN + plan.corners[0][0] + sizes[0][0] / 2, top, top + START),
        *_lines(procedure, states, plan, moves, top, language),
        *(
            piece
            for n, state in enumerate(states)
            for piece in _state(
                state, said[n], plan.corners[n], sizes[n], top, state_text(procedure, state.id, language)
            )
        ),
        *key_signs(keys, MARGIN, below),
    ]
    size = (room + 2 * MARGIN, round(below + sum(height_of(each) for _, each in keys) + MARGIN))
    told = "\n".join(map(plain, procedure_text(procedure, language=language)))
    return document(drawn, size, plain(title_text(procedure, language)), told, key, language)


def _moves(states: Sequence[State], steps: Sequence[Step]) -> Moves:
    place = {state.id: n for n, state in enumerate(states)}
    out: dict[tuple[int, int], list[Step]] = {}
    for step in steps:
        out.setdefault((place[step.state.id], place[step.move.to]), []).append(step)
    return out


def _numbers(steps: Sequence[Step]) -> str:
    return ", ".join(str(step.number) for step in steps)


def _lines(
    procedure: Procedure, states: Sequence[State], plan: Plan, moves: Moves, top: float, language: Language
) -> Iterator[str]:
    """Lines, those to one state together, then the numbers on them; a reader who points at one is told where it leads."""
    drawn = []
    for ((source, target), steps), track in zip(moves.items(), plan.tracks, strict=True):
        names = (state_text(procedure, states[n].id, language) for n in (source, target))
        points = [(x + MARGIN, y + top) for x, y in track.points]
        drawn.append((target, track.back, points, plain(" → ".join((_numbers(steps), *names)))))
    for together in dict.fromkeys(each[:2] for each in drawn):
        several = [each for each in drawn if each[:2] == together]
        for _, _, points, _ in several:
            yield from bridge(points)
        for _, back, points, told in several:
            yield f"<g><title>{html.escape(told)}</title>"
            yield from line(points, back=back)
            yield from head_sign(points[-1], back=back)
            yield from lane_sign(points) if back else ()
            yield "</g>"
    for steps, track, (_, _, _, told) in zip(moves.values(), plan.tracks, drawn, strict=True):
        yield f"<g><title>{html.escape(told)}</title>"
        yield from badge(_numbers(steps), (track.number[0] + MARGIN, track.number[1] + top))
        yield "</g>"


def _state(
    state: State, said: StateText, corner: Point, size: tuple[float, float], top: float, name: str
) -> Iterator[str]:
    """A frame and what stands in it."""
    x, y = MARGIN + corner[0], top + corner[1]
    yield f"<g><title>{html.escape(plain(name))}</title>"
    yield from frame((x, y), size, twice=state.outcome)
    left, at = x + INSIDE + 2, y + INSIDE
    yield from texts(said.head, left, at)
    at += height_of(said.head)
    if state.limit is not None:
        yield from clock_sign((left + 6, at + said.limit[0].space + SMALL * LEADING / 2))
    yield from texts(said.limit, left, at)
    at += height_of(said.limit)
    for number, lines in said.moves:
        yield from texts([Line(text=str(number), bold=True, space=lines[0].space)], left, at)
        yield from texts(lines, left, at)
        at += height_of(lines)
    yield "</g>"
