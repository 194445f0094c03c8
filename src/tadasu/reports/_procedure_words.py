"""The words of a procedure, for its text, its picture and its page: whose turn it is, by when, who may do what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from tadasu.law import Move, Procedure, State
from tadasu.reports._law_words import article_of, counted_text, in_words, time_text
from tadasu.reports._regime_words import caution_text, last_recorded, mark_text, standing_on, standings_text
from tadasu.wording import Language, date_text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move with the state it leaves and its number, which is the same wherever the procedure is shown."""

    number: int
    state: State
    move: Move


def steps_of(procedure: Procedure) -> tuple[Step, ...]:
    """Every move, numbered from 1 in the order of the file."""
    found = ((state, move) for state in in_flow(procedure) for move in state.moves)
    return tuple(Step(number=n, state=state, move=move) for n, (state, move) in enumerate(found, 1))


def in_flow(procedure: Procedure) -> tuple[State, ...]:
    """The start, then the other states in the order of the file, which is the flow as its author wrote it."""
    others = (state for key, state in procedure.states.items() if key != procedure.start)
    return (procedure.states[procedure.start], *others)


def title_text(procedure: Procedure, language: Language) -> str:
    """What the procedure is of."""
    return say("law.procedure.title", {"regime": in_words(procedure.regime.names, language)}, language)


def legal_head(procedure: Procedure, language: Language) -> list[str]:
    """What the procedure is of, what that is in law and from when, and on the day when something was last written down."""
    regime = procedure.regime
    day = last_recorded(regime)
    now = {"day": date_text(day, language), "standing": standing_on(regime, day, language)}
    said = [title_text(procedure, language), standings_text(regime, language), say("law.day.head", now, language)]
    return [*said, caution] if (caution := caution_text(regime, day, language)) else said


def state_text(procedure: Procedure, state: str, language: Language) -> str:
    """What a state is called."""
    return in_words(procedure.states[state].names, language)


def owner_text(procedure: Procedure, state: State, language: Language) -> str:
    """Whose turn it is."""
    return say("law.procedure.owner", {"actor": actor_text(procedure, state.owner, language)}, language)


def actor_text(procedure: Procedure, actor: str, language: Language) -> str:
    """What an actor is called."""
    return in_words(procedure.actors[actor], language)


def limit_text(procedure: Procedure, state: State, language: Language) -> str:
    """The time limit, from where it is counted when not from here, or why there is none."""
    if state.limit is None:
        return say("law.procedure.no-clock", {"why": in_words(state.no_clock, language)}, language)
    limit = state.limit
    clock = {"clock": time_text(limit.clock, limit.counted, language)}
    said = say("law.procedure.clock", clock, language)
    if limit.since:
        since = state_text(procedure, limit.since, language)
        said = say("law.procedure.clock.since", {**clock, "state": since}, language)
    if limit.extends:
        said = say(
            "law.procedure.clock.extends", {**clock, "states": _either(procedure, limit.extends, language)}, language
        )
    return counted_text(said, limit.counted, language)


def _either(procedure: Procedure, states: Sequence[str], language: Language) -> str:
    """One state or another."""
    names = [
        say("law.procedure.clock.state", {"state": state_text(procedure, one, language)}, language) for one in states
    ]
    return reduce(
        lambda first, second: say("law.procedure.clock.or", {"first": first, "second": second}, language), names
    )


def limit_mark(procedure: Procedure, state: State, language: Language, *, source: str = "") -> str:
    """What the time limit rests on, of a number that was set otherwise the article alone; empty where there is no limit."""
    if state.limit is None:
        return ""
    if state.limit.counted is not None and state.limit.counted.chosen:
        return article_of(state.limit.basis, language)
    standing = standing_on(procedure.regime, last_recorded(procedure.regime), language)
    shown = source.format(id=state.limit.basis.source.id)
    return mark_text(state.limit.basis, standing, language, source=shown)


def move_text(procedure: Procedure, step: Step, language: Language) -> str:
    """What is done, and by whom where it is not the one whose turn it is."""
    said = in_words(step.move.names, language)
    if step.move.by == step.state.owner:
        return said
    actor = actor_text(procedure, step.move.by, language)
    return say("law.procedure.move.by", {"actor": actor, "move": said}, language)
