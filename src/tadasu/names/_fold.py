"""How single characters become comparable: a table from a code point to at most four lower-case letters.

Latin with any diacritic, Cyrillic and Greek are folded here, character by character; scripts that need words to be known
(Han, kana, Hangul, Arabic, Burmese, Thai, Khmer) go through `pieces` first. Letters of every other script, also outside
the Basic Multilingual Plane, stay as they are written. Sources: Unicode categories, NFKD and case folding; for Cyrillic
the BGN/PCGN 1947 and passport (ICAO 9303) letters, without apostrophes, as company names on lists use them; for Greek
ELOT 743.
"""

import unicodedata
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

BMP = 0x10000
SEPARATOR, DELETED, DOT = 0, 1, 2
"""First column of a row: what the character does; anything above DOT is the first of its folded letters."""

SOUND_OPENS = 0xE010
"""Private-use code points carry what `pieces` found through the bulk tokenizer: SOUND_OPENS + script number, the
surface, SOUND_READS, the reading, SOUND_CLOSES. User text is cleaned of them first."""
SOUND_READS = 0xE001
SOUND_CLOSES = 0xE002
GLOSS_OPENS = 0xE003
"""Marks the next token as the English gloss of a native word."""

_LATIN = dict(
    zip("øłđıæœþðßħŋəɛɔ", ["o", "l", "d", "i", "ae", "oe", "th", "d", "ss", "h", "ng", "e", "e", "o"], strict=True)
)
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўәғқңөұүһђћљњџјѕќѓ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
            "i",
            "yi",
            "ye",
            "g",
            "u",
            "a",
            "g",
            "k",
            "n",
            "o",
            "u",
            "u",
            "h",
            "d",
            "c",
            "lj",
            "nj",
            "dz",
            "j",
            "dz",
            "k",
            "g",
        ],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψως",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
            "s",
        ],
        strict=True,
    )
)
_SILENT = frozenset("'`’‘ʼʻ´ʹ")
_NOT_TEXT = frozenset({"Cc", "Co", "Cs", "Cn"})
_SIGNS = frozenset({"Mn", "Mc"})
"""Of these what has no combining class is no accent but the vowel sign of a script that writes vowels so: a letter."""
_UNSEEN = frozenset(
    chr(code)
    for first, last in ((0x034F, 0x034F), (0x17B4, 0x17B5), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
    for code in range(first, last + 1)
)
"""Marks that choose a glyph. Source: Unicode, DerivedCoreProperties.txt, Default_Ignorable_Code_Point."""


@cache
def fold_table() -> NDArray[np.uint16]:
    """The table, shape (65536, 4): row `c` holds the folded letters of code point `c`, zero-padded."""
    table = np.zeros((BMP, 4), np.uint16)
    for code in range(32, BMP):
        if 0xD800 <= code < 0xF900:
            continue
        row = [letter for letter in _row(chr(code)) if letter < BMP]
        table[code, : len(row)] = row
    return table


def fold(text: str) -> str:
    """Fold a short text in plain Python, as the tokenizer would; separators become single spaces.

    >>> fold("Śląska Huta (ООО)")
    'slaska huta ooo'
    """
    table = fold_table()
    out: list[str] = []
    for char in text:
        if ord(char) >= BMP:
            out.append(fold_beyond(char))
            continue
        row = table[ord(char)]
        if row[0] in (SEPARATOR, DOT):
            out.append(" ")
        elif row[0] != DELETED:
            out.extend(chr(letter) for letter in row if letter)
    return " ".join("".join(out).split())


@lru_cache(maxsize=1 << 14)
def fold_beyond(char: str) -> str:
    """A character that the table does not hold: its letters, "" for a silent one, a space for what parts words.

    >>> [fold_beyond(char) for char in ("\U0001e900", "\U0001d40a", "\U0001f6a2")] == ["\U0001e922", "k", " "]
    True
    """
    row = _row(char)
    if not row or row[0] in (SEPARATOR, DOT):
        return " "
    return "" if row[0] == DELETED else "".join(map(chr, row))


@cache
def _special() -> dict[str, str]:
    """Letters that a table of ours folds."""
    return {letter: text.strip("-") for letter, text in {**_LATIN, **_CYRILLIC, **_GREEK}.items()}


def _row(char: str) -> list[int]:
    special = _special()
    if char == ".":
        return [DOT]
    category = unicodedata.category(char)
    if char in _SILENT or char in _UNSEEN or unicodedata.combining(char) or char == "ー" or category == "Cf":
        return [DELETED]
    if char.casefold() in special:
        letters = special[char.casefold()]
        return [ord(letter) for letter in letters] if letters else [DELETED]
    if category in _NOT_TEXT:
        return [SEPARATOR]
    folded = ""
    for part in unicodedata.normalize("NFKD", char).casefold():
        if not unicodedata.combining(part) and (part.isalnum() or unicodedata.category(part) in _SIGNS):
            folded += special.get(part, part)
    return [ord(letter) for letter in folded[:4]]
