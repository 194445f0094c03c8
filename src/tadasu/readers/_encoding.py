"""Which encoding is a text file in? Evidence decides: Unicode if the bytes say so, else the likeliest of a few models.

Method: UTF-8 and UTF-16 have a structure that chance does not produce, so they are tested, not weighed. For the
others each candidate that can decode the sample, but for a stray line, gets a cost in nats: the sum over characters
of -ln(share of its class / size of the class). The classes are the rows of the national character sets (JIS X 0208
levels 1 and 2, GB 2312 levels 1 and 2, KS X 1001 hangul and hanja, Big5 levels 1 and 2), for Thai and Arabic the
everyday letters and the others; the shares are round figures for company files. ISO-2022-JP has escapes, which are
looked for. A header word or a legal form that appears after decoding is counted as evidence for that reading. The
lowest cost wins; the second is named.
"""

import codecs
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tadasu.readers._words import foreign_words

SAMPLE_BYTES = 64 * 1024
"""Bytes of lines with non-ASCII text that are weighed; more changes no guess on real files."""
CHUNK_BYTES = 1 << 18
MIN_MARGIN = 6.0
"""Nats between first and second below which the guess is called a last resort (odds of about 400 to 1)."""
WORD_EVIDENCE = 12.0
"""Nats for each known word found; about one and a half characters' worth of surprise."""
TOLERANCE = 3
"""An encoding stays possible for a file with broken bytes if this many lines decode for each that does not."""
ASCII_COST = math.log(64)
FOREIGN_COST = math.log(50_000 / 0.002)
HIGH_PAIR_COST = 2.5
"""cp1252 only: two accented letters or signs in a row are rare in the languages it is for."""
CASE_FLIP_COST = 4.0
"""cp1251 only: a capital straight after a small letter."""
MIXED_WORD_COST = 3.0
"""cp1251 only: a Cyrillic letter next to a Latin one."""
WIDE_NULS = 0.25
"""UTF-16 of ASCII is half NUL bytes; a file of which fewer are NUL and the rest is UTF-8 is not UTF-16."""
LEGAL_FORMS = (
    "株式会社", "有限会社", "有限公司", "股份", "주식회사", "유한회사", "Общество", "ООО", "บริษัท", "จำกัด", "شركة", "شرکت",
)  # fmt: skip
"""Frequent enough in any supplier list of their language to be evidence; the full table belongs to `tadasu.names`."""

THAI = frozenset("านรกอเง่มยลวดทสตัิี้ปบพคจหแไ์")
ARABIC = frozenset("اليمنورتهبعدسةكفشحقج")
"""Everyday letters, about nine of ten in running text. Own compilation 2026-11, from the word lists of `tadasu.names`."""
ONE_SCRIPT = {"cp874": ("\u0e01", "\u0e5b"), "cp1256": ("\u060c", "\u06ff")}
"""Encodings that can read almost any bytes: they are thought of only where most letters are neighbours of one script."""
LEAST_OF_ONE_SCRIPT = 0.8

_ESCAPES = (b"\x1b$B", b"\x1b$@")
"""ISO-2022-JP turns to JIS X 0208 with these (RFC 1468); the codec named knows half-width katakana too."""
_WITH_ESCAPES = "iso2022_jp_ext"

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingGuess:
    """A codec name and why; `certain` is True for Unicode found by structure. `sample` is decoded non-ASCII text."""

    encoding: str
    certain: bool
    runner_up: str = ""
    score: float = 0.0
    sample: str = ""

    @property
    def last_resort(self) -> bool:
        """Whether the guess should be looked at by a person before it is trusted."""
        return not self.certain and (self.encoding in ("cp1252", "latin-1") or self.score < MIN_MARGIN)


def guess_encoding(path: Path) -> EncodingGuess:
    """Read `path` once, in bounded memory, and say what its bytes are.

    UTF-8 is checked to the end of the file; the national encodings are weighed on the first 64 KiB of lines that
    hold anything beyond ASCII.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return EncodingGuess(encoding=name, certain=True)
    if b"\0" in head and not _narrow_with_nuls(head) and (wide := _utf16_without_bom(head)):
        return EncodingGuess(encoding=wide, certain=True)
    valid, escapes, lines = _scan(path)
    if escapes and not lines:
        return EncodingGuess(encoding=_WITH_ESCAPES, certain=True)
    if valid:
        return EncodingGuess(encoding="utf-8", certain=True)
    if _mostly(lines, "utf-8"):
        return EncodingGuess(encoding="utf-8", certain=True)
    return weigh(lines)


def guess_encoding_of(head: bytes, *, whole: bool) -> EncodingGuess:
    """As `guess_encoding`, by the beginning of what comes as a stream and is read once; `whole` where that is all of it."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return EncodingGuess(encoding=name, certain=True)
    if b"\0" in head and not _narrow_with_nuls(head) and (wide := _utf16_without_bom(head)):
        return EncodingGuess(encoding=wide, certain=True)
    if any(escape in head for escape in _ESCAPES) and head.isascii():
        return EncodingGuess(encoding=_WITH_ESCAPES, certain=True)
    if _feeds(codecs.getincrementaldecoder("utf-8")(), head, final=whole):
        return EncodingGuess(encoding="utf-8", certain=True)
    pieces = head.split(b"\n")
    complete = pieces if whole or len(pieces) == 1 else pieces[:-1]
    lines = [line[:SAMPLE_BYTES] + b"\n" for line in complete if not line.isascii()]
    if _mostly(lines, "utf-8"):
        return EncodingGuess(encoding="utf-8", certain=True)
    return weigh(lines)


