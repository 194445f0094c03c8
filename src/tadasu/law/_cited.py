"""An article that is cited for two different numbers: one of the two is wrong, or the article does not say which is meant.

Articles are compared as they are written, spaces and capitals aside: "Art. 18 (longest extension)" is another than "Art. 18".
So where one provision holds two numbers of one thing, a paragraph or a remark in brackets tells them apart, for the reader of
an answer as for this check. A least and a most of one fact are told apart by the test they stand in.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import combinations

from tadasu.law._chosen import written
from tadasu.law._counted import clock_of
from tadasu.law._cursor import Cursor
from tadasu.law._expression import Compare, Expression, Relation, walk
from tadasu.law._procedure import State, TimeLimit
from tadasu.law._regime import Counted, Dated, Due, Duty, Regime
from tadasu.schema import UsageError

_LEAST = frozenset({Relation.ABOVE, Relation.AT_LEAST})
_MOST = frozenset({Relation.BELOW, Relation.AT_MOST})


def check_numbers(at: Cursor, regime: Regime) -> None:
    """Note every value of a parameter whose article another parameter about the same fact cites for another number of the
    same days."""
    facts = _facts(regime)
    for one, other in combinations(regime.parameters.values(), 2):
        limits = one.unit is other.unit and any(_rivals(facts[one.id], facts[other.id], each) for each in facts[one.id])
        if not limits:
            continue
        for n, value in enumerate(other.values):
            first = next((each for each in one.values if _contradicts(each, value)), None)
            if first is not None:
                at.get("parameters").get(other.id).get("values").nth(n).problem(
                    "law-article-numbers",
                    article=value.basis.article,
                    value=written(value.value),
                    other=one.id,
                    number=written(first.value),
                )


def check_duties(at: Cursor, regime: Regime) -> None:
    """Note every duty whose article another cites for another time after the same event."""
    for (_, one), (n, other) in combinations(enumerate(regime.duties), 2):
        if not one.due.after or one.due.after != other.due.after or not _same(one.basis.article, other.basis.article):
            continue
        first, second = _times(one.due, regime), _times(other.due, regime)
        if _on_one_day(one, other) and first and second and first != second:
            _note(at.get("duties").nth(n), other.basis.article, one.id)


def check_limits(at: Cursor, states: Mapping[str, State], regime: Regime) -> None:
    """Note every time limit whose article another cites for another number of the same unit; a first time and its extension
    are two things."""
    limits = [(key, state.limit) for key, state in states.items() if state.limit is not None]
    for (key, one), (name, other) in combinations(limits, 2):
        if bool(one.extends) != bool(other.extends) or not _same(one.basis.article, other.basis.article):
            continue
        first, second = _times(one, regime), _times(other, regime)
        if first and second and first != second and _units(first) == _units(second):
            _note(at.get("states").get(name).get("clock"), other.basis.article, key)


def expressions_of(regime: Regime) -> Iterator[Expression]:
    """Every test of a regime: of its scope, and of those whom a day, duty, ban or sanction concerns."""
    several = (regime.milestones, regime.duties, regime.prohibitions, regime.sanctions)
    for one in (regime.scope, *(each.who for some in several for each in some)):
        if one is not None:
            yield from walk(one)


def _note(at: Cursor, article: str, other: str) -> None:
    at.problem("law-article-times", article=article, other=other)


def _facts(regime: Regime) -> Mapping[str, Mapping[str, set[Relation]]]:
    """Of every parameter the facts that it is about, and how each is compared with it."""
    found: dict[str, dict[str, set[Relation]]] = {}
    for parameter in regime.parameters.values():
        found[parameter.id] = {parameter.about: set()} if parameter.about else {}
    for one in expressions_of(regime):
        if isinstance(one, Compare) and one.parameter in found:
            found[one.parameter].setdefault(one.fact, set()).add(one.relation)
    return found


def _rivals(one: Mapping[str, set[Relation]], other: Mapping[str, set[Relation]], fact: str) -> bool:
    """Whether both are limits of one fact, and not the least and the most of it."""
    first, second = one[fact], other.get(fact)
    if second is None:
        return False
    if not first or not second:
        return True
    return not ((first <= _LEAST and second <= _MOST) or (first <= _MOST and second <= _LEAST))


def _contradicts(one: Dated, other: Dated) -> bool:
    return _same(one.basis.article, other.basis.article) and one.overlaps(other) and one.value != other.value


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _on_one_day(one: Duty, other: Duty) -> bool:
    """Whether both are the law on some day."""
    begins = (one.start or date.min, other.start or date.min)
    return max(begins) <= min(one.end or date.max, other.end or date.max)


def _times(one: Due | TimeLimit, regime: Regime) -> frozenset[tuple[int, str, str]]:
    """Count, unit and calendar of a clock; of one that a parameter counts those of each of its values."""
    if one.clock is not None:
        return frozenset({(one.clock.count, one.clock.unit.value, str(one.clock.calendar))})
    return frozenset() if one.counted is None else frozenset(_counted(one.counted, regime))


def _units(times: Collection[tuple[int, str, str]]) -> set[str]:
    return {unit for _, unit, _ in times}


def _counted(counted: Counted, regime: Regime) -> Iterator[tuple[int, str, str]]:
    for value in regime.parameters[counted.parameter].values:
        try:
            clock = clock_of(counted, value.value)
        except UsageError:  # noted where it is read
            continue
        yield clock.count, clock.unit.value, str(clock.calendar)
