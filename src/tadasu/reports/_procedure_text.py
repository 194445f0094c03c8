"""A procedure as text for a terminal, state by state: whose turn it is, by when, what must be shown, who may do what next,
and where it ends what becomes of the goods."""

from collections.abc import Iterator

from tadasu.law import Procedure, State
from tadasu.reports._law_words import in_words
from tadasu.reports._path_text import WIDTH, folded
from tadasu.reports._procedure_words import (
    Step,
    actor_text,
    in_flow,
    legal_head,
    limit_mark,
    limit_text,
    owner_text,
    state_text,
    steps_of,
)
from tadasu.reports._regime_words import last_recorded, mark_text, standing_on
from tadasu.wording import Language, say


def procedure_text(procedure: Procedure, *, language: Language) -> Iterator[str]:
    """Line by line, none wider than 80 cells; moves are numbered as in the picture."""
    begins = {"state": state_text(procedure, procedure.start, language)}
    head = [*legal_head(procedure, language), say("law.procedure.begins", begins, language)]
    yield from folded([("", line) for line in head], WIDTH)
    steps = steps_of(procedure)
    for state in in_flow(procedure):
        yield ""
        own = [step for step in steps if step.state is state]
        yield from folded(_state(procedure, state, own, language), WIDTH)


def _state(procedure: Procedure, state: State, steps: list[Step], language: Language) -> Iterator[tuple[str, str]]:
    yield "", in_words(state.names, language)
    if state.outcome:
        yield "  ", say("law.procedure.can-end", {}, language)
    yield "  ", owner_text(procedure, state, language)
    yield "  ", limit_text(procedure, state, language)
    if mark := limit_mark(procedure, state, language):
        yield "    ", mark
    for code, names in (
        ("law.procedure.proof", state.proof),
        ("law.procedure.re-export", state.re_export),
        ("law.procedure.disposal", state.disposal),
    ):
        if names:
            yield "  ", say(code, {"said": in_words(names, language)}, language)
    for step in steps:
        yield from _move(procedure, step, language)


def _move(procedure: Procedure, step: Step, language: Language) -> Iterator[tuple[str, str]]:
    move = {"actor": actor_text(procedure, step.move.by, language), "move": in_words(step.move.names, language)}
    yield "  ", f"{step.number:>2}  {say('law.procedure.move.by', move, language)}"
    to = {"state": state_text(procedure, step.move.to, language)}
    yield "      ", say("law.procedure.to", to, language)
    standing = standing_on(procedure.regime, last_recorded(procedure.regime), language)
    yield "      ", mark_text(step.move.basis, standing, language)
