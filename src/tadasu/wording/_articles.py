"""Where something is written, in words: citations are kept in the English form of their law, and spoken in Japanese by rule.

The table is `data/articles.csv` (columns en, ja, place, source; sorted by en): a translator corrects it without Python. A row is

- a name or a remark as it stands (`Customs Act`, `perishables`);
- a mark with its number (`Art. {n}`): what follows the number, further numbers and paragraphs, is spoken by rule;
- a remark around a day or another citation (`if promulgated on {day}`, `as amended by {article}`).

`place` is the country of a law whose English name laws of others have too (`Accounting Act`, in Japanese that of Norway): a test
holds that no regime of another place cites it so. `source` says where the Japanese comes from: `general knowledge` of what a law
or treaty is called, or `own words` for marks and remarks.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from tadasu.wording._dates import date_text
from tadasu.wording._messages import Language, say

_NUMBER = re.compile(
    r"\.?[0-9]+[0-9A-Za-z]*(?:[-./][0-9]+[a-z]*)*(?:-[0-9]+[a-z])?|[IVX]+\b|[A-Z](?:-[IVX]+)?(?![\w.])"
)
_PARAGRAPHS = re.compile(r"(?:\([0-9A-Za-z]{1,4}\))*")
_AND_MORE = " ff."
_NEXT = re.compile(r"(, and |, | and | to |-(?=\())")
"""Between numbers of one mark: `12, 14-3, 42 and 43`, `(2) to (4)`, `(4)-(5)`."""
_JOINT = re.compile(r", with |, and |, | and | with | ")
"""Between marks and names."""
_CLAUSES = ("as ", "after ")
_CLAUSE = re.compile(r",? (?=as |after )")
"""Before a remark without brackets: `Dir. 2013/34 as amended by Dir. 2026/470`."""
_ITEM = re.compile(r"[ivx]+")
"""Small Roman numbers right after an article or a paragraph: items of a Japanese law, as its English translations write them."""
_HOLES = {"{n}": "", "{day}": r"(?P<day>[0-9]{1,2} [A-Z][a-z]+ [0-9]{4})", "{article}": "(?P<article>.+)"}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_LAST_SIGN = 12
"""Roman numbers to this one have a sign of their own (Ⅻ)."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table; `head` is what stands before its number, `numbered` whether there is one."""

    head: str
    ja: str
    numbered: bool

    @property
    def follower(self) -> str:
        """How a second number is spoken: without what stands before the first."""
        found = re.search(r"第?\{n\}.*", self.ja)
        return found.group() if found else ""

    @property
    def is_article(self) -> bool:
        """Whether its number is that of an article or section, which has paragraphs and items."""
        return self.ja.endswith("{n}条")

    @property
    def is_plural(self) -> bool:
        """`Arts 5-16`, `§§ 3-10`: with nothing but one such number it is two, from and to."""
        return self.head.rstrip(" .").endswith(("Arts", "ss", "§§"))

    @property
    def has_branches(self) -> bool:
        """`Art. 69-11` is an article put in after 69; `§ 1-5` and `L.225-102-1` are written so by their law."""
        return self.is_article and "Art" in self.head


@dataclass(frozen=True, slots=True)
class _Piece:
    """A mark with its numbers, or a name, spoken."""

    row: _Row
    said: str


@cache
def article_text(article: str, language: Language) -> str:
    """A citation in the language of the reader; what no rule and no row covers stays as it is written.

    >>> article_text("Customs Act Arts 108-4 ff. and 109", "ja")
    '関税法第108条の4以下および第109条'
    >>> article_text("Art. 17(2) (model, after Customs Act Art. 69-12)", "ja")
    '第17条第2項（モデル。関税法第69条の12に倣う）'
    >>> article_text("s. 54", "en"), article_text("s. 54", "ja")
    ('s. 54', '第54条')
    """
    if language == "en":
        return article
    return "；".join(_said(part) or part for part in _split(article))


