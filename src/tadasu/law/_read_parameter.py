"""A parameter as it is written -> Parameter: its values with their dates, its alternatives, what they are counted in."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from itertools import combinations
from types import MappingProxyType

from tadasu.law._amounts import currency_of
from tadasu.law._basis import BASIS, Source, read_basis, source_of
from tadasu.law._cursor import EPOCH, Cursor
from tadasu.law._facts import NEAREST, FactKind, fact_of
from tadasu.law._regime import Alternative, Dated, Measure, Parameter, Value
from tadasu.schema import Money, UsageError

_NUMBER = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,9})?")
"""No number of a law is larger or finer."""
_MONEY = re.compile(rf"({_NUMBER.pattern}) ([A-Z]{{3}})")


def read_parameter(key: str, at: Cursor, sources: Mapping[str, Source]) -> Parameter:
    """The parameter that is written under a key; what is wrong is noted."""
    at.only("about", "unit", "name", "values", "alternatives", "words")
    unit = at.need("unit").closed(Measure)
    about = at.get("about").maybe_text()
    if about:
        _check_about(at.get("about"), about, key, unit)
    words = {word: one.both() for word, one in at.get("words").entries()}
    _check_words(at.get("words"), words)
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


def no_parameter(at: Cursor, name: str, known: Collection[str]) -> None:
    """Note that no parameter has this name, with the nearest."""
    near = get_close_matches(name, known, n=1, cutoff=NEAREST)
    at.problem("law-no-parameter", value=name, nearest=near[0] if near else "", known=", ".join(known))


def fits(at: Cursor, fact: str, kind: FactKind, parameter: str, unit: Measure) -> None:
    """Note a fact that cannot be compared with a parameter: people with money, a share with a number of days."""
    if kind.value != unit.value:
        at.problem("law-unit", fact=fact, kind=kind.value, parameter=parameter, unit=unit.value)


def _check_about(at: Cursor, about: str, parameter: str, unit: Measure) -> None:
    try:
        fits(at, about, fact_of(about).kind, parameter, unit)
    except UsageError as error:
        at.problem(error.code, **dict(error.params))


def _check_words(at: Cursor, words: Mapping[str, Mapping[str, str]]) -> None:
    """Two words of a choice are called differently, in both languages."""
    seen: set[tuple[str, str]] = set()
    for word, names in words.items():
        for language, name in names.items():
            if name and (language, name.casefold()) in seen:
                at.get(word).get(language).problem("law-twice", value=name)
            seen.add((language, name.casefold()))


def _dated(at: Cursor, unit: Measure, words: Iterable[str], sources: Mapping[str, Source]) -> Dated:
    at.only("value", "from", "to", "recorded", "corrects", *BASIS)
    start, end = at.span(last="to")
    at.need("from")
    return Dated(
        value=_value(at.need("value"), unit, words),
        start=start or EPOCH,
        end=end,
        recorded=at.need("recorded").day(),
        basis=read_basis(at, sources),
        corrects=at.get("corrects").flag(),
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
        return Decimal(1)  # so that no clock that it counts is noted as well


def parse_value(value: object, unit: Measure, words: Iterable[str] = ()) -> Value:
    """A value as it is written, in its unit: a count or days whole, a share of at most 1.

    Raises UsageError `law-value`, `law-word` for a choice, `law-money` for money without currency, `law-currency` for
    one that does not exist.

    >>> parse_value("450000000 EUR", Measure.MONEY).currency
    'EUR'
    """
    shown = str(value)[:80]
    if unit is Measure.MONEY:
        found = _MONEY.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            raise UsageError("law-money", value=shown)
        return Money(amount=Decimal(found[1]), currency=currency_of(found[2], shown))
    if unit is Measure.DATE and type(value) is date:
        return value
    if unit is Measure.CHOICE:
        if isinstance(value, str) and value in words:
            return value
        raise UsageError("law-word", value=shown, known=", ".join(words))
    if unit is not Measure.DATE and (number := _number(value)) is not None:
        whole = number == number.to_integral_value()
        if (whole or not unit.is_whole) and (unit is not Measure.SHARE or number <= 1):
            return number
    raise UsageError("law-value", value=shown, unit=unit.value, reason=unit.reason)


def _number(value: object) -> Decimal | None:
    """What is written in digits, as far as any law has them; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    text = value if isinstance(value, str) else f"{Decimal(str(value)):f}"
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _check_values(at: Cursor, values: tuple[Dated, ...]) -> None:
    """Two values learned on one day may not both be the law of one day; one learned later that says another thing of a day
    says that it takes the place of the first."""
    if not values:
        at.problem("law-empty")
    for (n, one), (m, other) in combinations(enumerate(values), 2):
        if not one.overlaps(other):
            continue
        if one.recorded == other.recorded:
            same = one.basis.article == other.basis.article and one.value != other.value
            at.nth(n).problem("law-article-twice" if same else "law-overlap", article=one.basis.article)
        elif one.value != other.value:
            (_, first), (place, second) = sorted(((n, one), (m, other)), key=lambda each: each[1].recorded)
            if not second.corrects:
                at.nth(place).problem("law-corrects", day=first.recorded.isoformat())
    for n, one in enumerate(values):
        if one.corrects and not any(other.recorded < one.recorded and one.overlaps(other) for other in values):
            at.nth(n).get("corrects").problem("law-corrects-nothing")


def first_without_value(values: Iterable[Dated], first: date) -> date | None:
    """The first day from `first` on which there is no value."""
    day = first
    for one in sorted(values, key=lambda each: each.start):
        if one.start > day:
            return day
        if one.end is None or one.end == date.max:
            return None
        day = max(day, one.end + timedelta(days=1))
    return day
