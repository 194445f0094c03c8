"""Tables of results: for a terminal, and as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as RichTable


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header, with what a reader must know about how they were taken."""

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    notes: tuple[str, ...] = ()


def markdown(table: Table) -> str:
    """The table as Markdown, its notes after it."""
    lines = [f"## {table.title}", "", _row(table.header), _row(tuple("---" for _ in table.header))]
    lines += [_row(row) for row in table.rows]
    lines += ["", *(f"- {note}" for note in table.notes)] if table.notes else []
    return "\n".join(lines) + "\n"


def show(table: Table, console: Console) -> None:
    """Draw the table on a terminal."""
    drawn = RichTable(*table.header, title=table.title, title_justify="left", title_style="bold")
    for row in table.rows:
        drawn.add_row(*row)
    console.print(drawn)
    for note in table.notes:
        console.print(f"  {note}", style="dim", markup=False, highlight=False)
    console.print()


def decimal(value: float) -> str:
    """A share to three decimals, as the bars are written.

    >>> decimal(0.9), decimal(1)
    ('.900', '1.000')
    """
    text = f"{value:.3f}"
    return text.removeprefix("0")


def times(ours: float, theirs: float) -> str:
    """How many times theirs ours is.

    >>> times(300, 2), times(3, 2)
    ('150 x', '1.5 x')
    """
    if not theirs:
        return ""
    ratio = ours / theirs
    return f"{ratio:,.0f} x" if ratio >= 10 else f"{ratio:.1f} x"


def interval(bounds: tuple[float, float]) -> str:
    """The two ends of an interval.

    >>> interval((0.25, 0.5))
    '.250 to .500'
    """
    return " to ".join(decimal(bound) for bound in bounds)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