def _said(text: str) -> str | None:
    """A citation with its remarks; None where no rule covers it."""
    core, remarks = _peeled(text)
    said = _plain(core)
    if said is None or not remarks:
        return said
    return f"{said}（{'。'.join(one for remark in remarks for one in _remark(remark))}）"


def _plain(text: str) -> str | None:
    """Without remarks: a row as it stands, a row around a day or a citation, or marks and names."""
    return _table().get(text) or _around(text) or _citation(text)


def _remark(text: str) -> Iterator[str]:
    """What a remark says, sentence by sentence; a part that cannot be said stays as it is written."""
    for part in _split(text):
        core, remarks = _peeled(part)
        said = [_plain(one) for one in (core, *remarks)]
        yield from [one for one in said if one is not None] if None not in said else [part]


def _peeled(text: str) -> tuple[str, list[str]]:
    """What a rule can say of a text, and the remarks behind it in their order."""
    remarks: list[str] = []
    while _plain(text) is None:
        opening = _opening(text)
        clause = next((one for one in _CLAUSE.finditer(text) if one.start()), None)
        if opening:
            remarks.insert(0, text[opening + 2 : -1])
            text = text[:opening]
        elif clause is not None:
            remarks.insert(0, text[clause.end() :])
            text = text[: clause.start()]
        else:
            break
    return text, remarks


