"""What is typed into the search box, as patterns for PostgreSQL and for Python. Pure.

A text is compared as it is written, and what is looked for in every way to write it: width, case, traditional, simplified and
Japanese forms of a sign (the fold of `tadasu.names`). So nothing folded has to be kept beside the texts, one sign is enough,
and a search finds what it finds without an index (docs/decisions/0017).
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tadasu.names import fold_signs
from tadasu.schema import UsageError

LONGEST, MOST_TERMS = 200, 8
"""Characters of a search, and its words and phrases."""

_SURROGATES = range(0xD800, 0xF900)
_BMP = 0x10000
_TYPED = re.compile(r'(-?)(?:["“”„«»「](.*?)["“”„«»」]|(\S+))')
_MARKS = "\uff9e\uff9f\u3099\u309a"
"""Voicing marks of kana that stand by themselves, half-width and combining."""

_NOTHING = '-"“”„«»「」 '
"""Signs that by themselves are nothing to look for."""

_ALPHABET = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f]")
_LEAST_STEMMED = 4
_ENDINGS = (("ies", "y"), ("es", "e?"), ("s", ""))
"""Ends of English words that are left off a word that is looked for: what is left is found with every end."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase. `without`: what holds it is left out. `sql` is a pattern of PostgreSQL, `python` the same for us.
    `held` stands, folded, in every text that fits: for an index that knows which texts cannot."""

    text: str
    without: bool
    held: str
    sql: str
    python: re.Pattern[str]


def terms(typed: str) -> tuple[Term, ...]:
    """What is looked for: words, phrases in quotation marks, and either with a minus before it to leave it out.

    Raises UsageError `library-query-long`.

    >>> [(one.text, one.without) for one in terms('cotton "spinning mill" -tomato 新疆')]
    [('cotton', False), ('spinning mill', False), ('tomato', True), ('新疆', False)]
    """
    if len(typed) > LONGEST:
        raise UsageError("library-query-long", most=str(LONGEST), terms=str(MOST_TERMS))
    found = []
    for minus, phrase, word in _TYPED.findall(typed.replace("\0", " ")):
        said = " ".join((phrase or word).split())
        if said.strip(_NOTHING):
            found.append(_term(said, without=bool(minus), whole=bool(phrase)))
    if len(found) > MOST_TERMS:
        raise UsageError("library-query-long", most=str(LONGEST), terms=str(MOST_TERMS))
    return tuple(found)


def marked(text: str, looked_for: Sequence[Term]) -> list[tuple[str, bool]]:
    """A text in pieces, those that were looked for marked.

    >>> marked("Yarn of 國棉 mills", terms("国棉 mill"))
    [('Yarn of ', False), ('國棉', True), (' ', False), ('mill', True), ('s', False)]
    """
    spans = sorted(
        one.span() for term in looked_for if not term.without for one in term.python.finditer(text) if one.group()
    )
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        if start < at:
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [one for one in [*pieces, (text[at:], False)] if one[0]]


def around(text: str, looked_for: Sequence[Term], *, most: int = 240) -> str:
    """The part of a text in which the first match stands; its beginning where there is none."""
    firsts = [found.start() for term in looked_for if not term.without and (found := term.python.search(text))]
    start = max(0, min(firsts, default=0) - most // 3)
    cut = text[start : start + most]
    return f"{'…' if start else ''}{cut}{'…' if start + most < len(text) else ''}"


def _term(said: str, *, without: bool, whole: bool) -> Term:
    folded = fold_signs(said).text.casefold()
    if not whole and len(folded) >= _LEAST_STEMMED and folded.isascii() and folded.isalpha():
        held, ends_of = _stemmed(folded)
    else:
        held, ends_of = folded, ""
    body = "".join(map(_sign, held)) + ends_of
    starts = bool(_ALPHABET.match(folded))
    ends = whole and bool(_ALPHABET.match(folded[-1]))
    border = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f"
    sql = f"{f'(?<![{border}])' if starts else ''}{body}{f'(?![{border}])' if ends else ''}"
    return Term(said, without, held, sql, re.compile(sql))


def _stemmed(word: str) -> tuple[str, str]:
    """What is left of an English word without its usual end, and a pattern of the ends that have to stand behind it."""
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _LEAST_STEMMED - 1 and not stem.endswith("s"):
            return stem, _y_or_ies() if instead == "y" else ""
    if word.endswith("y"):
        return word[:-1], _y_or_ies()
    return word, ""


def _y_or_ies() -> str:
    return f"(?:{_sign('y')}|{''.join(map(_sign, 'ies'))})"


def _sign(sign: str) -> str:
    """Every way to write a sign; a blank is any blanks, a line end too."""
    if sign.isspace():
        return r"\s+"
    ways = _ways().get(sign, frozenset()) | {sign, sign.upper() if len(sign.upper()) == 1 else sign}
    single = "[" + "".join(re.sub(r"([\\\]\[^-])", r"\\\1", one) for one in sorted(ways)) + "]"
    apart = {unicodedata.normalize("NFD", one) for one in (sign, sign.upper())}
    halves = [re.escape(one) for one in (*_two_halves().get(sign, ()), *sorted(apart)) if len(one) > 1]
    alone = f"{single}(?![{_MARKS}])" if sign in _bases() else single  # ﾌ before its mark is another sign
    return f"(?:{'|'.join([alone, *halves])})" if halves else alone


@cache
def _bases() -> frozenset[str]:
    """Kana that another mark makes another sign of."""
    return frozenset(fold_signs(way[0]).text for ways in _two_halves().values() for way in ways)


@cache
def _ways() -> Mapping[str, frozenset[str]]:
    """Folded sign -> the signs that fold to it."""
    found: dict[str, set[str]] = {}
    for code in range(0x20, _BMP):
        if code not in _SURROGATES:
            folded = fold_signs(chr(code)).text.casefold()
            if len(folded) == 1 and folded != chr(code):
                found.setdefault(folded, set()).add(chr(code))
    return {sign: frozenset(ways) for sign, ways in found.items()}


@cache
def _two_halves() -> Mapping[str, tuple[str, ...]]:
    """Kana -> how they are written with a mark of its own beside them: half-width ones, and ones that were taken apart."""
    found: dict[str, tuple[str, ...]] = {}
    for code in (*range(0xFF66, 0xFF9E), *range(0x3041, 0x30FF)):
        for mark in _MARKS:
            whole = unicodedata.normalize("NFKC", chr(code) + mark)
            if len(whole) == 1:
                found[whole] = (*found.get(whole, ()), chr(code) + mark)
    return found
