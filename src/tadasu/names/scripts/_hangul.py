"""Hangul -> Latin: Revised Romanisation syllable by syllable, known words by the best cut.

Sources: Revised Romanization of Korean (Ministry of Culture and Tourism Notification 2000-8); McCune-Reischauer (1939)
for the variant that names from the North often follow. Of the sound changes only two are applied: a final consonant
before a vowel moves over, and l with l stays ll.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from tadasu.names._lexicon import Entry, Lexicon
from tadasu.names._scripts import Script, script_of
from tadasu.names.scripts._found import Found
from tadasu.names.scripts._table import sounds

INITIALS = sounds("g kk n d tt r m b pp s ss - j jj ch k t p h")
MEDIALS = sounds("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
FINALS = sounds("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
MOVED = sounds("- g kk gs n nj n d r lg lm lb ls lt lp r m b bs s ss ng j ch k t p h")
"""A final consonant as it sounds before a syllable that begins with a vowel."""

OLD_INITIALS = sounds("k kk n t tt r m p pp s ss - ch tch ch k t p h")
OLD_MEDIALS = sounds("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
"""McCune-Reischauer without breves and apostrophes."""

FIRST, LAST = 0xAC00, 0xD7A3
SILENT, LIQUID, LIQUID_FINAL = 11, 5, 8


@lru_cache(maxsize=1 << 16)
def romanised(hangul: str, *, old: bool = False) -> str:
    """Revised Romanisation, or McCune-Reischauer if `old`; characters that are no whole syllable are dropped.

    >>> romanised("한라"), romanised("백두"), romanised("백두", old=True)
    ('hanra', 'baekdu', 'paektu')
    """
    initials, medials = (OLD_INITIALS, OLD_MEDIALS) if old else (INITIALS, MEDIALS)
    out: list[str] = []
    previous = 0
    for char in hangul:
        code = ord(char)
        if not FIRST <= code <= LAST:
            out.append(FINALS[previous])
            previous = 0
            continue
        initial, rest = divmod(code - FIRST, 588)
        medial, final = divmod(rest, 28)
        out.append(_joint(previous, initial, initials) + medials[medial])
        previous = final
    out.append(FINALS[previous])
    return "".join(out)


def _joint(final: int, initial: int, initials: tuple[str, ...]) -> str:
    """The consonants between two vowels."""
    if initial == SILENT:
        return MOVED[final]
    if initial == LIQUID and final == LIQUID_FINAL:
        return "ll"
    return FINALS[final] + initials[initial]


class HangulReader:
    """Reads Hangul; a known word may stand inside a run, since company names are written together."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._lexicon = Lexicon(entries, fits=_fits)

    def read(self, text: str, original: Sequence[str]) -> list[Found]:
        """Known words and sounds of a folded text, in order; `original` has the characters it was folded from."""
        passes = [script_of(char) is not Script.HANGUL for char in text]
        return [
            Found(cut.start, cut.end, Script.LATIN)
            if cut.passed
            else Found(cut.start, cut.end, Script.HANGUL, cut.entry)
            if cut.entry is not None
            else _sound(text, cut.start, cut.end)
            for cut in self._lexicon.segment(text, passes=passes)
        ]


def _sound(text: str, start: int, end: int) -> Found:
    surface = text[start:end]
    return Found(start, end, Script.HANGUL, surface=surface, reading=romanised(surface))


def _fits(text: str, start: int, end: int, entry: Entry) -> bool:
    """A single syllable is a word only when it stands alone."""
    before = start > 0 and script_of(text[start - 1]) is Script.HANGUL
    after = end < len(text) and script_of(text[end]) is Script.HANGUL
    return len(entry.term) > 1 or not (before or after)
