"""On whom grantees depend: how unevenly money is spread, and who loses everything when one donor or intermediary falls."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tadasu.funds._flow import Chain, Flow, FlowKind
from tadasu.funds._problem import Problem, problem
from tadasu.funds._rounding import MILLION, half_even, share_of
from tadasu.funds._rows import policy
from tadasu.funds._totals import valued
from tadasu.schema import UsageError

HERFINDAHL = 10_000
"""The index of a single holder; of n equal ones it is a n-th of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """`herfindahl`: from 0 to 10,000, half to even. `largest`: who has most, of equal ones the first by name; its `share` is in
    parts per million."""

    count: int
    total: int
    herfindahl: int
    largest: str
    share: int


def concentration(amounts: Mapping[str, int]) -> Concentration:
    """How unevenly amounts of one currency are spread. Those who have nothing do not count.

    >>> concentration({"a": 60, "b": 20, "c": 20})
    Concentration(count=3, total=100, herfindahl=4400, largest='a', share=600000)

    Raises UsageError for a negative amount.
    """
    if any(one < 0 for one in amounts.values()):
        raise UsageError("funds-shares")
    having = {name: amount for name, amount in amounts.items() if amount}
    whole = sum(having.values())
    if not whole:
        return Concentration(count=0, total=0, herfindahl=0, largest="", share=0)
    largest = min(having, key=lambda name: (-having[name], name))
    return Concentration(
        count=len(having),
        total=whole,
        herfindahl=half_even(HERFINDAHL * sum(one * one for one in having.values()), whole * whole),
        largest=largest,
        share=share_of(having[largest], whole),
    )


def concentration_problems(
    amounts: Mapping[str, int], *, most: int | None = None, least: int | None = None
) -> tuple[Problem, ...]:
    """Too few intermediaries (fewer than three by the model policy), or one with more than its most (half). Compared exactly:
    a share that only looks like the half after rounding is more than it."""
    limit = policy("intermediary-share-most") if most is None else most
    needed = policy("intermediaries-least") if least is None else least
    told, found = concentration(amounts), list[Problem]()
    if told.count < needed:
        found.append(problem("few-intermediaries", count=told.count, least=needed))
    if told.total and amounts[told.largest] * MILLION > limit * told.total:
        found.append(problem("one-above-half", told.largest, organisation=told.largest, share=told.share, most=limit))
    return tuple(found)


def received_at(chain: Chain, depth: int) -> Mapping[str, Mapping[str, int]]:
    """Currency -> organisation -> what it received on one level, in the currency in which it entered, less what was given back.
    Level 1 are those who get it from the donors."""
    found: dict[str, dict[str, int]] = {}
    units: dict[str, str] = {}
    for one in valued(chain).values():
        unit = units[one.flow.id] = units.get(one.flow.parent, one.flow.amount.currency)
        if one.depth == depth:
            by = found.setdefault(unit, {})
            by[one.flow.destination] = by.get(one.flow.destination, 0) + one.net
    return MappingProxyType({unit: MappingProxyType(dict(sorted(by.items()))) for unit, by in sorted(found.items())})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An organisation with whom everything falls that some recipient gets. `donor`: money enters from it. `losing`: the end
    recipients who lose everything, by name. `sealed`: how many recipients behind a seal are on ways through it; whether they have
    others nobody here knows, so they are told apart."""

    organisation: str
    donor: bool
    losing: tuple[str, ...]
    sealed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """`routes`: end recipient -> by how many different ways money comes to it (a way: the organisations in order). `on_one`:
    those who have a single one. `points`: whoever takes something down, those who take most first."""

    routes: Mapping[str, int]
    on_one: tuple[str, ...]
    sealed: int
    points: tuple[Point, ...]


def dependence(chain: Chain) -> Dependence:
    """Which single falls take everything from whom.

    A way is that of the money: a flow is paid out of one parent and falls with it, though its source may have money of others.
    """
    ways: dict[str, list[tuple[str, ...]]] = {}
    secret: dict[str, int] = {}
    for flow in chain.flows.values():
        if flow.kind is FlowKind.END and chain.net(flow) > 0:
            ways.setdefault(flow.destination, []).append(_way(chain, flow))
        count = sum(one.count for one in chain.sealed.get(flow.id, ()))
        for name in {*_way(chain, flow), flow.destination} if count else ():
            secret[name] = secret.get(name, 0) + count
    taking: dict[str, list[str]] = {}
    for recipient, its in sorted(ways.items()):
        for name in frozenset(its[0]).intersection(*its[1:]):
            taking.setdefault(name, []).append(recipient)
    donors = {one.source for one in chain.flows.values() if not one.parent}
    points = [
        Point(organisation=name, donor=name in donors, losing=tuple(taking.get(name, ())), sealed=secret.get(name, 0))
        for name in {*taking, *secret}
    ]
    routes = {recipient: len(set(its)) for recipient, its in sorted(ways.items())}
    return Dependence(
        routes=MappingProxyType(routes),
        on_one=tuple(recipient for recipient, count in routes.items() if count == 1),
        sealed=sum(one.count for groups in chain.sealed.values() for one in groups),
        points=tuple(sorted(points, key=lambda one: (-len(one.losing), -one.sealed, one.organisation))),
    )


def dependence_problems(found: Dependence, *, least: int = 2) -> tuple[Problem, ...]:
    """A warning for everyone with whom so many end recipients or more, known ones and sealed ones, may lose everything."""
    return tuple(
        problem("single-point", one.organisation, organisation=one.organisation, losing=len(one.losing) + one.sealed)
        for one in found.points
        if len(one.losing) + one.sealed >= least
    )


def _way(chain: Chain, flow: Flow) -> tuple[str, ...]:
    """The organisations through which a flow's money came, the donor first."""
    way = [flow.source]
    while flow.parent:
        flow = chain.flows[flow.parent]
        way.append(flow.source)
    return tuple(reversed(way))
