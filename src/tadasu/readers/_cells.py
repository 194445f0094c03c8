"""What any reader does with the text of one cell."""

import re
import unicodedata
from collections.abc import Callable, Sequence

_SEVERAL = re.compile(r"[;|；｜]")

CountryCode = Callable[[str], str | None]
"""Text of a country cell -> ISO 3166-1 alpha-2 code in lower case, or None."""


def one_line(raw: str) -> tuple[str, int]:
    """The cell on one line, outer blanks and control characters taken out, and how many of the latter there were.

    >>> one_line("  Aoba\\n Textile\\x07 ")
    ('Aoba Textile', 1)
    """
    if raw.isprintable() and "  " not in raw and raw == raw.strip():  # most cells of most files
        return raw, 0
    text = " ".join(raw.split())
    if text.isprintable():
        return text, 0
    clean = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return " ".join(clean.split()), len(text) - len(clean)


def parts(text: str) -> Sequence[str]:
    """Several values of one cell, taken apart at `;` and `|`."""
    return [part.strip() for part in _SEVERAL.split(text) if part.strip()]


def two_letters(text: str) -> str | None:
    """A country code that is taken as it is when nobody can check it.

    >>> two_letters("JP"), two_letters("Japan")
    ('jp', None)
    """
    return text.lower() if len(text) == 2 and text.isascii() and text.isalpha() else None
