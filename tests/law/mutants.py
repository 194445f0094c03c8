"""A regime with one thing in it changed: a number, a day, a clause. A case must notice, or the change changes nothing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from tadasu.law import (
    All,
    AnyOf,
    AtLeast,
    Chosen,
    Compare,
    Dated,
    Duty,
    Expression,
    Flag,
    Measure,
    Milestone,
    Not,
    OneOf,
    Parameter,
    Prohibition,
    Regime,
    Relation,
    Standing,
    Within,
    Years,
    parameters_in,
    walk,
)
from tadasu.schema import Money

APPLIES = "applies"
DAY = timedelta(1)
STEPS = (-1, 1)
"""A day earlier and later; a unit less and more."""
SWAPPED = {
    Relation.ABOVE: Relation.AT_LEAST,
    Relation.AT_LEAST: Relation.ABOVE,
    Relation.BELOW: Relation.AT_MOST,
    Relation.AT_MOST: Relation.BELOW,
}
Changes = Iterator[tuple[str, Expression]]


@dataclass(frozen=True)
class Mutant:
    """The changed regime, and what was changed."""

    name: str
    regime: Regime


def mutants(regime: Regime) -> Iterator[Mutant]:
    """Every regime that differs in one number, day or clause of whom it binds, what it is, and from when it applies.

    Not made are changes that no day can show: a first day before the regime is anything, a last day on which the next value is
    the law already. A parameter that is a day of application is changed as that day; a clause that is written once, for whom it
    binds and from when, is changed in the scope test.
    """
    scope = () if regime.scope is None else parameters_in(regime.scope)
    applied = {(one.on, one.start, one.end) for one in regime.milestones if one.what == APPLIES}
    for parameter in regime.parameters.values():
        if not applied.issuperset((one.value, one.start, one.end) for one in parameter.values):
            for name, changed in _values(parameter, regime, counts=parameter.id in scope):
                parameters = MappingProxyType({**regime.parameters, parameter.id: changed})
                yield Mutant(name, replace(regime, parameters=parameters))
    if regime.scope is not None:
        for name, test in _tests(regime.scope, regime.parameters):
            yield Mutant(f"scope: {name}", replace(regime, scope=test))
    yield from _status(regime)
    yield from _milestones(regime)
    yield from _rules(regime)


def _values(parameter: Parameter, regime: Regime, *, counts: bool) -> Iterator[tuple[str, Parameter]]:
    """Days on which a number changes; of a scope test also the number."""
    first = min(one.start for one in regime.status)
    starts = {one.start for one in parameter.values}
    for n, one in enumerate(parameter.values):
        changes = [
            *_starts(one, first, counts=counts),
            *_ends(one, starts),
            *(_amounts(one, parameter) if counts else ()),
        ]
        for name, changed in changes:
            values = (*parameter.values[:n], changed, *parameter.values[n + 1 :])
            yield f"{parameter.id} = {_shown(one)}: {name}", replace(parameter, values=values)


def _starts(one: Dated, first: date, *, counts: bool) -> Iterator[tuple[str, Dated]]:
    if one.start > first:
        yield f"from {one.start} -1", replace(one, start=one.start - DAY)
    if one.start > first or counts:
        yield f"from {one.start} +1", replace(one, start=one.start + DAY)


def _ends(one: Dated, starts: Collection[date]) -> Iterator[tuple[str, Dated]]:
    if one.end is not None:
        yield f"to {one.end} -1", replace(one, end=one.end - DAY)
        if one.end + DAY not in starts:
            yield f"to {one.end} +1", replace(one, end=one.end + DAY)


def _amounts(one: Dated, parameter: Parameter) -> Iterator[tuple[str, Dated]]:
    match one.value:
        case Money(amount=amount, currency=currency):
            for step in STEPS:
                yield f"{step:+}", replace(one, value=Money(amount=amount + step, currency=currency))
        case Decimal():
            for step in STEPS:
                yield f"{step:+}", replace(one, value=one.value + step)
        case str() if parameter.unit is Measure.CHOICE:
            for word in sorted(parameter.words.keys() - {one.value}):
                yield f"{word}", replace(one, value=word)


def _shown(one: Dated) -> str:
    return str(one.value.amount if isinstance(one.value, Money) else one.value)


def _tests(one: Expression, parameters: Mapping[str, Parameter], written: Collection[Expression] = ()) -> Changes:
    """Every test that differs from a test in one clause; those that are `written` elsewhere stay whole."""
    if one in written:
        return
    match one:
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            yield from _several(one, parts, parameters, written)
        case Not(part=part):
            yield "not: gone", part
            yield from (
                (f"not > {name}", replace(one, part=inner)) for name, inner in _tests(part, parameters, written)
            )
        case Years(part=part):
            yield from _years(one)
            yield from (
                (f"{_named(one)} > {name}", replace(one, part=inner))
                for name, inner in _tests(part, parameters, written)
            )
        case Compare(relation=relation):
            yield f"{_named(one)}: {SWAPPED[relation].value}", replace(one, relation=SWAPPED[relation])
        case Flag(expected=expected):
            yield f"{_named(one)}: {'no' if expected else 'yes'}", replace(one, expected=not expected)
        case OneOf(words=words) if len(words) > 1:
            yield from (
                (f"{_named(one)}: without {word}", replace(one, words=words - {word})) for word in sorted(words)
            )
        case Chosen(parameter=parameter, word=word):
            for other in sorted(parameters[parameter].words.keys() - {word}):
                yield f"{_named(one)}: {other}", replace(one, word=other)


def _several(
    one: All | AnyOf | AtLeast,
    parts: tuple[Expression, ...],
    parameters: Mapping[str, Parameter],
    written: Collection[Expression],
) -> Changes:
    name, least = _named(one), one.count if isinstance(one, AtLeast) else 1
    for n, part in enumerate(parts):
        before, after = parts[:n], parts[n + 1 :]
        if len(parts) > least:
            yield f"{name}: without {n + 1} {_named(part)}", replace(one, parts=(*before, *after))
        for inner, changed in _tests(part, parameters, written):
            yield f"{name} > {n + 1} {inner}", replace(one, parts=(*before, changed, *after))
    if isinstance(one, AtLeast):
        for count in (one.count - 1, one.count + 1):
            if 0 < count <= len(parts):
                yield f"{name}: {count}", replace(one, count=count)


def _years(one: Years) -> Changes:
    for last, least in (
        (one.last - 1, min(one.least, one.last - 1)),
        (one.last, one.least - 1),
        (one.last + 1, one.least),
    ):
        if 0 < least <= last:
            yield f"{_named(one)}: {least} of {last}", replace(one, last=last, least=least)


def _named(one: Expression) -> str:
    """What a clause is called, or asks."""
    if one.label.id:
        return one.label.id
    match one:
        case Compare(fact=fact, relation=relation, parameter=parameter):
            return f"{fact} {relation.value} {parameter}"
        case Flag(fact=fact, expected=expected):
            return f"{fact} {'yes' if expected else 'no'}"
        case Within(fact=fact, place=place):
            return f"{fact} {place}"
        case OneOf(fact=fact, words=words):
            return f"{fact} {'/'.join(sorted(words))}"
        case Chosen(parameter=parameter, word=word):
            return f"{parameter} {word}"
        case Years(last=last, least=least):
            return f"{least} of {last} years"
        case Not(part=part):
            return f"not {_named(part)}"
        case AtLeast(count=count):
            return f"at least {count}"
    return {All: "all", AnyOf: "any"}.get(type(one), "always")


def _status(regime: Regime) -> Iterator[Mutant]:
    """What the regime is begins a day earlier or later, or is something else."""
    for n, one in enumerate(regime.status):
        before, after = regime.status[:n], regime.status[n + 1 :]
        other = Standing.BILL if one.standing is Standing.ADOPTED else Standing.ADOPTED
        for name, changed in (
            *((f"{step:+}", replace(one, start=one.start + step * DAY)) for step in STEPS),
            (other.value, replace(one, standing=other)),
        ):
            yield Mutant(
                f"{one.standing.value} from {one.start}: {name}", replace(regime, status=(*before, changed, *after))
            )


def _milestones(regime: Regime) -> Iterator[Mutant]:
    """The day of application, when it is the law, and for whom it counts."""
    written = () if regime.scope is None else tuple(walk(regime.scope))
    for n, one in enumerate(regime.milestones):
        if one.what != APPLIES:
            continue
        before, after = regime.milestones[:n], regime.milestones[n + 1 :]
        for name, changed in _milestone(one, regime, written):
            yield Mutant(f"applies {n + 1} {one.on}: {name}", replace(regime, milestones=(*before, changed, *after)))


def _milestone(one: Milestone, regime: Regime, written: Collection[Expression]) -> Iterator[tuple[str, Milestone]]:
    first = min(each.start for each in regime.status)
    for step in STEPS:
        yield f"on {step:+}", replace(one, on=one.on + step * DAY)
        if one.start is not None and (one.start > first or step > 0):
            yield f"from {one.start} {step:+}", replace(one, start=one.start + step * DAY)
        if one.end is not None:
            yield f"to {one.end} {step:+}", replace(one, end=one.end + step * DAY)
    if one.who is not None:
        yield "for all", replace(one, who=None)
        for name, test in _tests(one.who, regime.parameters, written):
            yield f"for {name}", replace(one, who=test)


def _rules(regime: Regime) -> Iterator[Mutant]:
    """The first and the last day of a duty or a prohibition that came or went."""
    first = min(one.start for one in regime.status)
    for n, duty in enumerate(regime.duties):
        for name, start, end in _bounds(duty, first):
            changed = (*regime.duties[:n], replace(duty, start=start, end=end), *regime.duties[n + 1 :])
            yield Mutant(f"duty {duty.id} {name}", replace(regime, duties=changed))
    for n, ban in enumerate(regime.prohibitions):
        for name, start, end in _bounds(ban, first):
            bans = (*regime.prohibitions[:n], replace(ban, start=start, end=end), *regime.prohibitions[n + 1 :])
            yield Mutant(f"prohibition {ban.id} {name}", replace(regime, prohibitions=bans))


def _bounds(one: Duty | Prohibition, first: date) -> Iterator[tuple[str, date | None, date | None]]:
    for step in STEPS:
        if one.start is not None and one.start > first:
            yield f"from {one.start} {step:+}", one.start + step * DAY, one.end
        if one.end is not None:
            yield f"until {one.end} {step:+}", one.start, one.end + step * DAY
