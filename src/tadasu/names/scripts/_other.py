"""Scripts without a reader of their own: the sound that Unicode's letter names give, where they give one.

Only scripts whose letter names are their sounds (Indic scripts, Lao, Tibetan); elsewhere (Hebrew, Georgian, Armenian) a
letter's name says little, so the reading is empty and only the surface is compared.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from tadasu.names._scripts import Script, script_of
from tadasu.names.scripts._found import Found

NAMED_BY_SOUND = (
    *("BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "LAO", "MALAYALAM", "ORIYA", "SINHALA", "TAMIL"),
    *("TELUGU", "TIBETAN"),
)
_VOWELLED = re.compile("^[bcdfghjklmnpqrstvwxyz]+a$")
_NAME = re.compile(rf"^(?:{'|'.join(NAMED_BY_SOUND)}) (?:(SUBJOINED )?LETTER|(VOWEL SIGN)|(SIGN VIRAMA)) ?([A-Z]*)$")


def other_letters(text: str, original: Sequence[str]) -> list[Found]:
    """Every run of letters as a sound."""
    found: list[Found] = []
    at = 0
    for is_other, run in groupby(text, key=lambda char: script_of(char) is Script.OTHER):
        surface = "".join(run)
        if is_other:
            reading = named_reading(surface)
            found.append(Found(at, at + len(surface), Script.OTHER, surface=surface.casefold(), reading=reading))
        at += len(surface)
    return found


@lru_cache(maxsize=1 << 14)
def named_reading(text: str) -> str:
    """Letters by their Unicode names; a vowel sign replaces the a of the consonant before it.

    >>> named_reading("दिल्ली"), named_reading("ལྷ་ས"), named_reading("תל")
    ('dilli', 'lhasa', '')
    """
    out: list[str] = []
    for char in text:
        match = _NAME.match(unicodedata.name(char, ""))
        if match is None:
            continue
        subjoined, sign, virama, letter = match.groups()
        sound = re.sub("(.)\\1", r"\1", letter.lower())
        if (subjoined or sign or virama) and out and _VOWELLED.match(out[-1]):
            out[-1] = out[-1][:-1]
        out.append("" if virama else sound)
    return "".join(out)
