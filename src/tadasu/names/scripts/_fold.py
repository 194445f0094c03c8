"""One spelling for the many ways to write a character: the fold that comes before every look-up.

NFKC; traditional Han and shinjitai become simplified Han (OpenCC's character tables, Apache-2.0, read at run time);
invisible characters go. A character that is standard in GB 2312 stays as it is, although it may be the shinjitai of
another (for example U+82B8), so that a Chinese name never changes its sound.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import opencc

KEPT_HAN = "乾"
"""Not simplified: read qian (the usual reading in company names) it is the standard form also in simplified text."""

HAN_VARIANTS = {"髙": "高", "﨑": "崎", "濵": "滨", "邉": "边", "鉱": "矿", "鑛": "矿", "渋": "涩", "澁": "涩"}
"""Variants OpenCC leaves alone. Source: own compilation 2026-11."""

FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}

_HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_CLUSTER = re.compile(
    ".[\u0300-\u036f\u1160-\u11ff\u3099\u309a\uff9e\uff9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` is where its character i began in the original (None: the same place)."""

    text: str
    starts: Sequence[int] | None = None

    def origin(self, at: int) -> int:
        """Where in the original the folded character `at` began."""
        return at if self.starts is None else self.starts[at]

    def original(self, name: str, start: int, end: int) -> Sequence[str]:
        """For each character from start to end the one of `name` that it was folded from."""
        if self.starts is None:
            return name[start:end]
        return [name[at : at + 1] for at in self.starts[start:end]]


def fold(text: str) -> Folded:
    """Fold a text character by character and remember where each came from.

    >>> fold("山東㈱").text
    '山东(株)'
    """
    simple = text.translate(_one_to_one())
    if unicodedata.is_normalized("NFKC", simple) and not _INVISIBLE.search(simple):
        return Folded(simple)
    chars: list[str] = []
    starts: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        plain = _INVISIBLE.sub("", cluster.group())
        folded = unicodedata.normalize("NFKC", plain).translate(_one_to_one())
        chars.append(folded)
        starts.extend([cluster.start() if starts else 0] * len(folded))
    starts.append(len(text))
    return Folded("".join(chars), starts)


def fold_term(text: str) -> str:
    """The folded text alone, for the keys of a lexicon."""
    return fold(text).text


@lru_cache(maxsize=1)
def _one_to_one() -> dict[int, str]:
    chars = [chr(code) for block in _HAN_BLOCKS for code in block]
    plain = unicodedata.normalize("NFKC", "\n".join(chars)).split("\n")
    simplified = opencc.OpenCC("t2s").convert("\n".join(plain)).split("\n")
    modern = opencc.OpenCC("t2s").convert(opencc.OpenCC("jp2t").convert("\n".join(plain))).split("\n")
    table = dict(FULL_WIDTH)
    for char, once, twice in zip(chars, simplified, modern, strict=True):
        folded = once if once != char or _encodes(char, "gb2312") else twice
        if folded != char and len(folded) == 1 and char not in KEPT_HAN:
            table[ord(char)] = folded
    return table | {ord(char): folded for char, folded in HAN_VARIANTS.items()}


@lru_cache(maxsize=1)
def shinjitai_only() -> frozenset[str]:
    """Han characters that belong to Japanese alone: in JIS X 0208, but neither in GB 2312 nor in Big5."""
    return frozenset(
        char
        for char in map(chr, _HAN_BLOCKS[1])
        if _encodes(char, "shift_jis") and not _encodes(char, "gb2312") and not _encodes(char, "big5")
    )


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
