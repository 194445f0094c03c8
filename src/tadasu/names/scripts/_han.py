"""Names in Han and kana: Chinese or Japanese, known words by the best cut, the rest by sound."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tadasu.names._lexicon import Cut, Entry, EntryKind, Lexicon
from tadasu.names._scripts import Script, script_of
from tadasu.names.scripts._fold import shinjitai_only
from tadasu.names.scripts._found import Found
from tadasu.names.scripts._kana import hepburn, is_katakana, to_katakana
from tadasu.names.scripts._kanji import kanji_reading
from tadasu.names.scripts._pinyin import pinyin

JAPANESE_FORMS = (
    *("(株)", "(有)", "(合)", "(資)", "(名)", "（株）", "（有）", "㈱", "㈲", "㍿"),
    *("財団法人", "社団法人", "協同組合", "事業組合", "独立行政法人"),
)
"""Legal forms that only a Japanese name holds, unsimplified, besides every kind of 会社. Sources: Companies Act of
Japan (Act 86 of 2005) art. 6 and the acts on the other corporations."""

PLACE_SUFFIXES = ("省", "市", "县", "地区", "自治区", "自治州", "自治县", "自治旗", "特别行政区", "新区", "林区")
"""What may follow a place's short name and adds nothing to it; 旗 and 区 may as well begin a brand: not here.
Source: GB/T 2260-2007."""

LEAST_INSIDE_KANA, LEAST_AT_KANA_START, LEAST_AT_KANA_END, LEAST_KANA_LEFT = 6, 4, 3, 2
"""Kana a known word must have inside, at the start and at the end of a katakana run (a place one more), and kana that
must be left of a brand. Shorter words are too often mere syllables of a foreign name."""

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_NATIVE = frozenset({Script.HAN, Script.KANA})
_NUMBER = re.compile(
    "第 ?([0-9]{1,4}|[〇零一二三四五六七八九十百千]{1,7})号?|([〇零一二三四五六七八九十百]{2,7})(?=[团师连营])"
)
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_JAPANESE_FORM = re.compile("[ぁ-ゖァ-ヺーｦ-ﾝ]|(?<!社)会社|" + "|".join(re.escape(form) for form in JAPANESE_FORMS))


@lru_cache(maxsize=256)
def is_japanese(name: str) -> bool:
    """Kana, a Japanese legal form, or a character only Japanese writes, and no Chinese company word (公司).

    >>> is_japanese("山田商事㈱"), is_japanese("海岚贸易有限公司"), is_japanese("中沢商店")
    (True, False, True)
    """
    if "公司" in name:
        return False
    return _JAPANESE_FORM.search(name) is not None or not shinjitai_only().isdisjoint(name)


class HanReader:
    """Reads stretches of Han and kana in one language with its known words."""

    def __init__(self, entries: Iterable[Entry], *, japanese: bool) -> None:
        self._japanese = japanese
        self._lexicon = Lexicon(entries, fits=self._fits, suffixes=PLACE_SUFFIXES)

    def read(self, text: str, original: Sequence[str]) -> list[Found]:
        """`text` is folded; original[i] is what stood at its character i before simplification."""
        passes = [script_of(char) not in _NATIVE for char in text]
        cuts = self._lexicon.segment(text, passes=passes, extra=_numbers(text))
        found: list[Found] = []
        for cut in cuts:
            if cut.passed:
                found.append(Found(cut.start, cut.end, Script.LATIN))
            elif cut.entry is not None:
                script = Script.KANA if is_katakana(text[cut.start]) else Script.HAN
                found.append(Found(cut.start, cut.end, script, cut.entry))
            else:
                found.extend(self._sounds(text, original, cut))
        return found

    def _sounds(self, text: str, original: Sequence[str], cut: Cut) -> Iterable[Found]:
        """An unknown run: katakana apart from kanji with hiragana."""
        for start, end in _katakana_apart(text, cut.start, cut.end):
            surface = to_katakana(text[start:end])
            if is_katakana(text[start]):
                yield Found(start, end, Script.KANA, surface=surface, reading=hepburn(surface))
            elif self._japanese:
                reading = kanji_reading("".join(original[start:end]))
                script = Script.HAN if any(script_of(char) is Script.HAN for char in text[start:end]) else Script.KANA
                yield Found(start, end, script, surface=surface, reading=reading)
            else:
                yield Found(start, end, Script.HAN, surface=surface, reading=pinyin(text[start:end]))

    def _fits(self, text: str, start: int, end: int, entry: Entry) -> bool:
        if end - start == 1 and not self._single_fits(text, start, end, entry):
            return False
        opens = start > 0 and is_katakana(text[start]) and is_katakana(text[start - 1])
        closes = end < len(text) and is_katakana(text[end - 1]) and is_katakana(text[end])
        return not (opens or closes) or _fits_in_katakana(text, start, end, entry)

    def _single_fits(self, text: str, start: int, end: int, entry: Entry) -> bool:
        """One character is a word only as the last before the end, a legal form or something that is no Han or kana."""
        if entry.kind is EntryKind.PLACE or start == 0:
            return False
        return (
            end == len(text)
            or script_of(text[end]) not in (Script.HAN, Script.KANA)
            or self._lexicon.legal_form_begins(text, end)
        )


def _fits_in_katakana(text: str, start: int, end: int, entry: Entry) -> bool:
    first, last = start, end
    while first > 0 and is_katakana(text[first - 1]) and is_katakana(text[start]):
        first -= 1
    while last < len(text) and is_katakana(text[last]) and is_katakana(text[end - 1]):
        last += 1
    least = LEAST_AT_KANA_END if last == end else LEAST_AT_KANA_START if first == start else LEAST_INSIDE_KANA
    least += entry.kind is EntryKind.PLACE
    return end - start >= least and all(left == 0 or left >= LEAST_KANA_LEFT for left in (start - first, last - end))


def _katakana_apart(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Split a run where katakana begins or ends; a lone kana between kanji (as in 茅ヶ崎) belongs to them."""
    at = start
    for here in range(start + 1, end):
        if is_katakana(text[here]) == is_katakana(text[here - 1]):
            continue
        lone = is_katakana(text[here]) and here + 1 < end and not is_katakana(text[here + 1])
        after_lone = not is_katakana(text[here]) and here - 2 >= at and not is_katakana(text[here - 2])
        if not lone and not after_lone:
            yield at, here
            at = here
    yield at, end


def _numbers(text: str) -> dict[int, tuple[int, Entry]]:
    """Ordinal numbers (第三, 第12号, 一四三 before a regiment) as known words by their start."""
    found: dict[int, tuple[int, Entry]] = {}
    for match in _NUMBER.finditer(text):
        number = _value(match[1] or match[2])
        gloss = f"no {number}" if match[0].endswith("号") else _ordinal(number)
        found[match.start()] = (match.end(), Entry(match[0], (gloss,), EntryKind.NUMBER))
    return found


def _ordinal(number: int) -> str:
    """third, 12th, 143rd: in words up to ten, as names on lists have it."""
    if 0 < number < len(ORDINALS):
        return ORDINALS[number]
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _value(digits: str) -> int:
    """The number written in digits or in Han numerals below 10,000."""
    if digits.isdecimal():
        return int(digits)
    if not any(char in _UNITS for char in digits):
        return int("".join(str(_DIGITS[char]) for char in digits))
    total, pending = 0, 0
    for char in digits:
        if char in _UNITS:
            total += (pending or 1) * _UNITS[char]
            pending = 0
        else:
            pending = _DIGITS[char]
    return total + pending