def _opening(text: str) -> int:
    """Where the bracket begins that ends a text and stands apart; 0 where there is none."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at - 1 if text[at] == "(" and text[at - 1] == " " else 0
    return 0


def _split(text: str) -> Iterator[str]:
    """Parts between semicolons, but for those in brackets."""
    depth, start = 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and not depth:
            yield text[start:at].strip()
            start = at + 1
    yield text[start:].strip()


def _around(text: str) -> str | None:
    """A row around a day or a citation."""
    for pattern, ja in _frames():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        holes = found.groupdict()
        words = {"day": _day(holes.get("day") or ""), "article": _said(holes.get("article") or "")}
        if all(words[name] for name in holes):
            return ja.format_map(words)
    return None


def _day(written: str) -> str:
    """`1 April 2027` as a date in Japanese; nothing where it is none."""
    if not written:
        return ""
    number, month, year = written.split(" ")
    months = [say(f"month.{n:02}", {}, "en") for n in range(1, 13)]
    try:
        return date_text(date(int(year), months.index(month) + 1, int(number)), "ja")
    except ValueError:
        return ""


def _citation(text: str) -> str | None:
    """Marks and names one after the other. After a comma a part follows its whole, or one article another; the name of a law
    behind its article goes before it."""
    pieces: list[_Piece] = []
    said: list[str] = []
    at, joint = 0, ""
    while True:
        found = _piece(text, at)
        if found is None:
            return None
        piece, at = found
        if joint == " " and not piece.row.numbered and pieces[-1].row.numbered:
            said.insert(-1, piece.said)
        else:
            said += [_joined(joint, pieces[-1].row, piece.row) if pieces else "", piece.said]
        pieces.append(piece)
        if at == len(text):
            return "".join(said)
        between = _JOINT.match(text, at)
        if between is None:
            return None
        joint, at = between.group(), between.end()


def _joined(joint: str, before: _Row, after: _Row) -> str:
    if joint == " ":
        return ""
    if joint == ", ":
        return "、" if before.is_article or before == after else ""
    return "および"


def _piece(text: str, at: int) -> tuple[_Piece, int] | None:
    """The longest row that stands here, with its numbers."""
    for row in _rows():
        if not text.startswith(row.head, at):
            continue
        end = at + len(row.head)
        if not row.numbered:
            if not text[end : end + 1].isalnum():
                return _Piece(row, row.ja), end
        elif _NUMBER.match(text, end):
            said, end = _numbers(row, text, end)
            return _Piece(row, said), end
    return None


def _numbers(row: _Row, text: str, at: int) -> tuple[str, int]:
    """The numbers of a mark, from the first on: `10 to 13`, `12, 14-3, 42 and 43`, `3(1) and (7)`."""
    first = at
    said, at = _number(row, text, at)
    written = text[first:at]
    if row.is_plural and re.fullmatch(r"[0-9]+[a-z]*-[0-9]+[a-z]*", written) and not _more(text, at):
        start, end = (row.follower.format(n=one) for one in written.split("-"))
        return f"{row.ja.removesuffix(row.follower)}{start}から{end}まで", at
    while (more := _more(text, at)) is not None:
        joint, at = more
        number, at = _number(row, text, at, follows=True)
        said += {", ": f"、{number}", " to ": f"から{number}まで", "-": f"から{number}まで"}.get(
            joint, f"および{number}"
        )
    return said, at


def _more(text: str, at: int) -> tuple[str, int] | None:
    """What stands before a further number or paragraph, and where that begins; or that `ff.` has ended the numbers."""
    found = _NEXT.match(text, at)
    if found is None:
        return None
    further = _NUMBER.match(text, found.end()) or _PARAGRAPHS.match(text, found.end())
    return (found.group(), found.end()) if further and further.group() else None


def _number(row: _Row, text: str, at: int, *, follows: bool = False) -> tuple[str, int]:
    """A number with its paragraphs, and where it ends."""
    found = _NUMBER.match(text, at)
    said = ""
    if found:
        shown, at = _shown(found.group(), row), found.end()
        stem, *branches = shown.split("-") if row.has_branches else (shown,)
        said = (row.follower if follows else row.ja).format(n=stem) + "".join(f"の{one}" for one in branches)
    paragraphs = _PARAGRAPHS.match(text, at)
    if paragraphs:
        said, at = said + _paragraphs(paragraphs.group(), row), paragraphs.end()
    if text.startswith(_AND_MORE, at):
        said, at = said + "以下", at + len(_AND_MORE)
    return said, at


def _shown(number: str, row: _Row) -> str:
    """Roman numbers of articles in digits, others as a sign."""
    if not set(number) <= _ROMAN.keys():
        return number
    value = _value(number)
    if row.is_article:
        return str(value)
    return chr(ord("Ⅰ") + value - 1) if value <= _LAST_SIGN else number


def _paragraphs(written: str, row: _Row) -> str:
    """`(2)(ii)` of an article is its paragraph and item; letters, and what stands under them, are as they are written."""
    said, levels = "", ["項", "号"] if row.is_article else []
    for one in re.findall(r"\((\w+)\)", written):
        if levels and one.isdigit():
            said += f"第{one}{levels.pop(0)}"
        elif levels and _ITEM.fullmatch(one):
            said, levels = f"{said}第{_value(one)}号", []
        else:
            said, levels = f"{said}({one})", []
    return said


def _value(roman: str) -> int:
    """A Roman number: what stands before a greater sign is taken off."""
    values = [_ROMAN[letter] for letter in roman.upper()]
    return sum(-one if one < max(values[n:]) else one for n, one in enumerate(values))


@cache
def _table() -> dict[str, str]:
    text = files("tadasu.wording").joinpath("data/articles.csv").read_text(encoding="utf-8")
    return {row["en"]: row["ja"] for row in csv.DictReader(text.splitlines())}


@cache
def _rows() -> tuple[_Row, ...]:
    """Names and marks, the longest first."""
    rows = (
        _Row(head=en.removesuffix("{n}"), ja=ja, numbered=en.endswith("{n}"))
        for en, ja in _table().items()
        if "{day}" not in en and "{article}" not in en and not en.startswith(_CLAUSES)
    )
    return tuple(sorted(rows, key=lambda row: -len(row.head)))


@cache
def _frames() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Rows around a day or a citation, the longest first."""
    frames = [(en, ja) for en, ja in _table().items() if "{day}" in en or "{article}" in en]
    return tuple((_pattern(en), ja) for en, ja in sorted(frames, key=lambda one: -len(one[0])))


def _pattern(en: str) -> re.Pattern[str]:
    return re.compile("".join(_HOLES.get(part) or re.escape(part) for part in re.split(r"(\{\w+\})", en)))
