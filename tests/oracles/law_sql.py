"""A scope test as one SQL expression of three values: true, false, NULL for undetermined. Facts have one claim at most.

A table has a column a fact, `previous.` before the name for the year before; amounts are in the currency of the column
`currency` for all. What is not there is NULL.
"""

from collections.abc import Callable, Collection

from tadasu.law import (
    All,
    Always,
    AnyOf,
    Asked,
    AtLeast,
    Chosen,
    Compare,
    Expression,
    FactKind,
    Flag,
    Not,
    OneOf,
    Regime,
    Relation,
    Within,
    Years,
    fact_of,
    is_place,
    lies_in,
)
from tadasu.places import all_places
from tadasu.schema import Money

SIGNS = {Relation.ABOVE: ">", Relation.AT_LEAST: ">=", Relation.BELOW: "<", Relation.AT_MOST: "<="}


def scope_sql(regime: Regime, asked: Asked, columns: Collection[str], rate: Callable[[str], float]) -> str:
    """The scope test of a regime; `rate` gives what an amount of the table is worth in a currency."""
    if regime.status_on(asked.on, known=asked.known) is None:
        return "FALSE"
    return "TRUE" if regime.scope is None else _Sql(regime, asked, columns, rate).of(regime.scope, 0)


class _Sql:
    def __init__(self, regime: Regime, asked: Asked, columns: Collection[str], rate: Callable[[str], float]) -> None:
        self.regime, self.asked, self.columns, self.rate = regime, asked, columns, rate

    def of(self, one: Expression, ago: int) -> str:
        """The expression for the financial year `ago` years before the last."""
        match one:
            case All(parts=parts):
                return "(" + " AND ".join(self.of(part, ago) for part in parts) + ")"
            case AnyOf(parts=parts):
                return "(" + " OR ".join(self.of(part, ago) for part in parts) + ")"
            case Not(part=part):
                return f"(NOT {self.of(part, ago)})"
            case AtLeast(count=count, parts=parts):
                return self.at_least(count, [self.of(part, ago) for part in parts])
            case Years(last=last, least=least, part=part):
                return self.at_least(least, [self.of(part, ago + n) for n in range(last)])
            case Compare(fact=fact, relation=relation, parameter=name):
                limit = self.asked.value(self.regime.parameters[name])
                if limit is None:
                    return "NULL::BOOLEAN"
                if isinstance(limit, Money):
                    return (
                        f"({self.column(fact, ago)} * {self.rate(limit.currency)!r} {SIGNS[relation]} {limit.amount})"
                    )
                return f"({self.column(fact, ago)} {SIGNS[relation]} {limit})"
            case Flag(fact=fact, expected=expected):
                return f"({self.column(fact, ago)} = '{'yes' if expected else 'no'}')"
            case Within(fact=fact, place=place):
                inside = [each for each in places() if lies_in(each, place, self.asked.on)]
                return self.has(fact, ago, [*inside, place])
            case OneOf(fact=fact, words=words):
                return self.has(fact, ago, sorted(words))
            case Chosen(parameter=name, word=word):
                return "TRUE" if self.asked.value(self.regime.parameters[name]) == word else "FALSE"
            case Always():
                return "TRUE"
        raise AssertionError(one)

    def has(self, fact: str, ago: int, words: list[str]) -> str:
        column, quoted = self.column(fact, ago), ", ".join(f"'{word}'" for word in dict.fromkeys(words))
        if fact_of(fact).kind in (FactKind.PLACES, FactKind.WORDS):
            return f"list_has_any(string_split({column}, ';'), [{quoted}])"
        return f"({column} IN ({quoted}))"

    def at_least(self, count: int, parts: list[str]) -> str:
        sure = " + ".join(f"(coalesce({part}, FALSE))::INT" for part in parts)
        possible = " + ".join(f"(coalesce({part}, TRUE))::INT" for part in parts)
        return f"(CASE WHEN {sure} >= {count} THEN TRUE WHEN {possible} < {count} THEN FALSE ELSE NULL END)"

    def column(self, fact: str, ago: int) -> str:
        name = "previous." * (ago if fact_of(fact).yearly else 0) + fact
        return f'"{name}"' if name in self.columns else "NULL"


def places() -> list[str]:
    """Every country."""
    return sorted(place.id for place in all_places().values() if place.kind == "country" and is_place(place.id))
