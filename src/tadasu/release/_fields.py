"""Types of fields: each says what speaks against a value. What a type does not name cannot be published by it."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from tadasu.release._kinds import Field
from tadasu.release._places import place_too_fine
from tadasu.release._problem import Problem
from tadasu.release._text import found_in

LANGUAGES = ("en", "ja")
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_QUARTER = re.compile(r"(?:19|20)\d{2}-Q[1-4]")
_FINER = re.compile(r"(?:19|20)\d{2}-?\d{2}(?:-?\d{2})?(?:T.*)?")
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_LINK = re.compile(rf"https://(?P<host>{_HOST})(?:/[!-?A-\[\]-~]*)?")
"""No login, no port, after the host printable ASCII without @ and backslash."""
_LONGEST_LINK = 300
_NOT_PUBLIC = (".onion", ".i2p", ".local", ".internal")

Checker = Callable[[Field, Any, str, date], Iterator[Problem]]
"""Field, value, where it stands, today."""


def problems_of(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """What speaks against a value; of a table only its labels (`_check` looks at the counts)."""
    yield from _CHECKERS[field.type](field, value, at, today)


def words(field: Field, value: Any, at: str) -> Iterator[Problem]:
    """A text in both languages: {"en": …, "ja": …}, nothing else in it."""
    if not isinstance(value, Mapping) or not set(value) <= set(LANGUAGES):
        yield _wrong(field, at)
        return
    for language in LANGUAGES:
        said = value.get(language)
        if said is None or (isinstance(said, str) and not said.strip()):
            yield Problem(code="language-missing", at=at, params=(("language", language),))
        elif not isinstance(said, str):
            yield _wrong(field, f"{at}.{language}")
        else:
            yield from _one_text(field, said, f"{at}.{language}")
            if not is_in(said, language):
                yield Problem(code="language-other", at=f"{at}.{language}", params=(("language", language),))


def is_in(text: str, language: str) -> bool:
    """Whether a text may be in that language: Japanese has kana or Han, English has letters and not mostly Japanese.

    >>> is_in("決定 No. 5", "ja"), is_in("決定しました", "en"), is_in("Decision", "ja")
    (True, False, False)
    """
    han, latin = len(_JAPANESE.findall(text)), len(_LATIN.findall(text))
    return han > 0 if language == "ja" else latin > han


def period_end(value: str) -> date:
    """The day after a year or a quarter.

    >>> period_end("2026-Q4"), period_end("2025")
    (datetime.date(2027, 1, 1), datetime.date(2026, 1, 1))
    """
    year = int(value[:4])
    month = int(value[-1]) * 3 if "-Q" in value else 12
    return date(year + month // 12, month % 12 + 1, 1)


def period_start(value: str) -> date:
    """Its first day."""
    return date(int(value[:4]), int(value[-1]) * 3 - 2 if "-Q" in value else 1, 1)


def _text(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    yield from words(field, value, at)


def _name(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """Of a company or an authority, as it writes itself; one line."""
    if isinstance(value, str) and value.strip():
        yield from _one_text(field, value, at, lines=False)
    else:
        yield _wrong(field, at)


def _one_text(field: Field, said: str, at: str, *, lines: bool | None = None) -> Iterator[Problem]:
    if len(said) > field.most:
        yield Problem(code="text-too-long", at=at, params=(("most", str(field.most)),))
        return
    if not (field.lines if lines is None else lines) and len(said.splitlines()) > 1:
        yield Problem(code="text-lines", at=at)
    yield from (Problem(code=code, at=f"{at}:{line}") for code, line in found_in(said, days=field.days))


def _code(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    if not isinstance(value, str) or value not in field.of:
        yield Problem(code="code-unknown", at=at, params=(("known", ", ".join(field.of)),))


def _place(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    fine = place_too_fine(value, field.finest) if isinstance(value, str) else None
    if fine is None:
        yield Problem(code="place-unknown", at=at)
    elif fine:
        yield Problem(code="place-too-fine", at=at, params=(("finest", field.finest),))


def _period(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _wrong(field, at)
    elif not (_YEAR.fullmatch(value) or (field.finest == "quarter" and _QUARTER.fullmatch(value))):
        finer = _FINER.fullmatch(value) or _QUARTER.fullmatch(value)
        yield Problem(code="period-too-fine", at=at, params=(("finest", field.finest),)) if finer else _wrong(field, at)
    elif (first := period_end(value) + timedelta(days=field.delay)) > today:
        yield Problem(code="period-too-soon", at=at, params=(("day", first.isoformat()),))


def _count(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """A count, or null for one that is too small to tell."""
    if value is not None and type(value) is not int:
        yield _wrong(field, at)
    elif value is not None and value < field.least:
        yield Problem(code="count-too-small", at=at, params=(("least", str(field.least)),))


def _band(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """The lower end of one of the bands."""
    if type(value) is not int or value not in field.bands:
        yield Problem(code="code-unknown", at=at, params=(("known", ", ".join(map(str, field.bands))),))


def _link(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """To a page of a public server: https, a host by name, no person and no onion in it."""
    if not isinstance(value, str):
        yield _wrong(field, at)
    elif not is_safe_link(value):
        yield Problem(code="link-unsafe", at=at)


def is_safe_link(value: str) -> bool:
    """Whether an address leads to a page of a public server: https, a host by name, no person and no onion in it."""
    found = _LINK.fullmatch(value)
    return found is not None and len(value) <= _LONGEST_LINK and not found["host"].endswith(_NOT_PUBLIC)


CREDIT = ("outlet", "author", "title", "address", "licence")
"""What a credit says of a published work: who published it, who wrote it, what it is called, where it is, under which licence. As
the work says it: it may be in any language, and empty but for the outlet."""

_CREDITED = 300
"""Characters of a part of a credit."""


def _credits(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """Published works; nothing else goes with them."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > field.most:
        yield _wrong(field, at)
        return
    for number, one in enumerate(value, 1):
        if (
            not isinstance(one, Mapping)
            or set(one) != set(CREDIT)
            or not all(isinstance(each, str) for each in one.values())
        ):
            yield _wrong(field, f"{at}.{number}")
            continue
        if not one["outlet"].strip():
            yield Problem(code="field-missing", at=f"{at}.{number}.outlet")
        if one["address"] and not is_safe_link(one["address"]):
            yield Problem(code="link-unsafe", at=f"{at}.{number}.address")
        line = Field(id="", type="name", names={}, most=_CREDITED)
        for part in ("outlet", "author", "title", "licence"):
            yield from _one_text(line, one[part], f"{at}.{number}.{part}", lines=False)


