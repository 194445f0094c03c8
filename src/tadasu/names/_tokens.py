"""Many names at once -> tokens in arrays.

A name in Latin, Cyrillic or Greek letters is folded in one compiled pass over all names. A name that needs words to be
known (Han, kana, Hangul, Arabic, Burmese, Thai, Khmer; Cyrillic, whose trade words we gloss) is first cut into pieces in
Python; the pieces ride through the same pass behind private-use marks. Letters of other scripts stay as they are written,
also those outside the Basic Multilingual Plane. The result for a name never depends on the names around it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tadasu.names._fold import BMP, GLOSS_OPENS, SOUND_CLOSES, SOUND_OPENS, SOUND_READS, fold_beyond, fold_table
from tadasu.names._lookalikes import one_script
from tadasu.names._merge import phrases
from tadasu.names._phrases import PLAIN_VIETNAMESE, gloss_phrases
from tadasu.names._pieces import Piece, PieceKind, needs_pieces, pieces
from tadasu.names._scripts import Script
from tadasu.names._tokens_kernel import (
    CYRILLIC,
    GLOSS,
    LINE_FEED,
    SURFACE_SEED,
    cut,
    distinct,
    merge,
    reading_hashes,
)
from tadasu.names.scripts import loan_reading

MARKS: dict[Script, int] = {
    Script.CYRILLIC: CYRILLIC,
    Script.HAN: 2,
    Script.KANA: 3,
    Script.HANGUL: 4,
    Script.ARABIC: 5,
    Script.BURMESE: 6,
    Script.THAI: 7,
    Script.KHMER: 8,
    Script.OTHER: 9,
}
"""What `Tokens.mark` says: the script a token was read from; 0 is Latin or Greek, GLOSS (15) an English gloss."""

VIETNAMESE = frozenset(map(chr, range(0x1EA0, 0x1EFA))) | frozenset("ƠơƯư")
"""Letters that only Vietnamese writes; a name that holds one is glossed as Vietnamese."""

VIETNAMESE_SIGNS = ("cong ty", "tnhh")
"""Company, and limited company, without their marks: no other language has these."""

SCRIPT_SEED = np.uint64(0xD6E8FEB86659FD93)

_UNCLEAN = re.compile("[\ue000-\uf8ff\U00010000-\U0010ffff]")

LONGEST_NAME = 1_000
"""Characters of a name that are looked at; readers refuse longer ones, so this only bounds work."""


class Tokens(NamedTuple):
    """Tokens of `len(names) - 1` names, one after the other.

    `chars[offsets[t]:offsets[t + 1]]` are the folded letters of token t (its reading when it comes from another script),
    `surfaces[surface_offsets[t]:surface_offsets[t + 1]]` the native letters of a SOUND token (and of a gloss of one word,
    when asked for), `key[t]` its identity, `mark[t]` its script; name n has tokens `names[n]` to `names[n + 1]`.
    """

    chars: NDArray[np.uint32]
    offsets: NDArray[np.int32]
    surfaces: NDArray[np.uint32]
    surface_offsets: NDArray[np.int32]
    key: NDArray[np.uint64]
    mark: NDArray[np.uint8]
    names: NDArray[np.int32]


class Words(NamedTuple):
    """The distinct tokens of a batch: `word[t]` numbers token t's word, `first[w]` is the first token of word w."""

    keys: NDArray[np.uint64]
    values: NDArray[np.int32]
    word: NDArray[np.int32]
    first: NDArray[np.int32]


def tokenize(names: Sequence[str], *, keep_glossed: bool = False) -> Tokens:
    """Cut names into tokens; line feeds and private-use characters inside a name count as spaces.

    With `keep_glossed` the native letters of a word that became one English word are kept, for `other_readings`.
    """
    lines = [name[:LONGEST_NAME].replace("\n", " ") for name in names]
    for number in sorted({*_flagged(lines), *_plain_vietnamese(lines)}):
        lines[number] = _encode(lines[number], keep_glossed)
    return Tokens(*merge(*cut(_buffer(lines), fold_table(), len(lines)), *phrases()))


def cut_plain(lines: Sequence[str]) -> Tokens:
    """Cut lines in Latin, Cyrillic or Greek letters as they are: no word is translated, no phrase joined."""
    return Tokens(*cut(_buffer(lines), fold_table(), len(lines)))


