"""Rates of exchange by day or month, each with its source, and the one way in which an amount is converted.

For a day the rate counts that is known last at or before it and is at most so many days old; else the rate is unknown. Two
sources that differ about the same day are a conflict. Nothing is estimated.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from tadasu.funds._amount import Amount, exponent, total
from tadasu.funds._rounding import allocate, half_even
from tadasu.funds._rows import policy
from tadasu.schema import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One unit of `base` is `value` units of `target`, in the units people use. `monthly`: fixed for the calendar month in which
    `day` lies, from its first day."""

    base: str
    target: str
    day: date
    value: Decimal
    source: str
    monthly: bool = False

    def __post_init__(self) -> None:
        for one in (self.base, self.target):
            exponent(one)
        if not self.value.is_finite() or self.value <= 0 or self.base == self.target:
            raise UsageError("funds-rate", value=str(self.value)[:80], currency=self.base, other=self.target)

    @property
    def start(self) -> date:
        """From when it holds."""
        return self.day.replace(day=1) if self.monthly else self.day

    def age(self, day: date) -> int:
        """Days since it last held; 0 within its month."""
        last = self.day.replace(day=monthrange(self.day.year, self.day.month)[1]) if self.monthly else self.day
        return max(0, (day - last).days)


class RateState(StrEnum):
    """`same`: one currency, nothing to convert. `known`. `unknown`: no rate, or none new enough. `conflict`: sources differ."""

    SAME = "same"
    KNOWN = "known"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFound:
    """`factor`: exact, units of the target for one of the base; None unless same or known. `used`: what it rests on, or what
    contradicts one another."""

    state: RateState
    factor: Fraction | None = None
    used: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """`amount` is None unless the rate is same or known."""

    state: RateState
    amount: Amount | None
    used: tuple[Rate, ...]


class Rates:
    """Rates to ask. `most_days`: how old one may be. `pivot`: a currency over which two rates may be joined, or none."""

    def __init__(self, rates: Iterable[Rate], *, most_days: int | None = None, pivot: str = "") -> None:
        self.most_days = policy("rate-age-most") if most_days is None else most_days
        self.pivot = pivot
        found: dict[tuple[str, str], list[Rate]] = {}
        for one in rates:
            found.setdefault((one.base, one.target), []).append(one)
        ordered = {pair: tuple(sorted(ones, key=lambda one: (one.start, one.source))) for pair, ones in found.items()}
        self._by_pair: Mapping[tuple[str, str], Sequence[Rate]] = MappingProxyType(ordered)

    def at(self, base: str, target: str, day: date) -> RateFound:
        """The rate that counts for a day: as it is quoted; else the other way round; else over the pivot."""
        for one in (base, target):
            exponent(one)
        if base == target:
            return RateFound(state=RateState.SAME, factor=Fraction(1))
        found = self._quoted(base, target, day)
        if found.state is not RateState.UNKNOWN or self.pivot in ("", base, target):
            return found
        return _joined(self._quoted(base, self.pivot, day), self._quoted(self.pivot, target, day))

    def _quoted(self, base: str, target: str, day: date) -> RateFound:
        found = self._last(base, target, day)
        if found.state is not RateState.UNKNOWN:
            return found
        back = self._last(target, base, day)
        return back if back.factor is None else RateFound(state=back.state, factor=1 / back.factor, used=back.used)

    def _last(self, base: str, target: str, day: date) -> RateFound:
        """Of those that hold at or before the day the one that began last; all of them when several began then."""
        known = [one for one in self._by_pair.get((base, target), ()) if one.start <= day]
        fresh = [one for one in known if one.age(day) <= self.most_days]
        if not fresh:
            return RateFound(state=RateState.UNKNOWN)
        start = fresh[-1].start
        last = tuple(one for one in fresh if one.start == start)
        if len({one.value for one in last}) > 1:
            return RateFound(state=RateState.CONFLICT, used=last)
        return RateFound(state=RateState.KNOWN, factor=Fraction(last[0].value), used=last)


def convert(amount: Amount, target: str, *, rates: Rates, day: date) -> Converted:
    """An amount in another currency, rounded once, half to even, to the target's smallest unit.

    >>> known = Rates([Rate(base="USD", target="JPY", day=date(2026, 4, 1), value=Decimal("150.25"), source="invented")])
    >>> convert(Amount(1050, "USD"), "JPY", rates=known, day=date(2026, 4, 3)).amount
    Amount(minor=1578, currency='JPY')
    >>> convert(Amount(1050, "USD"), "JPY", rates=known, day=date(2026, 5, 3)).state
    <RateState.UNKNOWN: 'unknown'>
    """
    found = rates.at(amount.currency, target, day)
    made = None if found.factor is None else converted_by(amount, target, found.factor)
    return Converted(state=found.state, amount=made, used=found.used)


def converted_by(amount: Amount, target: str, factor: Fraction) -> Amount:
    """The same with a factor that is given: units of the target for one of the amount's currency."""
    exact = amount.minor * factor * Fraction(10) ** (exponent(target) - exponent(amount.currency))
    return Amount(half_even(exact.numerator, exact.denominator), target)


def convert_parts(
    amounts: Sequence[Amount], target: str, *, rates: Rates, day: date
) -> tuple[RateState, tuple[Amount, ...]]:
    """Amounts of one currency so converted that they are together what their sum is converted: the sum is rounded, and divided
    over them by largest remainder. No parts unless the rate is same or known.

    Amounts converted one by one may together be off from the converted sum, by at most (n + 1) // 2 smallest units for n amounts;
    so a total is never made of converted parts. Raises UsageError for amounts of several currencies or signs.
    """
    if not amounts:
        return RateState.SAME, ()
    sizes = [one.minor for one in amounts]
    if min(sizes) < 0 < max(sizes):
        raise UsageError("funds-shares")
    whole = convert(total(amounts, currency=amounts[0].currency), target, rates=rates, day=day)
    if whole.amount is None:
        return whole.state, ()
    parts = allocate(whole.amount.minor, [abs(one) for one in sizes])
    return whole.state, tuple(Amount(one, target) for one in parts)


def _joined(first: RateFound, second: RateFound) -> RateFound:
    """Two rates one after the other; as sure as the less sure of the two."""
    used = (*first.used, *second.used)
    if first.factor is not None and second.factor is not None:
        return RateFound(state=RateState.KNOWN, factor=first.factor * second.factor, used=used)
    unknown = RateState.UNKNOWN in (first.state, second.state)
    return RateFound(state=RateState.UNKNOWN if unknown else RateState.CONFLICT, used=() if unknown else used)