def _table(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    yield from ()


_CELL = 500
"""Characters of a text in a grid."""
_MOST_COLUMNS = 12
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.:_-]{0,79}")
_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?P<ending>csv|json|xml)")
_MEDIA = {"csv": "text/csv", "json": "application/json", "xml": "application/xml"}
_MOST_FILES = 10
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _grid(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """Columns and rows. A cell is a text in both languages, a code, a whole number, or null for one that is not told. What the
    numbers may tell, whoever builds the grid has asked: no rule here knows."""
    if not isinstance(value, Mapping) or set(value) != {"columns", "rows"}:
        yield _wrong(field, at)
        return
    columns, rows = value["columns"], value["rows"]
    lists = isinstance(columns, list) and isinstance(rows, list) and all(isinstance(one, list) for one in rows)
    if not lists or not 0 < len(columns) <= _MOST_COLUMNS or len(rows) > field.most:
        yield _wrong(field, at)
        return
    cell = Field(id="", type="text", names={}, most=_CELL, lines=False)
    for number, row in enumerate([columns, *rows]):
        if len(row) != len(columns):
            yield _wrong(field, f"{at}.{number}")
            continue
        for place, one in enumerate(row, 1):
            where = f"{at}.{number}.{place}"
            if isinstance(one, Mapping):
                yield from words(cell, one, where)
            elif number == 0 or not _is_plain(one):
                yield _wrong(field, where)


def _is_plain(one: Any) -> bool:
    return one is None or (type(one) is int and one >= 0) or (isinstance(one, str) and bool(_CODE.fullmatch(one)))


def _files(field: Field, value: Any, at: str, today: date) -> Iterator[Problem]:
    """Texts to be saved, each with a name that says its kind, and its digest. What may stand in them, whoever builds them has
    asked."""
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_FILES:
        yield _wrong(field, at)
        return
    names = [one.get("name") for one in value if isinstance(one, Mapping)]
    for number, one in enumerate(value, 1):
        if (
            not isinstance(one, Mapping)
            or set(one) != {"name", "media", "sha256", "text"}
            or not all(isinstance(each, str) for each in one.values())
            or names.count(one["name"]) > 1
            or not _is_file(field, one)
        ):
            yield _wrong(field, f"{at}.{number}")


def _is_file(field: Field, one: Mapping[str, str]) -> bool:
    name, raw = _FILE.fullmatch(one["name"]), one["text"].encode("utf-8", "replace")
    return (
        name is not None
        and one["media"] == _MEDIA[name["ending"]]
        and 0 < len(raw) <= field.most
        and _UNSEEN.search(one["text"]) is None
        and hashlib.sha256(raw).hexdigest() == one["sha256"]
    )


def _wrong(field: Field, at: str) -> Problem:
    return Problem(code="wrong-type", at=at, params=(("type", field.type),))


_CHECKERS: Mapping[str, Checker] = MappingProxyType(
    {
        "text": _text,
        "name": _name,
        "code": _code,
        "place": _place,
        "period": _period,
        "count": _count,
        "band": _band,
        "link": _link,
        "credits": _credits,
        "table": _table,
        "grid": _grid,
        "files": _files,
    }
)
