"""The queue of an assessment in a terminal or a pipe: rank, what to do, why, what, who; then what is left below the line."""

from collections.abc import Mapping, Sequence
from typing import Any

from tadasu.assessment import OUTCOME, RULES, Disposition, name_of
from tadasu.cli._assessing import Assessed
from tadasu.cli._terminal import Terminal
from tadasu.reports import assessed_reasons, paths_text
from tadasu.schema import FoundPath
from tadasu.wording import date_text

MOST_LINES = 40
"""Lines a terminal shows; a pipe gets every one."""
MOST_PATHS = 3
"""Of the first of these lines the strongest way is shown as well."""


def print_assessed(assessed: Assessed, terminal: Terminal, *, capacity: int | None) -> None:
    """The first to look at first, down to the capacity; the strongest way of the first few below."""
    rows = list(assessed.table.head(capacity or assessed.table.height).iter_rows(named=True))
    shown = rows if terminal.width is None else rows[:MOST_LINES]
    heads = [terminal.text(f"cli.assess.head.{part}") for part in ("rank", "what", "why", "declaration", "who")]
    lines = [
        [
            str(row["rank"]),
            terminal.text(f"assess.disposition.{row['disposition']}"),
            "\n".join(assessed_reasons(row, terminal.language)),
            f"{row['declaration']}\n{row['good']}\n{date_text(row['day'], terminal.language)}",
            f"{row['seller']}\n> {row['buyer']}",
        ]
        for row in shown
    ]
    if lines:
        terminal.table(heads, lines, right=(0,))
        terminal.print()
    if len(shown) < len(rows):
        terminal.print(terminal.text("cli.assess.more", more=len(rows) - len(shown)))
    for row in [row for row in shown if row["declaration"] in assessed.paths][:MOST_PATHS]:
        _print_way(row, assessed.paths[row["declaration"]], terminal)


def _print_way(row: Mapping[str, Any], paths: Sequence[FoundPath], terminal: Terminal) -> None:
    """The declaration, and the strongest of the ways to it."""
    terminal.print(terminal.text("cli.assess.way", rank=row["rank"], declaration=row["declaration"]))
    said = paths_text(paths[:1], language=terminal.language, width=terminal.width or 80, of=len(paths))
    for line in said.splitlines():
        terminal.print(line)
    terminal.print()


def say_what_was_found(assessed: Assessed, terminal: Terminal, *, capacity: int | None) -> None:
    """How many are held, asked about, not traceable, clear; and what lies below the line of the capacity."""
    result = assessed.result
    counts = _counts(assessed, 0)
    terminal.print(
        terminal.text(
            "cli.assess.done",
            declarations=f"{result.queue.size:,}",
            upstream=f"{len(result.lines.declarations) - result.queue.size:,}",
            seconds=f"{sum(assessed.seconds.values()):.1f}",
        )
    )
    terminal.print(terminal.text("cli.assess.found", **counts))
    if assessed.left_out.code:
        terminal.print(terminal.text(assessed.left_out.code, rows=f"{assessed.left_out.rows:,}"))
    if capacity is not None and capacity < result.queue.size:
        terminal.print(terminal.text("cli.assess.below", capacity=capacity, **_counts(assessed, capacity)))
    terminal.print(terminal.text("cli.assess.caution"))


def _counts(assessed: Assessed, start: int) -> dict[str, str]:
    """How many declarations of the queue from `start` on come to each disposition."""
    rules = assessed.result.outcome.rule[assessed.result.queue[start:]].tolist()
    counts = dict.fromkeys(Disposition, 0)
    for rule in rules:
        counts[OUTCOME[RULES[rule]]] += 1
    return {name_of(one).replace("-", "_"): f"{count:,}" for one, count in counts.items()}
