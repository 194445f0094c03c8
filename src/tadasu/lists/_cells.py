"""Several names written into one cell, told apart: "A; B", "A (B; C)", "A (a.k.a. B)"."""

import re

from tadasu.lists._entity import unique

COUNTS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
"""How many aliases a publisher says will follow: "and two aliases: ..."."""

_ALSO = re.compile(
    r",?\s*\(?\s*\b(?:(?:a\.k\.a\.|f\.k\.a\.|a/k/a|f/k/a|aka)[,:]?\s+|(?:previously|formerly) listed as\b[):]?\s*)",
    re.IGNORECASE,
)
_GROUP_OF_NAMES = re.compile(r"\(((?:[^();]|\([^()]*\))*;(?:[^()]|\([^()]*\))*)\)")
_NO_NAME = re.compile(r"^\([^()]*\)$")
_ORIGINAL_SCRIPT = re.compile(r"\(original script\)", re.IGNORECASE)
_IN_ORIGINAL_SCRIPT = re.compile(r"\(original script:\s*([^()]*)\)", re.IGNORECASE)
_BORN = re.compile(r",?\s+born\s+(?:in\s+)?(?:on\s+)?\d.*$")


def names_in_cell(cell: str) -> tuple[str, ...]:
    """The names of a cell, in their order; a cell with one name, or with nothing but signs, gives itself.

    A semicolon inside a bracket makes the bracket a group of names; other brackets stay with their name.

    >>> names_in_cell("HYOHON LINES (HL) ; REI AIR (Rei; Reia)")
    ('HYOHON LINES (HL)', 'REI AIR', 'Rei', 'Reia')
    >>> names_in_cell("Hyohon Works (a.k.a., Mihon (MW) Works) (invented)")
    ('Hyohon Works', 'Mihon (MW) Works')
    """
    text = _ORIGINAL_SCRIPT.sub(" ", " ".join(cell.split()))
    text = _BORN.sub("", _IN_ORIGINAL_SCRIPT.sub(r";\1", text))
    groups = [group for match in _GROUP_OF_NAMES.finditer(text) for group in match[1].split(";")]
    parts = [*outside_brackets(_GROUP_OF_NAMES.sub(" ", text), ";"), *groups]
    return unique(_trimmed(name) for part in parts for name in _ALSO.split(part)) or unique([cell.strip()])


def outside_brackets(text: str, separator: str) -> list[str]:
    """The text split at a separator, except where a bracket is open.

    >>> outside_brackets("A (B; C); D", ";")
    ['A (B; C)', ' D']
    """
    parts: list[list[str]] = [[]]
    depth = 0
    for piece in text.split(separator):
        if depth <= 0:
            depth = 0
            parts.append([])
        parts[-1].append(piece)
        depth += piece.count("(") - piece.count(")")
    return [separator.join(pieces) for pieces in parts[1:]]


def _trimmed(name: str) -> str:
    """Without what follows a bracket that was never opened, and without the comma or "and" of an enumeration."""
    depth = 0
    for index, letter in enumerate(name):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            name = name[:index]
            break
    name = " ".join(name.split()).removeprefix("and ").strip(" ,")
    return "" if _NO_NAME.match(name) else name
