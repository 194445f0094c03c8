"""Take passages and words out of a text. Pure.

What is taken out is replaced by one mark, always the same; marks that touch become one. So neither the length nor the number of
what stood there is told. Words that are typed go everywhere, however they are written: width, case, accents, traditional and
simplified signs, with other blanks or hyphens or none; and each longer part of a name by itself.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tadasu.names import fold_signs

MARK = "[■■■]"
"""In the place of whatever was taken out."""

LEAST_PART = 3
"""Letters of a part of a name that is taken out by itself."""

LEAST_WITHIN = 4
"""Letters from which on a word of an alphabet is looked for inside others too: a shorter one stands in many words."""

_ALIKE = str.maketrans(
    {
        **dict(zip("аеорсхуіјѕкмтвнԁԛԝӏһ", "aeopcxyijskmtbhdqwlh", strict=True)),  # Cyrillic as Latin
        **dict(zip("αορνικτυχεμηβζ", "aopviktuxemhbz", strict=True)),  # Greek as Latin, small or capital
        **dict(zip("đðłøıħŧ", "ddloiht", strict=True)),  # strokes, which are no accents to Unicode
        **dict(zip("ىیېکە", "يييكه", strict=True)),  # Arabic, Persian and Uyghur forms of a letter
        **dict(
            zip("𠮷𣘺嶌嶋冨曻斉齐", "吉桥岛岛富升斋斋", strict=True)
        ),  # in Japanese names, where the house does not fold them
        **{chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)},  # hiragana as katakana
        "æ": "ae",
        "œ": "oe",
    }
)
"""Signs that are read as one another in names. What is looked for goes through it as the text does."""

_UNSEEN = re.compile(
    "[\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0000-\U000e0fff"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
"""Signs that take no place, choose a form, lengthen a line or say a vowel in Arabic and Hebrew: a name is the same
without them."""

_SENTENCE = re.compile(r"[^\n]*?(?:[.!?](?=[ \t]|$)|[。！？]|$)[ \t」』）)”\"]*", re.MULTILINE)
_ALPHABET = re.compile(r"[a-z\u0370-\u03ff\u0400-\u052f]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or line, numbered from 1, and where it stands."""

    number: int
    start: int
    end: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text as it leaves, the grounds of its marks in their order, and how often each typed word was found."""

    text: str = field(repr=False)
    grounds: tuple[str, ...]
    found: Mapping[str, int] = field(repr=False)


def passages(text: str) -> list[Passage]:
    """The sentences and lines of a text, without blank ones.

    >>> [one.text for one in passages("The gate was locked. Nobody left.\\n夜は閉まった。誰も出なかった。")]
    ['The gate was locked.', 'Nobody left.', '夜は閉まった。', '誰も出なかった。']
    """
    found: list[Passage] = []
    for one in _SENTENCE.finditer(text):
        start, end = one.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(Passage(len(found) + 1, start, end, text[start:end]))
    return found


def redacted(text: str, *, taken: Mapping[int, str], words: Sequence[str], ground: str) -> Redacted:
    """The text without the passages `taken` (number -> ground) and without `words`, for `ground`.

    >>> redacted("Ikumi ran. She hid.", taken={2: "safety"}, words=["IKUMI"], ground="person").text
    '[■■■] ran. [■■■]'
    """
    numbered = {one.number: one for one in passages(text)}
    spans = [(numbered[number].start, numbered[number].end, why) for number, why in taken.items()]
    bare = _Bare(text)
    found: dict[str, int] = {}
    for word in words:
        hits = [span for form in _forms(word) for span in bare.find(form)]
        found[word] = len(list(_joined(text, sorted((start, end, ground) for start, end in hits))))
        spans += [(start, end, ground) for start, end in hits]
    pieces, grounds, at = [], [], 0
    for start, end, why in _joined(text, sorted(spans)):
        pieces += [text[at:start], MARK]
        grounds.append(why)
        at = end
    return Redacted("".join([*pieces, text[at:]]), tuple(grounds), found)


def left_over(made: str, *, original: str, taken: Sequence[int], words: Sequence[str]) -> list[str]:
    """Of words and passages that were to go those that are still there, in whatever writing: empty when nothing is."""
    numbered = {one.number: one.text for one in passages(original)}
    bare = _Bare(made.replace(MARK, "\n\n"))
    gone = [form for word in words for form in _forms(word)]
    still = [word for word in gone if any(bare.find(word))]
    return still + [numbered[one] for one in taken if any(bare.find(_letters(numbered[one])))]


def _joined(text: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Spans that overlap, or have only blanks between them, as one, for the ground of the first."""
    held: tuple[int, int, str] | None = None
    for start, end, why in spans:
        if held is not None and not text[held[1] : max(start, held[1])].strip(" \t\u3000"):
            held = (held[0], max(held[1], end), held[2])
            continue
        if held is not None:
            yield held
        held = (start, end, why)
    if held is not None:
        yield held


