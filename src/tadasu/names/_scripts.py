"""Which script a character is written in, and whether a name needs the native-script reader at all.

Source of the ranges: the Unicode Character Database, Blocks.txt and Scripts.txt (facts). Blocks of scripts without a
reader of their own are OTHER. Punctuation, signs, digits and everything unassigned count as LATIN: they are passed
through to the bulk tokenizer with the Latin text around them.
"""

import re
from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache


class Script(StrEnum):
    """Scripts that are read in ways of their own; LATIN also stands for whatever needs no reading."""

    LATIN = "latin"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    ARABIC = "arabic"
    BURMESE = "burmese"
    THAI = "thai"
    KHMER = "khmer"
    OTHER = "other"


RANGES: tuple[tuple[int, int, Script], ...] = (
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0531, 0x05F4, Script.OTHER),  # Armenian, Hebrew
    (0x0610, 0x061A, Script.ARABIC),  # without the comma, semicolon and question mark below and above
    (0x0620, 0x0669, Script.ARABIC),
    (0x066E, 0x06D3, Script.ARABIC),
    (0x06D5, 0x06FF, Script.ARABIC),
    (0x0700, 0x074F, Script.OTHER),
    (0x0750, 0x077F, Script.ARABIC),
    (0x0780, 0x086F, Script.OTHER),
    (0x0870, 0x08FF, Script.ARABIC),
    (0x0900, 0x0963, Script.OTHER),  # Indic scripts; the dandas are punctuation
    (0x0966, 0x0DF3, Script.OTHER),
    (0x0E01, 0x0E5B, Script.THAI),
    (0x0E80, 0x0FFF, Script.OTHER),  # Lao, Tibetan
    (0x1000, 0x1049, Script.BURMESE),
    (0x104C, 0x109F, Script.BURMESE),
    (0x10A0, 0x10FF, Script.OTHER),  # Georgian
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1200, 0x177F, Script.OTHER),
    (0x1780, 0x17D3, Script.KHMER),
    (0x17D7, 0x17D7, Script.KHMER),
    (0x17DC, 0x17FF, Script.KHMER),
    (0x1800, 0x19DF, Script.OTHER),
    (0x19E0, 0x19FF, Script.KHMER),
    (0x1A00, 0x1C7F, Script.OTHER),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1C90, 0x1CBF, Script.OTHER),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C00, 0x2C5F, Script.OTHER),
    (0x2C80, 0x2DDF, Script.OTHER),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0x2E80, 0x2FDF, Script.HAN),  # radicals
    (0x3005, 0x3007, Script.HAN),  # iteration mark, closing mark, ideographic zero
    (0x3021, 0x3029, Script.HAN),
    (0x3031, 0x3035, Script.KANA),
    (0x3038, 0x303B, Script.HAN),
    (0x3041, 0x309F, Script.KANA),
    (0x30A1, 0x30FA, Script.KANA),  # the middle dot U+30FB separates words
    (0x30FC, 0x30FF, Script.KANA),
    (0x3105, 0x312F, Script.OTHER),  # Bopomofo
    (0x3131, 0x318E, Script.HANGUL),
    (0x31A0, 0x31BF, Script.OTHER),
    (0x31F0, 0x31FF, Script.KANA),
    (0x3200, 0x321E, Script.HANGUL),
    (0x3220, 0x3247, Script.HAN),
    (0x3260, 0x327F, Script.HANGUL),
    (0x3280, 0x32B0, Script.HAN),
    (0x32C0, 0x32CB, Script.HAN),
    (0x32D0, 0x32FE, Script.KANA),
    (0x32FF, 0x32FF, Script.HAN),
    (0x3300, 0x3357, Script.KANA),
    (0x337B, 0x337F, Script.HAN),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xA000, 0xA63F, Script.OTHER),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA6A0, 0xA6FF, Script.OTHER),
    (0xA800, 0xA95F, Script.OTHER),
    (0xA960, 0xA97F, Script.HANGUL),
    (0xA980, 0xA9DF, Script.OTHER),
    (0xA9E0, 0xA9FF, Script.BURMESE),
    (0xAA00, 0xAA5F, Script.OTHER),
    (0xAA60, 0xAA7F, Script.BURMESE),
    (0xAA80, 0xAB2F, Script.OTHER),
    (0xAB70, 0xABFF, Script.OTHER),
    (0xAC00, 0xD7FF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB13, 0xFB4F, Script.OTHER),
    (0xFB50, 0xFD3D, Script.ARABIC),
    (0xFD50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFE, Script.ARABIC),
    (0xFF66, 0xFF9F, Script.KANA),
    (0xFFA0, 0xFFDC, Script.HANGUL),
    (0x10280, 0x1BFFF, Script.OTHER),
    (0x1E000, 0x1E95F, Script.OTHER),
    (0x1EE00, 0x1EEFF, Script.ARABIC),
    (0x1F200, 0x1F200, Script.KANA),
    (0x1F210, 0x1F23B, Script.HAN),
    (0x20000, 0x3FFFD, Script.HAN),
)
"""(first, last, script) by code point, ascending, without overlap."""

READ_IN_BULK = frozenset({Script.LATIN, Script.CYRILLIC, Script.GREEK})
"""Scripts that the bulk tokenizer reads by itself."""

_STARTS = [first for first, _, _ in RANGES]
_NATIVE = re.compile(
    "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last, script in RANGES if script not in READ_IN_BULK) + "]"
)


def needs_pieces(name: str) -> bool:
    """Whether the name holds a character of a script other than Latin, Cyrillic and Greek.

    >>> needs_pieces("Kalinka Trading 24"), needs_pieces("Калинка"), needs_pieces("カリンカ")
    (False, False, True)
    """
    return not name.isascii() and _NATIVE.search(name) is not None


@lru_cache(maxsize=1 << 16)
def script_of(char: str) -> Script:
    """The script of one character; LATIN for what belongs to none (digits, punctuation, signs)."""
    code = ord(char)
    at = bisect_right(_STARTS, code) - 1
    if at >= 0 and code <= RANGES[at][1]:
        return RANGES[at][2]
    return Script.LATIN
