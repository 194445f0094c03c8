"""A parameter as it is written -> Parameter: its values with their dates, its alternatives, what they are counted in."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import combinations
from types import MappingProxyType

from tadasu.law._basis import BASIS, Source, read_basis, source_of
from tadasu.law._cursor import Cursor
from tadasu.law._facts import FactKind, fact_of
from tadasu.law._regime import Alternative, Dated, Measure, Parameter, Value
from tadasu.schema import Money, UsageError

_MONEY = re.compile(r"([0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")


def read_parameter(key: str, at: Cursor, sources: Mapping[str, Source]) -> Parameter:
    """The parameter that is written under a key; what is wrong is noted."""
    at.only("about", "unit", "name", "values", "alternatives", "words")
    unit = at.need("unit").closed(Measure)
    about = at.get("about").maybe_text()
    _check_about(at.get("about"), about, unit)
    words = {word: one.both() for word, one in at.get("words").entries()}
    values = tuple(_dated(one, unit, words, sources) for one in at.need("values").items())
    _check_values(at.get("values"), values)
    return Parameter(
        id=key,
        about=about,
        unit=unit,
        names=at.need("name").both(),
        values=values,
        alternatives=tuple(_alternative(one, unit, words, sources) for one in at.get("alternatives").items()),
        words=MappingProxyType(words),
    )


def _check_about(at: Cursor, about: str, unit: Measure) -> None:
    """A fact that is compared with the parameter must be there, and of money where the parameter is."""
    if not about:
        return
    try:
        kind = fact_of(about).kind
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
        return
    if (kind is FactKind.MONEY) != (unit is Measure.MONEY):
        at.problem("law-fact-kind", kind=kind.value, wanted=unit.value)


def _dated(at: Cursor, unit: Measure, words: Iterable[str], sources: Mapping[str, Source]) -> Dated:
    at.only("value", "from", "to", "recorded", *BASIS)
    start = at.need("from").day()
    end = at.get("to").day() if at.has("to") else None
    if end is not None and end < start:
        at.get("to").problem("law-to-before-from")
    return Dated(
        value=_value(at.need("value"), unit, words),
        start=start,
        end=end,
        recorded=at.need("recorded").day(),
        basis=read_basis(at, sources),
    )


def _alternative(at: Cursor, unit: Measure, words: Iterable[str], sources: Mapping[str, Source]) -> Alternative:
    at.only("value", "like", "origin", "source")
    return Alternative(
        value=_value(at.need("value"), unit, words),
        like=at.get("like").maybe_text(),
        origins=at.need("origin").both(),
        source=source_of(at.need("source"), sources),
    )


def _value(at: Cursor, unit: Measure, words: Iterable[str]) -> Value:
    try:
        return parse_value(at.value, unit, words)
    except UsageError as error:
        at.problem(error.code, **dict(error.params))
        return Decimal(0)


def parse_value(value: object, unit: Measure, words: Iterable[str] = ()) -> Value:
    """A value as it is written, in its unit. Raises UsageError `law-value`, `law-word` for a choice, `law-money` for money
    without currency.

    >>> parse_value("450000000 EUR", Measure.MONEY).currency
    'EUR'
    """
    if unit is Measure.MONEY:
        found = _MONEY.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise UsageError("law-money", value=str(value)[:80])
        return Money(amount=Decimal(found[1]), currency=found[2])
    if unit is Measure.DATE and type(value) is date:
        return value
    if unit is Measure.CHOICE and isinstance(value, str) and value in words:
        return value
    if unit not in (Measure.DATE, Measure.CHOICE) and isinstance(value, int | float | str | Decimal):
        try:
            number = Decimal(str(value))
            if number.is_finite() and number >= 0 and not isinstance(value, bool):
                return number
        except InvalidOperation:
            pass
    if unit is Measure.CHOICE:
        raise UsageError("law-word", value=str(value)[:80], known=", ".join(words))
    reason = f"kind-{unit.value}" if unit in (Measure.DATE, Measure.SHARE) else "kind-count"
    raise UsageError("law-value", value=str(value)[:80], unit=unit.value, reason=reason)


def _check_values(at: Cursor, values: tuple[Dated, ...]) -> None:
    """Two values learned on one day may not both be the law of one day; one article has one number on one day."""
    if not values:
        at.problem("law-empty")
    for (n, one), (_, other) in combinations(enumerate(values), 2):
        overlap = one.start <= (other.end or date.max) and other.start <= (one.end or date.max)
        if overlap and one.recorded == other.recorded:
            where = Cursor(at.loaded, at.problems, (*at.where, n), None)
            same = one.basis.article == other.basis.article and one.value != other.value
            where.problem("law-article-twice" if same else "law-overlap", article=one.basis.article)


def first_without_value(values: Iterable[Dated], first: date) -> date | None:
    """The first day from `first` on which there is no value."""
    day = first
    for one in sorted(values, key=lambda each: each.start):
        if one.start > day:
            return day
        if one.end is None:
            return None
        day = max(day, one.end + timedelta(days=1))
    return day
