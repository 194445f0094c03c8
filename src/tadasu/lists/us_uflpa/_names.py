"""One name cell of the UFLPA Entity List -> the entity's names and the subsidiaries named with it.

The publisher writes aliases and subsidiaries into the name: "(and two aliases: A; and B)", "(also known as A; and
B, and formerly known as C)", "and its eight Zhuhai-based subsidiaries, which include A, B, and C", "and
subsidiaries". Every other bracket, such as a place, belongs to the name; a bracket in Han characters is the Chinese
name.
"""

import re
from dataclasses import dataclass

from tadasu.lists._cells import COUNTS
from tadasu.lists._entity import unique

FULL_WIDTH = str.maketrans({"\uff08": " (", "\uff09": ") "})
"""Chinese brackets read as ordinary ones, so that one rule serves both."""

HAN = "㐀-鿿豈-﫿"

_WORD_ALIASES = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|twenty|\d+|several|the following)?\s*alias(?:es)?"
)
_ALIAS_BRACKET = re.compile(
    rf"\(\s*(?=(?:(?:and|including|with)\s+)?(?:{_WORD_ALIASES}\b|also known as|also referred to as|formerly|previously"
    r"|a\.?k\.?a\b|a/k/a|f\.?k\.?a\b|f/k/a|d/b/a|doing business as))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"^(?:,?\s*(?:and|or|including|with)\b)?\s*(?:{_WORD_ALIASES}\s*:?"
    r"|(?:also|formerly|previously)\s+(?:known|referred to)\s+as\b:?|(?:also|formerly|previously)\b:?"
    r"|a\.?k\.?a\b\.?:?|a/k/a:?|f\.?k\.?a\b\.?:?|f/k/a:?|d/b/a:?|doing business as\b:?)\s*",
    re.IGNORECASE,
)
_BETWEEN_ALIASES = re.compile(
    r"\s*;\s*(?:and\s+)?|,?\s+and\s+(?=formerly|previously|also known|also referred)|,\s*(?=formerly|also known)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r",?\s+and\s+(?:all\s+)?(?:of\s+)?(?:its|their|the)?\s*(?:[\w-]+\s+){0,4}?"
    r"(?:subsidiaries|affiliates|affiliated entities|subordinate(?: and affiliated)? entities)\b",
    re.IGNORECASE,
)
_INCLUDE = re.compile(r"^,?\s*(?:which\s+|that\s+)?includ(?:e|es|ing)\b:?\s*", re.IGNORECASE)
_BETWEEN_COMPANIES = re.compile(
    r"\s*;\s*(?:and\s+)?|,(?!\s*(?:co|company|ltd|limited|llc|inc|corp|plc|s\.a)\b)\s*(?:and\s+)?", re.IGNORECASE
)
_HAN_BRACKET = re.compile(rf"\(\s*([{HAN}][^()]*(?:\([^()]*\)[^()]*)?)\)")
_HAN_RUN = re.compile(rf"[{HAN}][{HAN}()·]*")
_STATED = re.compile(r"^(?:\w+\s+)?(\w+)\s+alias", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s+")
_COMMA_AND = re.compile(r",\s+and\s+")
_NOTE = re.compile(r"\s*\((?:former|previous|new|old) name\)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """`subsidiaries` are those named; `is_group` when it speaks of any at all; `is_open` for an open bracket."""

    name: str
    aliases: tuple[str, ...] = ()
    subsidiaries: tuple[str, ...] = ()
    is_group: bool = False
    is_open: bool = False


def parse_names(cell: str) -> Names:
    """Take a cell apart.

    >>> parse_names("Hyohon Textile (Shanshan) Co., Ltd. (and two aliases: Mihon Textile; and M-Tex) and subsidiaries")
    ... # doctest: +NORMALIZE_WHITESPACE
    Names(name='Hyohon Textile (Shanshan) Co., Ltd.', aliases=('Mihon Textile', 'M-Tex'), subsidiaries=(),
    is_group=True, is_open=False)
    """
    text = " ".join(cell.translate(FULL_WIDTH).split())
    text, han = _without_han(text)
    text, aliases, is_open = _without_aliases(text)
    group = _GROUP.search(text)
    subsidiaries: list[str] = []
    if group is not None:
        rest = text[group.end() :]
        if include := _INCLUDE.match(rest):
            subsidiaries = _BETWEEN_COMPANIES.split(rest[include.end() :])
        text = text[: group.start()]
    return Names(
        name=_trimmed(text) or cell.strip(),
        aliases=unique([*aliases, *han]),
        subsidiaries=unique(_trimmed(name) for name in subsidiaries),
        is_group=group is not None,
        is_open=is_open,
    )


def _without_han(text: str) -> tuple[str, list[str]]:
    """The Chinese names taken out of a Latin name; a name all in Han stays as it is."""
    found = [match[1].strip() for match in _HAN_BRACKET.finditer(text)]
    text = _HAN_BRACKET.sub(" ", text)
    if re.search(r"[A-Za-z]{2}", text):
        found += _HAN_RUN.findall(text)
        text = _HAN_RUN.sub(" ", text)
    return " ".join(text.split()), found


def _without_aliases(text: str) -> tuple[str, list[str], bool]:
    aliases: list[str] = []
    while found := _ALIAS_BRACKET.search(text):
        end = _closing(text, found.end())
        if end < 0:
            return text[: found.start()], [*aliases, *_aliases(text[found.end() :])], True
        aliases += _aliases(text[found.end() : end])
        text = f"{text[: found.start()].rstrip()} {text[end + 1 :].lstrip(' ')}".strip()
    return text.replace(" ,", ","), aliases, False


def _aliases(text: str) -> list[str]:
    """The aliases of a bracket. A stated number of them decides between semicolons, commas and "and"."""
    stated = _STATED.match(text)
    count = COUNTS.get(stated[1].lower()) if stated else None
    bare = _LEAD.sub("", text)
    ways = [_named(_BETWEEN_ALIASES.split(bare)), _named(_BETWEEN_COMPANIES.split(bare)), _named(_AND.split(bare))]
    for names in ways:
        if len(names) == count:
            return names
    has_commas_only = count is None and ";" not in bare and _COMMA_AND.search(bare) is not None
    return ways[1] if has_commas_only else ways[0]


def _named(parts: list[str]) -> list[str]:
    return [name for name in (_trimmed(_NOTE.sub("", _LEAD.sub("", part))) for part in parts) if name]


def _closing(text: str, start: int) -> int:
    """Where the bracket opened before `start` closes, or -1."""
    depth = 1
    for index in range(start, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            return index
    return -1


def _trimmed(name: str) -> str:
    name = name.strip(" ;:")
    name = name.removeprefix("and ").rstrip(", ")
    return name if not name.endswith("..") else name[:-1]
