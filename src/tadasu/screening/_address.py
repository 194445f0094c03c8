"""The telling words of an address: numbers, names of places, and of roads and quarters what their writing lets us cut.

Han characters, kana and Thai stand without spaces. Places and everyday words are cut out as in names (`tadasu.names`) and
stand for their Latin or English word, so that 和田市 is Hotan on either side; the rest is cut where a number begins or
ends and at the words for road, quarter, district and the like. Those words are our own choice.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from tadasu.names import Piece, PieceKind, Script, fold, needs_pieces, pieces

TELLING_LENGTH = 4
"""Letters of a word that tells: Latin, Cyrillic, Greek and what else stands between spaces."""
CUT_LENGTH = 2
"""Letters of a word that was cut out of an unspaced stretch."""

UNSPACED = frozenset({Script.HAN, Script.KANA, Script.THAI, Script.BURMESE, Script.KHMER})

KINDS = frozenset(
    {"area", "avenue", "banchi", "block", "building", "chome", "city", "county", "district", "floor", "gun", "lane"}
    | {"no", "number", "prefecture", "province", "region", "road", "room", "street", "town", "township", "unit"}
    | {"village", "zone"}
)
"""English words for kinds of places, roads and rooms that stand in nearly every address of an unspaced script."""

_HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十]+(?=丁目|番|号|號|条|條|段|巷|弄|楼|樓|层|層|階|室)")
_HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_BLOCK = re.compile(r"(\d+)(?:丁目|番地の?|番|の|[-‐‑–—−ー])(\d+)(?:(?:番地の?|番|号|の|[-‐‑–—−ー])(\d+))?")
"""Quarter, block and house of a Japanese address. One of the three alone is shared by chance; together they are a place."""
_WHOLE_BLOCK = re.compile(r"\d+(?:-\d+)+")
_BORDER = re.compile(
    unicodedata.normalize(
        "NFKC",
        "(丁目|番地|番|号|地区|工业区|开发区|自治|[省市区县旗盟州镇乡村路街道巷弄条段楼栋幢座层室院都府県町郡郷階棟]"
        "|จังหวัด|อำเภอ|ตำบล|แขวง|เขต|ถนน|ซอย|หมู่บ้าน|หมู่ที่|หมู่)",
    )
)


@lru_cache(maxsize=16_384)
def address_words(address: str) -> frozenset[str]:
    """The words by which two addresses are compared; numbers of any length are among them.

    >>> sorted(address_words("12 Beijing Road, Hotan 848000"))
    ['12', '848000', 'beijing', 'hotan', 'road']
    >>> sorted(address_words("新疆维吾尔自治区和田市北京路十二号"))
    ['12', 'beijing', 'hotan', 'xinjiang']
    """
    if not needs_pieces(address):
        return _spaced(address)
    text = _HAN_NUMBER.sub(lambda found: str(_value(found[0])), unicodedata.normalize("NFKC", address))
    text = _BLOCK.sub(lambda found: " " + "-".join(filter(None, found.groups())) + " ", text)
    return frozenset(word for piece in pieces(text) for word in _words(piece))


def _words(piece: Piece) -> frozenset[str]:
    if piece.kind is PieceKind.GLOSS:
        words = piece.reading.split()
        return frozenset(word for word in words if word.isdigit() or (len(word) >= CUT_LENGTH and word not in KINDS))
    if piece.kind is PieceKind.SOUND and piece.script in UNSPACED:
        return frozenset(_names(piece.surface))
    return frozenset(_WHOLE_BLOCK.findall(piece.text)) | _spaced(_WHOLE_BLOCK.sub(" ", piece.text))


def _names(stretch: str) -> Iterator[str]:
    """What stands between the words for road, quarter and the like; with the word when it is too short to tell (北区)."""
    names, kinds = _BORDER.split(stretch)[::2], _BORDER.split(stretch)[1::2]
    for name, kind in zip_longest(names, kinds, fillvalue=""):
        whole = name if len(name) >= CUT_LENGTH else name + kind
        if name and len(whole) >= CUT_LENGTH:
            yield whole


def _spaced(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= TELLING_LENGTH or word.isdigit())


def _value(text: str) -> int:
    """Of a number up to 99, or of digits one by one.

    >>> _value("三"), _value("十二"), _value("二十"), _value("二〇八")
    (3, 12, 20, 208)
    """
    tens, ten, ones = text.partition("十")
    if not ten:
        return int("".join(str(_HAN_DIGITS[sign]) for sign in text))
    return 10 * _HAN_DIGITS.get(tens, 1) + _HAN_DIGITS.get(ones, 0)
