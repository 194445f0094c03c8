"""Where the money of a chain is: entered, kept as overhead, arrived, held, returned; at each organisation and at any depth.

Every part is valued in the currency in which its money entered, by dividing what entered over its parts (largest remainder). So
the parts are together what entered, whatever currencies lie between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from tadasu.funds._flow import Chain, Flow, FlowKind, Sealed
from tadasu.funds._problem import Problem, problem
from tadasu.funds._rounding import allocate, at_most, share_of
from tadasu.funds._rows import policy
from tadasu.schema import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Smallest units of one currency: entered = overhead + arrived + sealed + sealed_overhead + held + returned.

    `arrived`: used by known end recipients. `sealed`: with recipients of whom only a sum is known, less what was kept above them
    (`sealed_overhead`). `held`: with intermediaries. `returned`: given back to those who brought it in.
    """

    entered: int = 0
    overhead: int = 0
    arrived: int = 0
    sealed: int = 0
    sealed_overhead: int = 0
    held: int = 0
    returned: int = 0

    @property
    def reaching(self) -> int:
        """Net amount that reached end recipients, known or sealed."""
        return self.arrived + self.sealed

    @property
    def kept(self) -> int:
        """Parts per million of what was not returned that all levels together kept as overhead."""
        return share_of(self.overhead + self.sealed_overhead, self.entered - self.returned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What is kept behind a seal, and what may be."""

    id: str
    overhead: int
    allowed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Valued:
    """One flow in the currency in which its money entered. `depth`: from 1. `behind`: how much entered for it, overhead above
    included. `net`: what it brought, less what was given back. `allowed`: the most its destination may keep of it."""

    flow: Flow
    depth: int
    behind: int
    net: int
    overhead: int
    allowed: int
    held: int
    arrived: int
    sealed: int
    sealed_overhead: int
    returned: int
    seals: tuple[Seal, ...]

    @property
    def kept(self) -> int:
        """Parts per million of what entered for it that were kept on its way, here included: the cumulative overhead."""
        return share_of(self.behind - self.net + self.overhead, self.behind)


def valued(chain: Chain, *, share: int | None = None, shares: Mapping[str, int] | None = None) -> Mapping[str, Valued]:
    """Every flow but returns, each after its parent. `share`: the agreed overhead in parts per million (15 % by the model
    policy); `shares`: another one for the money of a flow that enters.

    The agreed share is one for the whole way: of what entered no more is kept at all depths together. Who keeps less than it may
    leaves the rest to those below: it goes on with the money, pro rata, rounded down. On money that is given back nothing may be
    kept.
    """
    found: dict[str, Valued] = {}
    waiting: dict[str, _Came] = {}
    for flow in chain.flows.values():
        if flow.kind is FlowKind.RETURN:
            continue
        if not flow.parent:
            agreed = (shares or {}).get(flow.id, policy("overhead-share") if share is None else share)
            net = chain.net(flow)
            waiting[flow.id] = _Came(1, net, net, at_most(net, agreed))
        found[flow.id], onward = _one(chain, flow, waiting.pop(flow.id))
        waiting |= {one.id: part for one, part in zip(chain.children.get(flow.id, ()), onward, strict=True)}
    return MappingProxyType(found)


def chain_totals(chain: Chain) -> Mapping[str, Totals]:
    """Currency in which money entered -> where it is. Flows below are never added to those that entered."""
    found: dict[str, Totals] = {}
    units = _units(chain)
    for one in valued(chain).values():
        unit = units[one.flow.id]
        found[unit] = _plus(found.get(unit, Totals()), _part(one, entered=not one.flow.parent))
    return MappingProxyType(dict(sorted(found.items())))


def totals_at(chain: Chain, depth: int) -> Mapping[str, Totals]:
    """The same as it looks from above a cut: down to `depth` levels; what went on below counts as held there. Whatever the depth,
    as much entered."""
    if depth < 1:
        raise UsageError("funds-depth", value=str(depth))
    known, units = valued(chain), _units(chain)
    found: dict[str, Totals] = {}
    for one in known.values():
        if one.depth > depth:
            continue
        part = _part(one, entered=not one.flow.parent)
        if one.depth == depth:
            below = [known[child.id].net for child in chain.children.get(one.flow.id, ())]
            part = _plus(part, Totals(held=sum(below)))
        found[units[one.flow.id]] = _plus(found.get(units[one.flow.id], Totals()), part)
    return MappingProxyType(dict(sorted(found.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """What went through an organisation, in the currency in which it entered: received = overhead + arrived + held + passed_on +
    sealed (with its overhead). What was given back is in none of these."""

    received: int = 0
    overhead: int = 0
    arrived: int = 0
    held: int = 0
    passed_on: int = 0
    sealed: int = 0


def through(chain: Chain) -> Mapping[tuple[str, str], Through]:
    """(Organisation, currency) -> what went through it."""
    known, units = valued(chain), _units(chain)
    found: dict[tuple[str, str], Through] = {}
    for one in known.values():
        key = (one.flow.destination, units[one.flow.id])
        part = Through(
            received=one.net,
            overhead=one.overhead,
            arrived=one.arrived,
            held=one.held,
            passed_on=sum(known[child.id].net for child in chain.children.get(one.flow.id, ())),
            sealed=one.sealed + one.sealed_overhead,
        )
        found[key] = _plus(found.get(key, Through()), part)
    return MappingProxyType(dict(sorted(found.items())))


def overhead_problems(
    chain: Chain, *, share: int | None = None, shares: Mapping[str, int] | None = None
) -> tuple[Problem, ...]:
    """Flows and seals of which more is kept than may be kept there."""
    found = []
    for one in valued(chain, share=share, shares=shares).values():
        kept = [
            (one.flow.id, one.overhead, one.allowed),
            *((seal.id, seal.overhead, seal.allowed) for seal in one.seals),
        ]
        found += [
            problem("chain-overhead-above", at, kept=amount, allowed=allowed)
            for at, amount, allowed in kept
            if amount > allowed
        ]
    return tuple(sorted(found))


def overhead_plan(amount: int, weights: Sequence[int], *, share: int | None = None) -> tuple[int, ...]:
    """What each level of a chain may keep when all of an amount is passed on: the agreed share, rounded down, divided by weights
    (how much of the work each has) by largest remainder.

    >>> overhead_plan(10_000_000, (2, 1))
    (1000000, 500000)
    """
    return allocate(at_most(amount, policy("overhead-share") if share is None else share), weights)


class _Came(NamedTuple):
    """What a flow brings: how much entered for it, its value, and how much of that may be kept, here and below together."""

    depth: int
    behind: int
    net: int
    allowed: int


def _one(chain: Chain, flow: Flow, came: _Came) -> tuple[Valued, list[_Came]]:
    """A flow's parts in the currency of entry, and what goes on to each child."""
    below: Sequence[Flow] = chain.children.get(flow.id, ())
    secret: Sequence[Sealed] = chain.sealed.get(flow.id, ())
    clear, hidden = [one.amount - one.overhead for one in secret], [one.overhead for one in secret]
    parts = [chain.rest(flow), *clear, *hidden, *map(chain.net, below)]
    overhead, *shown = allocate(came.net, [flow.overhead, *parts]) if came.net else [0] * (len(parts) + 1)
    rest, end = shown[0], 1 + len(secret)
    first = end + len(secret)
    clear, hidden = shown[1:end], shown[end:first]
    left, going = max(0, came.allowed - overhead), came.net - overhead
    seals = [
        Seal(id=one.id, overhead=kept, allowed=left * (kept + given) // going if going else 0)
        for one, given, kept in zip(secret, clear, hidden, strict=True)
    ]
    made = Valued(
        flow=flow,
        depth=came.depth,
        behind=came.behind,
        net=came.net,
        overhead=overhead,
        allowed=came.allowed,
        held=rest if flow.kind is FlowKind.PASS else 0,
        arrived=rest if flow.kind is FlowKind.END else 0,
        sealed=sum(clear),
        sealed_overhead=sum(hidden),
        returned=chain.back(flow) if not flow.parent else 0,
        seals=tuple(seals),
    )
    stands = allocate(came.behind, shown)[first:] if going else [0] * len(below)
    onward = [
        _Came(came.depth + 1, behind, net, left * net // going if going else 0)
        for behind, net in zip(stands, shown[first:], strict=True)
    ]
    return made, onward


def _units(chain: Chain) -> Mapping[str, str]:
    """Flow -> the currency in which its money entered."""
    found: dict[str, str] = {}
    for one in chain.flows.values():
        found[one.id] = found.get(one.parent, one.amount.currency)
    return found


def _part(one: Valued, *, entered: bool) -> Totals:
    return Totals(
        entered=one.net + one.returned if entered else 0,
        overhead=one.overhead,
        arrived=one.arrived,
        sealed=one.sealed,
        sealed_overhead=one.sealed_overhead,
        held=one.held,
        returned=one.returned,
    )


_Sums = TypeVar("_Sums", Totals, Through)


def _plus(one: _Sums, other: _Sums) -> _Sums:
    return type(one)(**{each.name: getattr(one, each.name) + getattr(other, each.name) for each in fields(one)})
