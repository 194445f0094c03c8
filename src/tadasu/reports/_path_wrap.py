"""How wide text is, in cells of a terminal and in ems of a picture, and where its lines may break.

A picture is made without knowing the reader's font, so widths are upper bounds: those of DejaVu Sans, the widest of the
usual system fonts, by kind of letter. Wide and fullwidth letters (Unicode East Asian Width) take one em, two cells.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from rich.cells import cell_len

from tadasu.reports._html_parts import MOST_SHOWN

Measure = Callable[[str], float]

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What moves the cursor, turns the direction of what follows, or may not stand in XML 1.0."""

_SPACES = re.compile(r"\s+")
_MOST_LETTERS = 200  # in a line, of which some have no width
_MOST_MARKS = 4
"""Marks kept above and below one letter: more of them would run over the lines around it."""

_NARROW, _SLIM, _BROAD = frozenset("ijlI'.,:;!|`"), frozenset(' ()[]/\\-ftrJ"'), frozenset("mwMWQO@%&©®™—…")
_STACKED = re.compile(r"[\u0b80-\u0dff\u1000-\u109f\u1780-\u17ff\u1950-\u1aff\ua980-\ua9df\U00011000-\U00011fff]")
_HUGE = re.compile(r"[\ufdf0-\ufdfd\U00012000-\U00012fff\U00013000-\U00014fff]")
_CLOSING = "、。，．・：；？！）」』】〕〉》’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ～"
_OPENING = "（「『【〔〈《‘“([{"
_WIDE = r"\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uff60\U0001f300-\U0001faff\U00020000-\U0003ffff"
_PIECE = re.compile(rf"\s*[{re.escape(_OPENING)}]*(?:[{_WIDE}]|[^\s{_WIDE}]+)?[{_CLOSING}]*")


def plain(value: str) -> str:
    """One line of text that turns nothing and overprints nothing, for a terminal or a picture; not escaped, and cut where
    it is too long to read.

    >>> plain("\\u202eevil\\nname")
    '�evil name'
    """
    cut = value if len(value) <= MOST_SHOWN else value[: MOST_SHOWN - 1] + "…"
    shown = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", cut).strip())
    return shown if shown.isascii() else "".join(_few_marks(shown))


def cells(value: str) -> float:
    """Columns that the text takes in a terminal."""
    return cell_len(value)


def ems(value: str) -> float:
    """An upper bound of the width of the text in a system font of weight 400.

    >>> ems("綿糸"), round(ems("yarn"), 2)
    (2.0, 2.38)
    """
    return sum(map(_em, value), 0.0)


def wrapped(value: str, room: float, measure: Measure, *, most: int = 0) -> list[str]:
    """Lines no wider than `room`, of which there are at most `most` (0: any number); a cut ends in "…".

    A line breaks at spaces and between Han, kana and Hangul; a word that is longer than a line breaks anywhere.

    >>> wrapped("cotton yarn and 綿織物", 11, cells)
    ['cotton yarn', 'and 綿織物']
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(value, room, measure):
        if measure((line + piece).rstrip()) <= room or not line:
            line += piece if line else piece.lstrip()
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
    if line.strip():
        lines.append(line.rstrip())
    if most and len(lines) > most:
        return [*lines[: most - 1], shortened(lines[most - 1] + " " + lines[most], room, measure)]
    return lines


def shortened(value: str, room: float, measure: Measure) -> str:
    """The text, or as much of its beginning as leaves room for "…".

    >>> shortened("cotton yarn", 8, cells)
    'cotton…'
    """
    if measure(value) <= room:
        return value
    return value[: _fitting(value, room - measure("…"), measure)].rstrip() + "…"


def _pieces(value: str, room: float, measure: Measure) -> Iterator[str]:
    """What may not be broken: words with the space before them, wide letters one by one."""
    for piece in _PIECE.findall(value):
        while measure(piece.strip()) > room and len(piece) > 1:
            end = max(_fitting(piece, room, measure), 1)
            yield piece[:end]
            piece = piece[end:]
        yield piece


def _fitting(value: str, room: float, measure: Measure) -> int:
    """How many of the first letters fit, looked for by halves: a word may be as long as somebody wanted it to be."""
    return bisect_right(
        range(1, min(len(value), _MOST_LETTERS) + 1), room, key=lambda end: measure(value[:end].strip())
    )


def _few_marks(value: str) -> Iterator[str]:
    marks = 0
    for letter in value:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MOST_MARKS:
            yield letter


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    if letter.isascii():
        return _ascii(letter)
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    width = unicodedata.east_asian_width(letter)
    if width in "WF":
        return 1.4 if unicodedata.category(letter) == "So" else 1  # emoji are drawn larger than Han
    if _HUGE.match(letter):
        return 12 if letter == "\ufdfd" else 3
    if _STACKED.match(letter):
        return 1.4
    return 1 if width == "A" or letter in _BROAD or letter.isupper() else 0.75


def _ascii(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _SLIM:
        return 0.46
    if letter in _BROAD:
        return 1
    return 0.78 if letter.isupper() else 0.64
