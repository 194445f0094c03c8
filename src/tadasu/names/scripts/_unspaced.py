"""Thai, Burmese and Khmer: known words by the best cut at syllable borders, the rest by the letters' sounds."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from tadasu.names._lexicon import Entry, Lexicon
from tadasu.names._scripts import Script, script_of
from tadasu.names.scripts._found import Found, digits

LEAST_LETTERS = 2
"""Letters of a known word inside an unspaced run."""

JOINING = frozenset("ะาำๅ\u102b\u102c\u1031\u1038\u17d2\u1039\u103a")
"""Signs that belong to the syllable before them though Unicode calls not all of them marks; and what joins two."""


class UnspacedReader:
    """Reads a script that writes words together, with its known words and the sound of its letters."""

    def __init__(self, entries: Iterable[Entry], *, script: Script, sound: Callable[[str], str]) -> None:
        self._lexicon = Lexicon(entries, fits=_fits)
        self._script, self._sound = script, sound

    def read(self, text: str, original: Sequence[str]) -> list[Found]:
        """Known words and sounds of a folded text, in order; `original` has the characters it was folded from."""
        passes = [script_of(char) is not self._script or unicodedata.category(char) == "Nd" for char in text]
        found: list[Found] = []
        for cut in self._lexicon.segment(text, passes=passes):
            if cut.passed:
                is_digit = script_of(text[cut.start]) is self._script
                gloss = digits(text[cut.start : cut.end]) if is_digit else ""
                found.append(Found(cut.start, cut.end, self._script, gloss=gloss))
            elif cut.entry is not None:
                found.append(Found(cut.start, cut.end, self._script, cut.entry))
            else:
                surface = text[cut.start : cut.end]
                found.append(Found(cut.start, cut.end, self._script, surface=surface, reading=self._sound(surface)))
        return list(_digits_joined(found))


def _digits_joined(found: Iterable[Found]) -> Iterable[Found]:
    """Neighbouring digits as one number."""
    number: Found | None = None
    for each in found:
        if each.gloss and number is not None and number.end == each.start:
            number = number._replace(end=each.end, gloss=number.gloss + each.gloss)
            continue
        if number is not None:
            yield number
        number = each if each.gloss else None
        if number is None:
            yield each
    if number is not None:
        yield number


def _fits(text: str, start: int, end: int, entry: Entry) -> bool:
    """A known word begins and ends between syllables, and has some letters."""
    if sum(unicodedata.category(char) == "Lo" for char in entry.term) < LEAST_LETTERS:
        return False
    return not (_joins(text, start) or _joins(text, end) or text[end - 1 : end] in ("\u17d2", "\u1039"))


def _joins(text: str, at: int) -> bool:
    """Whether character `at` belongs to the one before it, or is a consonant killed by the sign after it."""
    if not 0 < at < len(text):
        return False
    if text[at] in JOINING or unicodedata.category(text[at])[0] == "M":
        return True
    return text[at + 1 : at + 2] in ("\u103a", "\u0e4c", "\u1039") and script_of(text[at]) is not Script.LATIN
