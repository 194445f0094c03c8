"""A name in any script cut into pieces: known words with their English gloss, unknown ones with their sound.

Latin, Cyrillic and Greek text passes through as it is; the texts of the pieces of a name, one after the other, are the
name. Which words are known is data (`names/data`, `places/data`); how each script sounds is code in `names/scripts`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tadasu.names._scripts import Script, needs_pieces, script_of
from tadasu.names.scripts import Folded, Found, fold, reader, sound_readings, spoken, stretches

_WORD = re.compile(r"\S+\s*|\s+")

__all__ = ["Piece", "PieceKind", "needs_pieces", "pieces", "readings"]


class PieceKind(StrEnum):
    """How a piece of a name is read."""

    TEXT = "text"
    """Latin, Cyrillic, Greek, digits, punctuation: passed through to the bulk tokenizer."""
    GLOSS = "gloss"
    """A known word: `reading` is its English gloss."""
    SOUND = "sound"
    """No known word: `reading` is its transliteration."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a name. `surface` is the folded span of a SOUND, else empty; `reading` is [a-z0-9 ], empty for TEXT."""

    text: str
    surface: str
    reading: str
    kind: PieceKind
    script: Script


def pieces(name: str, *, language: str | None = None) -> tuple[Piece, ...]:
    """Cut a name into pieces; `language` (ISO 639-1) decides between Chinese and Japanese where the letters do not.

    >>> [piece.reading for piece in pieces("カリンカ貿易")]
    ['karinka', 'trading']
    """
    if not needs_pieces(name):
        return tuple(_text_pieces(name))
    folded = fold(name)
    out: list[Piece] = []
    done = 0
    for offset, found in _found(folded, name, (language or "").split("-")[0].lower()):
        start, end = folded.origin(offset + found.start), folded.origin(offset + found.end)
        if found.is_text or end <= start:
            continue
        out.extend(_text_pieces(name[done:start]))
        out.append(_piece(name[start:end], found))
        done = end
    out.extend(_text_pieces(name[done:]))
    return tuple(out)


def readings(piece: Piece) -> tuple[str, ...]:
    """The reading of a piece and the other spellings that official Latin names use; none for TEXT.

    A SOUND has other romanisations; a GLOSS has the sound of the word, for names that leave it untranslated.

    >>> readings(pieces("クリスタル貿易")[0])
    ('kurisutaru', 'kristal', 'klistal')
    """
    if piece.kind is PieceKind.TEXT:
        return ()
    others = (
        spoken(piece.script, piece.text)
        if piece.kind is PieceKind.GLOSS
        else sound_readings(piece.script, surface=piece.surface, text=piece.text, reading=piece.reading)
    )
    return tuple(dict.fromkeys(reading for reading in (piece.reading, *others) if reading))


def _found(folded: Folded, name: str, language: str) -> Iterator[tuple[int, Found]]:
    """What the script readers find, each with the place in the folded text that it counts from."""
    for family, start, end in stretches(folded.text):
        original = folded.original(name, start, end)
        for found in reader(family, name=name, language=language)(folded.text[start:end], original):
            yield start, found


def _piece(text: str, found: Found) -> Piece:
    if found.entry is not None:
        return Piece(text, "", found.entry.gloss, PieceKind.GLOSS, found.script)
    if found.gloss:
        return Piece(text, "", found.gloss, PieceKind.GLOSS, found.script)
    return Piece(text, found.surface, found.reading, PieceKind.SOUND, found.script)


def _text_pieces(text: str) -> Iterator[Piece]:
    """Text to pass through, one piece for neighbouring words of one script."""
    if not text:
        return
    if text.isascii():
        yield Piece(text, "", "", PieceKind.TEXT, Script.LATIN)
        return
    start = 0
    script: Script | None = None
    for word in _WORD.finditer(text):
        here = _script_of_word(word.group())
        if here is not None and script is not None and here is not script:
            yield Piece(text[start : word.start()], "", "", PieceKind.TEXT, script)
            start = word.start()
        script = here or script
    yield Piece(text[start:], "", "", PieceKind.TEXT, script or Script.LATIN)


def _script_of_word(word: str) -> Script | None:
    """The script of the first letter; None without a letter."""
    for char in word:
        if char.isalpha():
            return script_of(char)
    return None
