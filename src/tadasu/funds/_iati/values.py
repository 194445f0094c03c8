"""Values of a stranger's XML, with a problem noted for each that cannot be read."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from tadasu.funds._file_problems import found
from tadasu.funds._iati.model import IatiTexts
from tadasu.funds._iati.stream import line_of, local_name
from tadasu.schema import Problem

MOST_PROBLEMS = 5_000
"""Kept of a file; of those beyond it only how many there are."""

_LANG = ("{http://www.w3.org/XML/1998/namespace}lang", "{xml}lang")
"""The second is what careless software makes of `xml:lang`."""

_AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*|Z|[+-][0-9]{2}:[0-9]{2})?")


class Log:
    """Problems of a file, in the order in which they were met; like ones of unknown attributes are counted, not repeated."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._kept: list[Problem] = []
        self._left_off = 0
        self._attributes: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[str, str], int] = {}

    def note(
        self, code: str, one: etree._Element, path: str, value: str = "", params: Mapping[str, str] | None = None
    ) -> None:
        """A problem at an element; `path` leads to it from the activity."""
        self.add(found(code, self.file, line=line_of(one), path=path, value=value, params=params))

    def add(self, problem: Problem) -> None:
        if len(self._kept) < MOST_PROBLEMS:
            self._kept.append(problem)
        else:
            self._left_off += 1

    def attribute(self, one: etree._Element, name: str) -> None:
        """An attribute that the standard does not have there."""
        key = (local_name(one), name)
        self._attributes[key] += 1
        self._first.setdefault(key, line_of(one))

    def result(self) -> tuple[Problem, ...]:
        """All, by line."""
        counted = [
            found(
                "iati-attribute-unknown",
                self.file,
                line=self._first[path, name],
                path=path,
                params={"attribute": name[:80], "count": str(count)},
            )
            for (path, name), count in self._attributes.items()
        ]
        rest = {"count": str(self._left_off)}
        last = [found("iati-problems-left-off", self.file, params=rest)] if self._left_off else []
        return (*sorted([*self._kept, *counted], key=lambda one: (one.row, one.column, one.code)), *last)


def children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of this name in the namespace of their parent: an extension's element is another."""
    space = str(parent.tag).rpartition("}")[0]
    wanted = f"{space}}}{name}" if space else name
    return parent.iterchildren(wanted)


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first of them."""
    return next(children(parent, name), None)


def attribute(one: etree._Element | None, name: str) -> str:
    """An attribute without the blanks around it, "" when it is not there."""
    return "" if one is None else str(one.get(name) or "").strip()


def language(one: etree._Element, default: str = "") -> str:
    """The language that the element names, in small letters."""
    return next((str(value).strip().lower() for name in _LANG if (value := one.get(name))), default)


def narratives(one: etree._Element | None, default: str) -> IatiTexts:
    """Texts by language; of two in one language the first. Version 1 had the text in the element itself."""
    if one is None:
        return ()
    said: dict[str, str] = {}
    for each in [*children(one, "narrative")] or [one]:
        text = "".join(str(part) for part in each.itertext()).strip()
        if text:
            said.setdefault(language(each, default), text)
    return tuple(sorted(said.items()))


def name_of(one: etree._Element | None, default: str) -> str:
    """A name: in English where there is one."""
    said = dict(narratives(one, default))
    return said.get("en") or next(iter(said.values()), "")


def day(one: etree._Element | None, name: str, log: Log, path: str) -> date | None:
    """A date attribute, of a date with a time its day."""
    if one is None:
        return None
    text = attribute(one, name)
    if not text:
        log.note("iati-missing", one, path, params={"element": f"@{name}"})
        return None
    shaped = _DATE.fullmatch(text)
    try:
        return date.fromisoformat(shaped[1] if shaped else "")
    except ValueError:
        log.note("iati-date", one, f"{path}/@{name}", text)
        return None


def decimal(text: str) -> Decimal | None:
    """A plain number of at most 18 digits and 9 decimals; None for anything else.

    >>> decimal("1500.50"), decimal("1,500"), decimal("NaN"), decimal("1e9")
    (Decimal('1500.50'), None, None, None)
    """
    if not _AMOUNT.fullmatch(text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def value_of(one: etree._Element | None, log: Log, path: str) -> Decimal | None:
    """The amount that an element holds."""
    if one is None:
        return None
    text = (one.text or "").strip()
    amount = decimal(text)
    if amount is None:
        log.note("iati-amount", one, path, text)
    return amount


def percentage(one: etree._Element, log: Log, path: str) -> Decimal | None:
    """A percentage from 0 to 100."""
    text = attribute(one, "percentage").removesuffix("%").strip()
    if not text:
        return None
    share = decimal(text)
    if share is None or not 0 <= share <= 100:
        log.note("iati-percentage", one, f"{path}/@percentage", text)
        return None
    return share
