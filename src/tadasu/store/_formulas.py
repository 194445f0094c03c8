"""Cells of a CSV that a spreadsheet program opens: none is run as a formula.

A name that begins like a formula would be run by the program that opens the file (CSV injection, CWE-1236). Such a cell
gets a leading apostrophe, which a spreadsheet takes as "this is text"; a plain number is left as it is.
"""

import re

_FORMULA = re.compile(
    r"^'*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]"
)  # the full-width signs are read as formulas in some locales; apostrophes that stand there already are kept apart
_LONE_RETURN = re.compile(r"\r(?!\n)")
"""Ends a row in many readers, and is not quoted by Python's writer of CSV: what follows it would begin a cell of its own."""

_NUMBER = re.compile(r"^[+-]?\d+(\.\d+)?$")


def no_formula(text: str) -> str:
    """The text as a cell that no spreadsheet program runs, without NUL bytes (which cut a cell short in many readers), and
    with a lone carriage return as the line feed that it stands for.

    >>> no_formula("=1+1"), no_formula("-5"), no_formula("Invented Mill")
    ("'=1+1", '-5', 'Invented Mill')
    """
    text = _LONE_RETURN.sub("\n", text.replace("\0", ""))
    return "'" + text if _FORMULA.match(text) and not _NUMBER.match(text) else text


def without_guard(cell: str) -> str:
    """What `no_formula` made a cell of.

    >>> without_guard("'=1+1"), without_guard("O'Neil"), without_guard("'s Demo Mill")
    ('=1+1', "O'Neil", "'s Demo Mill")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
