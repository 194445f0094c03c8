"""Whom a regime binds: a scope test over the facts of companies, all at once, with four answers (`Verdict`).

The same pass answers one company and four million; asked to, it keeps what every clause came to, which is the explanation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from tadasu.law._companies import Companies, Numbers, Words
from tadasu.law._expression import (
    All,
    Always,
    AnyOf,
    AtLeast,
    Chosen,
    Compare,
    Expression,
    Flag,
    Not,
    OneOf,
    Relation,
    Within,
    Years,
)
from tadasu.law._facts import FactId, fact_of
from tadasu.law._groups import lies_in
from tadasu.law._rates import Rates, default_rates
from tadasu.law._regime import Dated, Parameter, Regime, Value
from tadasu.law._settled import Settled, settled
from tadasu.law._verdict import Verdict, Verdicts, all_of, any_of, at_least, none_of
from tadasu.schema import Money, UsageError

LATEST = date.max
"""As far as is known today."""

Told = Callable[[Expression, int, Verdicts], None]
"""Called with every clause, the financial years ago for which it was asked, and what it came to."""

_COMPARED: Mapping[Relation, Callable[[NDArray[np.float64], float], NDArray[np.bool_]]] = {
    Relation.ABOVE: lambda values, bound: values > bound,
    Relation.AT_LEAST: lambda values, bound: values >= bound,
    Relation.BELOW: lambda values, bound: values < bound,
    Relation.AT_MOST: lambda values, bound: values <= bound,
}
_OF_BITS = np.array([Verdict.UNDETERMINED, Verdict.OUT, Verdict.IN, Verdict.CONFLICT], np.uint8)
"""Bits of a test of claims -> verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The day whose law is asked for, as it was known on `known`; choices and numbers that are set otherwise; rates."""

    on: date
    known: date = LATEST
    chosen: Mapping[str, Value] = field(default_factory=dict)
    rates: Rates = field(default_factory=default_rates)

    def value(self, parameter: Parameter) -> Value | None:
        """What a parameter is: as chosen, else as the law of the day says."""
        if parameter.id in self.chosen:
            return self.chosen[parameter.id]
        found = self.dated(parameter)
        return None if found is None else found.value

    def dated(self, parameter: Parameter) -> Dated | None:
        """The entry that the law of the day rests on."""
        return parameter.on(self.on, known=self.known)


def verdicts(regime: Regime, companies: Companies, asked: Asked, *, told: Told | None = None) -> Verdicts:
    """A verdict a company; *out* for all before the regime is anything, *in* for all where it has no scope test.

    Raises UsageError `no-such-parameter` for a choice that the regime does not have.
    """
    check_chosen(regime, asked)
    if regime.status_on(asked.on, known=asked.known) is None:
        return np.full(companies.size, Verdict.OUT, np.uint8)
    if regime.scope is None:
        return np.full(companies.size, Verdict.IN, np.uint8)
    return holds(regime.scope, regime, companies, asked, told=told)


def check_chosen(regime: Regime, asked: Asked) -> None:
    """Raise UsageError `no-such-parameter` for a choice that the regime does not have."""
    for name in asked.chosen:
        if name not in regime.parameters:
            raise UsageError("no-such-parameter", value=name[:80], known=", ".join(regime.parameters))


def left_of(one: Expression, regime: Regime, asked: Asked) -> Settled:
    """What is left of an expression of a regime with its choices as they are set, else as the law of the day has them."""
    return settled(one, lambda name: asked.value(regime.parameters[name]))


def holds(one: Expression, regime: Regime, companies: Companies, asked: Asked, *, told: Told | None = None) -> Verdicts:
    """What any expression of a regime comes to. Where nobody is told of every clause, what choices rule out is not looked at."""
    left = left_of(one, regime, asked) if told is None else one
    if isinstance(left, bool):
        return np.full(companies.size, Verdict.IN if left else Verdict.OUT, np.uint8)
    return _Pass(regime, companies, asked, told).verdicts(left, 0)


@dataclass(slots=True)
class _Pass:
    regime: Regime
    companies: Companies
    asked: Asked
    told: Told | None

    def verdicts(self, one: Expression, ago: int) -> Verdicts:
        """What an expression comes to for the financial year `ago` years before the last."""
        out = self._verdicts(one, ago)
        if self.told is not None:
            self.told(one, ago, out)
        return out

    def _verdicts(self, one: Expression, ago: int) -> Verdicts:
        match one:
            case All(parts=parts):
                return reduce(all_of, (self.verdicts(part, ago) for part in parts))
            case AnyOf(parts=parts):
                return reduce(any_of, (self.verdicts(part, ago) for part in parts))
            case Not(part=part):
                return none_of(self.verdicts(part, ago))
            case AtLeast(count=count, parts=parts):
                return at_least(count, [self.verdicts(part, ago) for part in parts])
            case Years(last=last, least=least, part=part):
                return at_least(least, [self.verdicts(part, ago + n) for n in range(last)])
            case Compare():
                return self._compare(one, ago)
            case Flag(fact=fact, expected=expected):
                yes = _OF_BITS[self._words(fact, ago).test("yes", lambda claim: "yes" in claim)]
                return yes if expected else none_of(yes)
            case Within(fact=fact, place=place):
                on = self.asked.on
                return _OF_BITS[
                    self._words(fact, ago).test(
                        f"within {place} {on}", lambda claim: any(lies_in(each, place, on) for each in claim)
                    )
                ]
            case OneOf(fact=fact, words=words):
                key = f"one of {','.join(sorted(words))}"
                return _OF_BITS[self._words(fact, ago).test(key, lambda claim: bool(claim & words))]
            case Chosen(parameter=parameter, word=word):
                same = self.asked.value(self.regime.parameters[parameter]) == word
                return self._all(Verdict.IN if same else Verdict.OUT)
            case Always():
                return self._all(Verdict.IN)

    def _all(self, verdict: Verdict) -> Verdicts:
        return np.full(self.companies.size, verdict, np.uint8)

    def _words(self, fact: FactId, ago: int) -> Words:
        found = self._column(fact, ago)
        return found if isinstance(found, Words) else self.companies.unknown

    def _column(self, fact: FactId, ago: int) -> Numbers | Words | None:
        """What is known of a fact; one that is not kept by year holds for every year."""
        return self.companies.columns.get((fact, ago if fact_of(fact).yearly else 0))

    def _compare(self, one: Compare, ago: int) -> Verdicts:
        column = self._column(one.fact, ago)
        bound = self.asked.value(self.regime.parameters[one.parameter])
        if not isinstance(column, Numbers) or bound is None:
            return self._all(Verdict.UNDETERMINED)
        out = self._compared(column, one.relation, bound, ago)
        for other in column.others:
            found = self._compared(other, one.relation, bound, ago)
            open_ = (found == Verdict.UNDETERMINED) | (out == Verdict.UNDETERMINED)
            differ = ~np.isnan(other.least) & (found != out)
            out = np.where(differ, np.where(open_, Verdict.UNDETERMINED, Verdict.CONFLICT), out).astype(np.uint8)
        return out

    def _compared(self, column: Numbers, relation: Relation, bound: Value, ago: int) -> Verdicts:
        least, most = column.least, column.most
        if isinstance(bound, Money):
            factor = self._factors(column, bound.currency, ago)
            least, most = least * factor, most * factor
        limit = (
            float(bound.amount) if isinstance(bound, Money) else float(bound) if isinstance(bound, Decimal) else np.nan
        )
        holds_of = _COMPARED[relation]
        some, other = holds_of(least, limit), holds_of(most, limit)
        out = np.where(some & other, Verdict.IN, np.where(some | other, Verdict.CONFLICT, Verdict.OUT))
        return np.where(np.isnan(least), Verdict.UNDETERMINED, out).astype(np.uint8)

    def _factors(self, column: Numbers, target: str, ago: int) -> NDArray[np.float64]:
        """A company's amount times this is in the target currency; not a number where no rate is known."""
        if column.currency is None:
            return np.full(self.companies.size, np.nan)
        found = [self.asked.rates.factor(each, target, self.companies.year - ago) for each in column.currencies]
        return np.array([np.nan if one is None else one[0] for one in found] + [np.nan])[column.currency]