def _forms(word: str) -> list[str]:
    """A word without blanks, turned round where it has two parts, and each longer part of it."""
    parts = [one for one in map(_letters, re.split(r"[\s,、・･=＝]+", word)) if one]
    whole = ["".join(parts), "".join(reversed(parts))] if parts else []
    return list(dict.fromkeys([*whole, *(one for one in parts if len(one) >= LEAST_PART or not _ALPHABET.match(one))]))


def _letters(text: str) -> str:
    return _Bare(text).letters


class _Bare:
    """The letters and digits of a text in one writing, and where each stood."""

    def __init__(self, text: str) -> None:
        folded = fold_signs(text)
        letters: list[str] = []
        self._starts: list[int] = []
        for at, sign in enumerate(folded.text):
            for one in _plain(sign):
                letters.append(one)
                self._starts.append(at)
        self._text, self._folded = text, folded
        self.letters = "".join(letters)

    def find(self, form: str) -> Iterator[tuple[int, int]]:
        """Where it stands in the text as it was written."""
        at = self.letters.find(form) if form else -1
        while at >= 0:
            if self._fits(at, at + len(form)):
                first, last = self._starts[at], self._starts[at + len(form) - 1]
                start, end = self._folded.origin(first), self._end(last)
                yield start, end
            at = self.letters.find(form, at + 1)

    def _end(self, last: int) -> int:
        """Behind the sign that was folded to `last`, with the accents that belong to it."""
        if self._folded.starts is None:
            end = last + 1
        else:
            begun = self._folded.starts[last]
            end = next((one for one in self._folded.starts[last + 1 :] if one > begun), len(self._text))
        while end < len(self._text) and (unicodedata.combining(self._text[end]) or _UNSEEN.match(self._text[end])):
            end += 1
        return end

    def _fits(self, start: int, end: int) -> bool:
        """A short word of an alphabet must be a word of its own."""
        if end - start >= LEAST_WITHIN or not _ALPHABET.match(self.letters[start]):
            return True
        before = start > 0 and self._touch(start - 1) and bool(_ALPHABET.match(self.letters[start - 1]))
        after = end < len(self.letters) and self._touch(end - 1) and bool(_ALPHABET.match(self.letters[end]))
        return not (before or after)

    def _touch(self, at: int) -> bool:
        """Whether this letter and the next stand side by side, without anything between them."""
        return self._starts[at + 1] - self._starts[at] <= 1


def _plain(sign: str) -> Iterator[str]:
    """The letters and digits of a sign, as they are compared."""
    small = sign.casefold()
    if unicodedata.name(sign, "").startswith(_APART):
        small = unicodedata.normalize("NFKD", small)
    for one in small.translate(_ALIKE):
        marks = unicodedata.category(one) in ("Mc", "Mn") and not "\u0300" <= one <= "\u036f"
        if (one.isalnum() or one in "ーゝゞ々" or marks) and not _UNSEEN.match(one):
            yield one


_APART = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")
"""Scripts whose accents and marks are taken off."""