def distinct_words(tokens: Tokens, *, by_script: bool = False) -> Words:
    """Number the distinct tokens by first appearance, so that each is looked up once.

    With `by_script` a word read from Cyrillic and the same word in Latin letters stay apart, and so do two readings of
    the same characters (星野 in a Japanese and in a Chinese name), as a query needs it.
    """
    key = tokens.key
    if by_script:
        script = tokens.mark.astype(np.uint64) * SCRIPT_SEED
        key = key ^ script ^ (reading_hashes(tokens.chars, tokens.offsets) * SCRIPT_SEED)
        if tokens.surfaces.size:
            key = key ^ (reading_hashes(tokens.surfaces, tokens.surface_offsets) * SURFACE_SEED)
    size = 1 << max(4, int(np.ceil(np.log2(max(len(key) * 2, 1)))))
    return Words(*distinct(key, size))


def letters(tokens: Tokens, token: int) -> str:
    """The folded letters of one token."""
    return "".join(map(chr, tokens.chars[tokens.offsets[token] : tokens.offsets[token + 1]]))


def _buffer(lines: Sequence[str]) -> NDArray[np.uint32]:
    """Code points of all lines, each ended by a line feed; a lone surrogate becomes a question mark."""
    return np.frombuffer("".join(line + "\n" for line in lines).encode("utf-32-le", "replace"), np.uint32)


def _flagged(lines: Sequence[str]) -> list[int]:
    """Numbers of the lines that hold a character which the bulk pass cannot read by itself."""
    if not lines:
        return []
    buffer = _buffer(lines)
    special = _plain()[np.minimum(buffer, BMP)] == 0
    starts = np.concatenate([[0], np.flatnonzero(buffer == LINE_FEED)[:-1] + 1])
    return [int(line) for line in np.flatnonzero(np.logical_or.reduceat(special, starts))]


def _plain_vietnamese(lines: Sequence[str]) -> Iterator[int]:
    """Numbers of the lines that say in Latin letters without marks that they are Vietnamese companies."""
    text = "\n".join(lines).lower()
    for sign in VIETNAMESE_SIGNS:
        line, before, found = 0, 0, text.find(sign)
        while found >= 0:
            line += text.count("\n", before, found)
            yield line
            before, found = found, text.find(sign, found + 1)


@lru_cache(maxsize=1)
def _plain() -> NDArray[np.uint8]:
    """1 for every character that the bulk pass reads by itself."""
    plain = np.ones(BMP + 1, np.uint8)
    for code in range(BMP):
        char = chr(code)
        glossed = 0x400 <= code < 0x530 or char in VIETNAMESE
        if not 0xD800 <= code < 0xE000 and (needs_pieces(char) or glossed):
            plain[code] = 0
    plain[0xE000:0xF900] = 0
    plain[BMP] = 0
    return plain


def _encode(name: str, keep_glossed: bool) -> str:
    return _encode_native(_UNCLEAN.sub(lambda found: _cleaned(found.group()), name), keep_glossed)


def _cleaned(char: str) -> str:
    """A private-use character becomes a space; of those that the bulk pass has no row for only letters are left."""
    return fold_beyond(char) if ord(char) >= BMP else " "


def _language(piece: Piece, name: str) -> str:
    """By whose words a piece of text is glossed, or ""."""
    if piece.script is Script.CYRILLIC:
        return "ru"
    if any(char in VIETNAMESE for char in piece.text):
        return "vi"
    lower = name.lower()
    return PLAIN_VIETNAMESE if any(sign in lower for sign in VIETNAMESE_SIGNS) else ""


@lru_cache(maxsize=65536)
def _encode_native(name: str, keep_glossed: bool) -> str:
    """A name with native words, as the bulk pass wants it."""
    out: list[str] = []
    for piece in pieces(one_script(name)):
        if piece.kind is PieceKind.TEXT:
            language = _language(piece, name)
            out.append(gloss_phrases(piece.text, language, keep=keep_glossed) if language else piece.text)
        elif piece.kind is PieceKind.GLOSS and keep_glossed and " " not in piece.reading:
            out.append(f" {chr(SOUND_OPENS + GLOSS)}{piece.text}{chr(SOUND_READS)}{piece.reading}{chr(SOUND_CLOSES)} ")
        elif piece.kind is PieceKind.GLOSS:
            out.extend(f"{chr(GLOSS_OPENS)}{word} " for word in piece.reading.split())
            out.append(" ")
        elif piece.reading:
            mark = chr(SOUND_OPENS + MARKS.get(piece.script, MARKS[Script.OTHER]))
            reading = loan_reading(piece.surface) if piece.script is Script.KANA else piece.reading
            out.append(f" {mark}{piece.surface}{chr(SOUND_READS)}{reading}{chr(SOUND_CLOSES)} ")
        else:  # a script without a reading is compared letter by letter
            out.append(piece.text)
    return "".join(out)
