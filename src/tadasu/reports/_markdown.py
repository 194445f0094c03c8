"""Pieces of a page in Markdown as the usual hosts of code read it: text that is only text, tables, lists, links."""

import re
from collections.abc import Iterable, Iterator, Sequence

_SIGNS = re.compile(r"([\\`*_\[\]|~])")
_BEGINS = re.compile(r"^([0-9]+)([.)])")
_ADDRESS = re.compile(r"https?://[^\s<>|\"]+")


def text(value: str) -> str:
    """Text on one line in which no sign is read as more than itself.

    >>> text("a | b <c> [d]")
    'a \\\\| b &lt;c> \\\\[d\\\\]'
    """
    return _SIGNS.sub(r"\\\1", " ".join(value.split())).replace("&", "&amp;").replace("<", "&lt;")


def address(value: str) -> str:
    """An address that can be followed, or as text where it is no plain one."""
    return f"<{value}>" if _ADDRESS.fullmatch(value) else text(value)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows under heads; cells are Markdown already. Nothing without a row."""
    shown = [f"| {' | '.join(row)} |" for row in rows]
    if shown:
        yield f"| {' | '.join(heads)} |"
        yield "|" + "---|" * len(heads)
        yield from shown
        yield ""


def item(value: str, *, depth: int = 0) -> str:
    """A line of a list; a number and a full stop at its beginning begin no other list."""
    return "  " * depth + "- " + _BEGINS.sub(r"\1\\\2", value)