def weigh(lines: list[bytes]) -> EncodingGuess:
    """The likeliest of the national encodings for `lines`, each of which holds some non-ASCII bytes."""
    sample = b"".join(lines)
    readings = {name: sample.decode(name, errors="replace") for name in _MODELS if _mostly(lines, name)}
    readings = {name: text for name, text in readings.items() if name not in ONE_SCRIPT or _of_one_script(text, name)}
    if not readings:
        return EncodingGuess(encoding="latin-1", certain=False, sample=_shown(sample.decode("latin-1")))
    costs = sorted((_cost(text, name), name) for name, text in readings.items())
    best_cost, best = costs[0]
    second_cost, second = costs[1] if len(costs) > 1 else (best_cost + 1_000.0, "")
    return EncodingGuess(
        encoding=best,
        certain=False,
        runner_up=second,
        score=round(second_cost - best_cost, 1),
        sample=_shown(readings[best]),
    )


def _scan(path: Path) -> tuple[bool, bool, list[bytes]]:
    """Whether the whole file is UTF-8, whether it has escapes of ISO-2022-JP, and the first lines that hold non-ASCII
    bytes (cut to the sample size).
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    valid, escapes, lines, size, rest, last = True, False, [], 0, b"", b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            if valid:
                valid = _feeds(decoder, chunk, final=False)
            escapes = escapes or any(escape in last + chunk for escape in _ESCAPES)
            last = chunk[-2:]
            if rest.isascii() and chunk.isascii():
                rest = b""
            elif size < SAMPLE_BYTES:
                pieces = (rest + chunk).split(b"\n")
                rest = pieces.pop()[:SAMPLE_BYTES]
                for line in pieces:
                    if not line.isascii() and size < SAMPLE_BYTES:
                        lines.append(line[:SAMPLE_BYTES] + b"\n")
                        size += len(line)
            if not valid and size >= SAMPLE_BYTES:
                break
    if size < SAMPLE_BYTES and not rest.isascii():
        lines.append(rest + b"\n")
    return valid and _feeds(decoder, b"", final=True), escapes, lines


def _feeds(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _mostly(lines: list[bytes], name: str) -> bool:
    broken = sum(not _decodes(line, name) for line in lines)
    return len(lines) - broken >= TOLERANCE * broken and len(lines) > broken


def _of_one_script(text: str, name: str) -> bool:
    first, last = ONE_SCRIPT[name]
    ours = [first <= char <= last for char in text]
    beside = sum(ours[at] and any(ours[max(at - 1, 0) : at] + ours[at + 1 : at + 2]) for at in range(len(ours)))
    return beside >= LEAST_OF_ONE_SCRIPT * sum(not char.isascii() for char in text)


def _narrow_with_nuls(head: bytes) -> bool:
    rest = head.replace(b"\0", b"")
    decoder = codecs.getincrementaldecoder("utf-8")()
    return len(head) - len(rest) < WIDE_NULS * len(head) and _feeds(decoder, rest, final=False)


def _utf16_without_bom(head: bytes) -> str:
    """`utf-16-le`, `utf-16-be` or nothing: the right reading has the ASCII signs of a table and no NUL."""
    even = head[: len(head) // 2 * 2]
    readings = []
    for name in ("utf-16-le", "utf-16-be"):
        text = even.decode(name, errors="replace")
        bad = sum(char in "\0\ufffd" or (char < " " and char not in "\t\r\n") for char in text)
        if bad <= len(text) // 500:
            readings.append((sum(char.isascii() for char in text), name))
    best = max(readings, default=(0, ""))
    return best[1] if best[0] else ""


def _decodes(line: bytes, name: str) -> bool:
    try:
        line.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _shown(text: str) -> str:
    """The first stretch of non-ASCII text, which a person can judge at a glance."""
    start = next((place for place, char in enumerate(text) if not char.isascii()), 0)
    return " ".join(text[max(0, start - 10) : start + 30].split())


def _cost(text: str, name: str) -> float:
    model = _MODELS[name]
    counts = Counter(text)
    total = FOREIGN_COST * counts.pop("\ufffd", 0)
    total += sum(model(char.encode(name), char) * count for char, count in counts.items())
    total -= WORD_EVIDENCE * sum(word in text for word in (*LEGAL_FORMS, *foreign_words()))
    if name == "cp1252":
        total += HIGH_PAIR_COST * sum(a > "\x7f" < b for a, b in pairwise(text))
    if name == "cp1251":
        total += CASE_FLIP_COST * sum(a.islower() and b.isupper() for a, b in pairwise(text))
        letters = [char.isalpha() and 1 + char.isascii() for char in text]
        total += MIXED_WORD_COST * sum(a + b == 3 for a, b in pairwise(letters) if a and b)
    return total


def _nats(share: float, size: int) -> float:
    return math.log(size / share)


def _ascii(char: str) -> float:
    return ASCII_COST if char.isprintable() or char in "\t\r\n" else FOREIGN_COST


def _cp932(code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    if len(code) == 1:
        return _nats(0.02, 63)  # half-width katakana
    lead = code[0]
    if (lead == 0x82 and code[1] >= 0x9F) or (lead == 0x83 and code[1] <= 0x96):
        return _nats(0.40, 169)  # kana
    if 0x89 <= lead <= 0x97 or (lead == 0x88 and code[1] >= 0x9F) or (lead == 0x98 and code[1] <= 0x72):
        return _nats(0.50, 2_965)  # JIS level 1
    if lead <= 0x87:
        return _nats(0.07, 700)  # signs, full-width letters
    return _nats(0.01, 3_390) if lead <= 0xEA else _nats(0.003, 1_000)


def _euc_jp(code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    lead = code[0]
    if len(code) == 3:
        return _nats(0.002, 6_067)
    if lead in (0xA4, 0xA5):
        return _nats(0.40, 169)
    if 0xB0 <= lead <= 0xCF:
        return _nats(0.50, 2_965)
    if 0xA1 <= lead <= 0xA3:
        return _nats(0.07, 300)
    return _nats(0.01, 3_390) if lead >= 0xD0 else _nats(0.005, 63)


def _gb18030(code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    lead = code[0]
    if len(code) == 4:
        return FOREIGN_COST
    if code[1] < 0xA1 or lead < 0xA1:
        return _nats(0.005, 14_000)  # GBK extension
    if 0xB0 <= lead <= 0xD7:
        return _nats(0.86, 3_755)  # GB 2312 level 1
    if 0xD8 <= lead <= 0xF7:
        return _nats(0.03, 3_008)
    if lead <= 0xA3:
        return _nats(0.08, 280)
    return _nats(0.005, 169) if lead in (0xA4, 0xA5) else _nats(0.003, 1_000)


def _cp949(code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    lead = code[0]
    if code[1] < 0xA1 or lead < 0xA1:
        return _nats(0.005, 8_822)  # hangul outside KS X 1001
    if 0xB0 <= lead <= 0xC8:
        return _nats(0.92, 2_350)
    return _nats(0.02, 4_888) if lead >= 0xCA else _nats(0.04, 900)


def _cp950(code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    lead = code[0]
    if 0xA4 <= lead <= 0xC6:
        return _nats(0.90, 5_401)  # Big5 level 1
    if 0xA1 <= lead <= 0xA3:
        return _nats(0.07, 408)
    return _nats(0.02, 7_652) if 0xC9 <= lead <= 0xF9 else _nats(0.003, 6_000)


def _cp1251(_code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    return _nats(0.93, 33) if "А" <= char <= "я" or char in "Ёё" else _nats(0.02, 62)


def _cp1252(_code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    return _nats(0.75, 62) if char.isalpha() else _nats(0.2, 60)


def _cp874(_code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    return _nats(0.9, len(THAI)) if char in THAI else _nats(0.08, 58)


def _cp1256(_code: bytes, char: str) -> float:
    if char.isascii():
        return _ascii(char)
    if char in ARABIC:
        return _nats(0.88, len(ARABIC))
    return _nats(0.1, 30) if "\u060c" <= char <= "\u06ff" else _nats(0.005, 75)


_MODELS: Mapping[str, Callable[[bytes, str], float]] = {
    "cp932": _cp932,
    "gb18030": _gb18030,
    "cp949": _cp949,
    "cp950": _cp950,
    "euc_jp": _euc_jp,
    "cp1251": _cp1251,
    "cp1252": _cp1252,
    "cp874": _cp874,
    "cp1256": _cp1256,
}
