"""What is written in the picture of a procedure: in its states, on its lines, above and below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tadasu.law import Procedure, State
from tadasu.reports._path_labels import BOLD, INSIDE, NAME, SMALL, TITLE, Line, height_of, wrapped_lines
from tadasu.reports._path_wrap import ems, plain
from tadasu.reports._procedure_signs import GLYPH
from tadasu.reports._procedure_words import (
    Step,
    legal_head,
    limit_mark,
    limit_text,
    move_text,
    owner_text,
    state_text,
)
from tadasu.wording import Language, say

STATE_WIDTH = 284
"""Pixels: with its margins a state fits on a screen of 320."""
ROOM = STATE_WIDTH - 2 * INSIDE - 4
CLOCK = 18
"""Indent beside the mark of a time limit."""

_MOST_NAME, _MOST_WHY, _MOST_MARK = 4, 8, 8
_SPACE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StateText:
    """Lines of a state: who acts and by when, on what the time limit rests, and its moves by number."""

    head: Sequence[Line]
    limit: Sequence[Line]
    moves: Sequence[tuple[int, Sequence[Line]]]

    @property
    def height(self) -> float:
        """Pixels of the frame around all of it."""
        moves = sum(height_of(lines) for _, lines in self.moves)
        return round(height_of(self.head) + height_of(self.limit) + moves + 2 * INSIDE)


def state_lines(procedure: Procedure, state: State, steps: Sequence[Step], language: Language) -> StateText:
    """Everything that the frame of a state holds; a reason or an article that is very long is cut, and stands in the table."""
    head = wrapped_lines(plain(state_text(procedure, state.id, language)), ROOM, size=NAME, bold=True, most=_MOST_NAME)
    if state.outcome:
        head = [*wrapped_lines(say("law.procedure.can-end", {}, language), ROOM, soft=True), *head]
    head += wrapped_lines(plain(owner_text(procedure, state, language)), ROOM, soft=True)
    limited = state.limit is not None
    limit = wrapped_lines(
        plain(limit_text(procedure, state, language)),
        ROOM,
        soft=not limited,
        indent=CLOCK if limited else 0,
        most=0 if limited else _MOST_WHY,
    )
    mark = plain(limit_mark(procedure, state, language))
    limit += wrapped_lines(mark, ROOM, soft=True, indent=CLOCK, most=_MOST_MARK) if mark else []
    moves = [(step.number, _spaced(_move(procedure, step, language))) for step in steps]
    return StateText(head=head, limit=_spaced(limit), moves=moves)


def _move(procedure: Procedure, step: Step, language: Language) -> list[Line]:
    """What is done, beside its number; its id where its name is blank."""
    indent = round(ems("0" * len(str(step.number))) * SMALL * BOLD) + 8
    said = plain(move_text(procedure, step, language)) or plain(step.move.id)
    return wrapped_lines(said, ROOM, indent=indent)


def _spaced(lines: list[Line]) -> list[Line]:
    """Lines with some room above the first."""
    return [replace(line, space=_SPACE if n == 0 else 0) for n, line in enumerate(lines)]


def head_lines(procedure: Procedure, room: float, language: Language) -> list[Line]:
    """What is shown, what it is in law and from when, and that it is no law where that is so."""
    title, *others = legal_head(procedure, language)
    lines = wrapped_lines(plain(title), room, size=TITLE, bold=True)
    for n, each in enumerate(others):
        lines += wrapped_lines(plain(each), room, bold=n > 0, soft=n == 0)
    return lines


def key_lines(procedure: Procedure, room: float, language: Language) -> list[tuple[str, list[Line]]]:
    """What each sign means, of the signs that a procedure needs."""
    clocks = any(state.limit is not None for state in procedure.states.values())
    kinds = ["start", "outcome", *(["clock"] if clocks else []), "number", "forward", "back"]
    said = {kind: say(f"law.procedure.key.{kind}", {}, language) for kind in kinds}
    return [(kind, _spaced(wrapped_lines(text, room - GLYPH, soft=True))) for kind, text in said.items()]
