"""A value as somebody tells it -> as it is kept and compared, or why it cannot be: by the rooms that know it. No database."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from tadasu.goods import exists, parse_hs
from tadasu.places import all_places, country_code, find
from tadasu.schema import NumberFault, UsageError, registration_numbers
from tadasu.web.foundation.parties.properties import Property, kinds, properties, properties_of, schemes
from tadasu.web.ui.signs import plain_text, unseen_sign

MOST_NAME, MOST_TEXT, MOST_SOURCE, MOST_URL = 500, 2000, 200, 500
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """`value` is shown and kept, `plain` compared. `scheme` is the register of a number."""

    value: str
    plain: str
    scheme: str = ""


def checked(kind: str, property: str, value: str, *, scheme: str = "") -> Value:
    """The value of a property of a kind of party.

    Raises UsageError `parties-no-such-kind`, `parties-no-such-property`, `parties-value-missing`, `parties-value-long`,
    `parties-value-signs`, and what is wrong by the property's type.

    >>> checked("company", "country", "日本").value, checked("good", "hsCode", "５２．０１").value
    ('jp', '5201')
    """
    if kind not in kinds():
        raise UsageError("parties-no-such-kind", value=kind[:40], known=", ".join(kinds()))
    known = properties_of(kind)
    if property not in known:
        raise UsageError("parties-no-such-property", value=property[:40], kind=kind, known=", ".join(known))
    found = properties()[property]
    text = line(value, most=MOST_NAME if found.type in ("name", "party") else MOST_TEXT, field=property)
    if not text:
        raise UsageError("parties-value-missing", property=property)
    return _CHECKS[found.type](found, text, scheme)


def line(text: str, *, most: int, field: str) -> str:
    """A text of one line, as it is kept. Raises UsageError `parties-value-long`, `parties-value-signs`."""
    if len(text) > most:
        raise UsageError("parties-value-long", property=field, most=str(most))
    if sign := unseen_sign(text.replace("\n", " ").replace("\r", " ").replace("\t", " ")):
        raise UsageError("parties-value-signs", property=field, sign=sign)
    return plain_text(text)


def url_of(text: str, *, field: str) -> str:
    """An address on the web, or nothing. Raises UsageError `parties-value-url` and as `line` does."""
    said = line(text, most=MOST_URL, field=field)
    if not said:
        return ""
    try:
        parts = urlsplit(said)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in said and not parts.username
    except ValueError:
        sound = False
    if not sound:
        raise UsageError("parties-value-url", property=field, value=said[:80])
    return said


def folded(text: str) -> str:
    """For comparing and searching: widths, cases and blanks do not matter.

    >>> folded("Ｈｉｙｏａｚｅ  TRADING"), folded("ヒヨアゼ")
    ('hiyoaze trading', 'ヒヨアゼ')
    """
    return plain_text(unicodedata.normalize("NFKC", text).casefold())


def _text(property: Property, text: str, scheme: str) -> Value:
    return Value(value=text, plain=folded(text))


def _country(property: Property, text: str, scheme: str) -> Value:
    code = country_code(text)
    if code is None:
        raise UsageError("parties-value-country", property=property.id, value=text[:80])
    return Value(value=code, plain=code)


def _number(property: Property, text: str, scheme: str) -> Value:
    if not scheme:
        raise UsageError("parties-scheme-missing", property=property.id)
    if scheme not in schemes():
        raise UsageError("parties-value-scheme", value=scheme[:40], known=", ".join(schemes()))
    return _registered(property, text, scheme)


def _lei(property: Property, text: str, scheme: str) -> Value:
    return _registered(property, text, "lei")


def _registered(property: Property, text: str, scheme: str) -> Value:
    """One number. Wrong check digits are refused too: whoever types can look once more."""
    found = registration_numbers(scheme, text)
    if len(found) != 1 or found[0].fault is not None or not found[0].plain:
        fault = found[0].fault if len(found) == 1 else NumberFault.MALFORMED
        code = "parties-value-digits" if fault is NumberFault.CHECK_DIGITS else "parties-value-number"
        raise UsageError(code, property=property.id, value=text[:80], scheme=scheme)
    return Value(value=found[0].plain, plain=found[0].plain, scheme=scheme)


def _date(property: Property, text: str, scheme: str) -> Value:
    """A day, a month or a year: sources often know no more."""
    parts = unicodedata.normalize("NFKC", text).split("-")
    try:
        if (
            not all(part.isascii() and part.isdecimal() for part in parts)
            or [len(one) for one in parts] != [4, 2, 2][: len(parts)]
        ):
            raise ValueError
        date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        raise UsageError("parties-value-date", property=property.id, value=text[:80]) from None
    said = "-".join(parts)
    return Value(value=said, plain=said)


def _place(property: Property, text: str, scheme: str) -> Value:
    """An id of `tadasu.places`, or a name that means one place alone."""
    places = all_places()
    if text in places:
        return Value(value=text, plain=text)
    found = find(text)
    if len(found) != 1:
        near = ", ".join(f"{one.id} ({one.name})" for one in found[:5])
        raise UsageError("parties-value-place", property=property.id, value=text[:80], near=near or "-")
    return Value(value=found[0].id, plain=found[0].id)


def _hs(property: Property, text: str, scheme: str) -> Value:
    code = parse_hs(text)
    if code is None or not exists(code):
        raise UsageError("parties-value-hs", property=property.id, value=text[:80])
    return Value(value=code, plain=code)


def _url(property: Property, text: str, scheme: str) -> Value:
    said = url_of(text, field=property.id)
    return Value(value=said, plain=said)


_CHECKS: Mapping[str, Callable[[Property, str, str], Value]] = MappingProxyType(
    {
        "name": _text,
        "text": _text,
        "party": _text,
        "country": _country,
        "number": _number,
        "lei": _lei,
        "date": _date,
        "place": _place,
        "hs": _hs,
        "url": _url,
    }
)
