"""What a user sets a number or choice of a regime to: read as facts are, refused where no law could say it, and written again."""

from datetime import date
from decimal import Decimal

from tadasu.law._amounts import currency_of, money_of, number_of
from tadasu.law._clocks import LONGEST
from tadasu.law._regime import Measure, Parameter, Value
from tadasu.schema import Money, UsageError

_WIDE = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９．，", "0123456789.,", strict=True)}
"""Digits as Japanese writes them; nothing else that looks like one, such as the mark of a footnote."""
_TIMES = ("_days", "_weeks", "_months", "_years")
"""How the name of a number ends that is the length of a time, and not measured in days."""
_LEAST_SHARE = Decimal("0.000001")
"""Shares are counted in millionths."""


def read_chosen(text: str, parameter: Parameter) -> Value:
    """The value in the unit of the parameter.

    Raises UsageError: `law-value`, `law-word` for a choice, `set-whole` for a count that is no whole number,
    `set-share` for a share above 1 or in per cent, `set-share-fine` for one below a millionth, `clock-number` for a
    time that no clock can run, `law-currency` for one that does not exist, and of money and numbers what `money_of`
    and `number_of` raise.
    """
    text, unit = text.translate(_WIDE).strip(), parameter.unit
    found: Value | None
    match unit:
        case Measure.CHOICE:
            if text not in parameter.words:
                raise UsageError("law-word", value=text[:80], known=", ".join(parameter.words))
            return text
        case Measure.DATE:
            found = _day(text)
        case Measure.MONEY:
            found = money_of(text)
            if found is not None:
                currency_of(found.currency, text)
        case Measure.SHARE:
            found = _share(text, parameter)
        case _:
            found = _number(text, parameter)
    if found is None:
        raise UsageError("law-value", value=text[:80], unit=unit.value, reason=unit.reason)
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _share(text: str, parameter: Parameter) -> Decimal | None:
    per_cent = text.endswith(("%", "％"))
    found = number_of(text.rstrip("%％").strip())
    if found is not None and (per_cent or found > 1):
        raise UsageError("set-share", value=text[:80], parameter=parameter.id)
    if found is not None and 0 < found < _LEAST_SHARE:
        raise UsageError("set-share-fine", value=text[:80], parameter=parameter.id)
    return found


def _number(text: str, parameter: Parameter) -> Decimal | None:
    found = number_of(text)
    if found is not None and parameter.unit.is_whole and found != found.to_integral_value():
        raise UsageError("set-whole", value=text[:80], parameter=parameter.id)
    if found is not None and is_time(parameter) and not 0 < found <= LONGEST:
        raise UsageError("clock-number", parameter=parameter.id, value=text[:80], most=str(LONGEST))
    return found


def is_time(parameter: Parameter) -> bool:
    """Whether a number is the length of a time: in days, or by its name in weeks, months or years."""
    return parameter.unit is Measure.DAYS or (parameter.unit is Measure.COUNT and parameter.id.endswith(_TIMES))


def written(value: Value) -> str:
    """A value as it may be read again, whatever the language.

    >>> written(Money(amount=Decimal("1E+9"), currency="JPY")), written(Decimal("0.90"))
    ('1000000000 JPY', '0.9')
    """
    match value:
        case Money(amount=amount, currency=currency):
            return f"{_plain(amount)} {currency}"
        case Decimal():
            return _plain(value)
        case date():
            return value.isoformat()
    return value


def _plain(number: Decimal) -> str:
    """All digits, none behind the point that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
