"""What a script reader hands back: stretches of a folded text with what is known of each."""

import unicodedata
from typing import NamedTuple

from tadasu.names._lexicon import Entry
from tadasu.names._scripts import Script


class Found(NamedTuple):
    """text[start:end] is a known word (`entry`; `gloss` for digits), a sound, or plain text (neither)."""

    start: int
    end: int
    script: Script
    entry: Entry | None = None
    surface: str = ""
    reading: str = ""
    gloss: str = ""

    @property
    def is_text(self) -> bool:
        """Whether nothing is known of it."""
        return self.entry is None and not self.surface and not self.gloss


def digits(text: str) -> str:
    """Decimal digits of any script as 0 to 9.

    >>> digits("١٢")
    '12'
    """
    return "".join(str(unicodedata.decimal(char)) for char in text)
