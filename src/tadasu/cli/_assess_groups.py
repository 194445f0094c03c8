"""An assessment by supplier, good, importer or as a whole, in a terminal or a pipe."""

from tadasu.assessment import GroupBy, grouped
from tadasu.cli._assess_queue import MOST_LINES
from tadasu.cli._assessing import Assessed
from tadasu.cli._terminal import Terminal
from tadasu.reports import COUNTED, group_name, group_share


def print_groups(assessed: Assessed, by: GroupBy, terminal: Terminal, *, capacity: int | None) -> None:
    """The group with the gravest declaration first; counts are of the declarations above the line of the capacity."""
    rows = list(grouped(assessed.table.head(capacity or assessed.table.height), by).iter_rows(named=True))
    shown = rows if terminal.width is None else rows[:MOST_LINES]
    heads = [terminal.text(f"assess.by.head.{part}") for part in ("what", by.value, *COUNTED, "share")]
    lines = [
        [
            terminal.text(f"assess.disposition.{row['disposition']}"),
            group_name(row, by, terminal.language),
            *(f"{row[each]:,}" for each in COUNTED),
            group_share(row, terminal.language),
        ]
        for row in shown
    ]
    if lines:
        terminal.table(heads, lines, right=(2, 3, 4, 5, 6))
        terminal.print()
    if len(shown) < len(rows):
        terminal.print(terminal.text("cli.assess.more", more=len(rows) - len(shown)))
