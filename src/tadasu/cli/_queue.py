"""The queue in a terminal or a pipe: rank, how likely, who, which listed party, why."""

import math

from tadasu.cli._terminal import Terminal
from tadasu.reports import Results, Row
from tadasu.wording import likelihood_text, reasons

MOST_LINES = 50
"""Lines a terminal shows; a pipe gets every one."""


def print_queue(results: Results, terminal: Terminal, *, most: int | None = None) -> None:
    """The likeliest match first; at most `most`, by itself fifty in a terminal and all in a pipe; then how many more."""
    order = sorted(range(len(results.rows)), key=lambda at: -results.rows[at].match.log_odds)
    most = MOST_LINES if most is None and terminal.width is not None else most
    shown = order[:most]
    parts = ("rank", "likelihood", "id", "supplier", "listed", "list", "why")
    heads = [terminal.text(f"cli.queue.{part}") for part in parts]
    rows = [_line(rank, results.rows[at], terminal) for rank, at in enumerate(shown, start=1)]
    if rows and terminal.in_columns:
        heads, rows = _gathered(heads, " / "), [_gathered(row, "\n") for row in rows]
    if rows:
        terminal.table(heads, rows, right=(0,))
        terminal.print()
    if len(shown) < len(order):
        terminal.print(terminal.text("cli.queue.more", more=len(order) - len(shown)))


def _gathered(cells: list[str], join: str) -> list[str]:
    """Seven columns as four: names are read one above the other, and the reasons get half of the width."""
    rank, likelihood, query_id, supplier, listed, list_id, why = cells
    return [rank, join.join((likelihood, query_id)), join.join((supplier, listed, list_id)), why]


def _line(rank: int, row: Row, terminal: Terminal) -> list[str]:
    language, match = terminal.language, row.match
    number = math.floor(match.probability * 100) / 100
    return [
        str(rank),
        f"{number:.2f} {likelihood_text(match.probability, language)}",
        match.query_id,
        match.query_name,
        match.matched_name,
        match.list_id,
        "\n".join(reasons(row.explanation, language)),
    ]
