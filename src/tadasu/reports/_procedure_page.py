"""A procedure as a part of a page: its picture, and tables that say the same in words."""

from collections.abc import Iterator

from tadasu.law import Procedure
from tadasu.reports._law_words import in_words
from tadasu.reports._markdown import table, text
from tadasu.reports._procedure_words import (
    actor_text,
    in_flow,
    limit_mark,
    limit_text,
    state_text,
    steps_of,
    title_text,
)
from tadasu.reports._regime_tables import TEXT, linked, mark
from tadasu.reports._regime_words import last_recorded, standing_on
from tadasu.wording import Language, say

Lines = Iterator[str]


def procedure_page(procedure: Procedure | None, *, picture: str, language: Language) -> Lines:
    """The picture of that file name, the actors, the states, the moves, and what becomes of goods at each end."""
    if procedure is None:
        return
    yield f"[![{text(title_text(procedure, language))}]({picture})]({picture})"
    yield ""
    yield say("law.procedure.begins", {"state": text(state_text(procedure, procedure.start, language))}, language)
    yield ""
    for part, lines in (
        ("states", _states(procedure, language)),
        ("moves", _moves(procedure, language)),
        ("outcomes", _outcomes(procedure, language)),
    ):
        yield f"### {say(f'law.procedure.{part}', {}, language)}"
        yield ""
        yield from lines


def _heads(language: Language, *codes: str) -> list[str]:
    return [say(f"law.procedure.column.{code}", {}, language) for code in codes]


def _states(procedure: Procedure, language: Language) -> Lines:
    """Whose turn it is, by when, and what must be shown to go on."""
    unsaid = say("law.page.unsaid", {}, language)
    rows = []
    for state in in_flow(procedure):
        limit = text(limit_text(procedure, state, language))
        if rests_on := limit_mark(procedure, state, language, source=TEXT):
            limit += f"<br>{linked(rests_on, language)}"
        name = f"**{text(in_words(state.names, language))}**"
        proof = text(in_words(state.proof, language)) or unsaid
        rows.append((name, text(actor_text(procedure, state.owner, language)), limit, proof))
    yield from table(_heads(language, "state", "owner", "time", "proof"), rows)


def _moves(procedure: Procedure, language: Language) -> Lines:
    """Numbered as in the picture."""
    standing = standing_on(procedure.regime, last_recorded(procedure.regime), language)
    rows = (
        (
            str(step.number),
            text(in_words(step.state.names, language)),
            text(in_words(step.move.names, language)),
            text(actor_text(procedure, step.move.by, language)),
            text(state_text(procedure, step.move.to, language)),
            mark(step.move.basis, standing, language),
        )
        for step in steps_of(procedure)
    )
    heads = _heads(language, "number", "state", "move", "by", "next")
    yield from table([*heads, say("law.page.basis", {}, language)], rows)


def _outcomes(procedure: Procedure, language: Language) -> Lines:
    rows = (
        (
            text(in_words(state.names, language)),
            text(in_words(state.re_export, language)),
            text(in_words(state.disposal, language)),
        )
        for state in procedure.outcomes()
    )
    yield from table(_heads(language, "state", "re-export", "disposal"), rows)
