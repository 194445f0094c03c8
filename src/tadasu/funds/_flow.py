"""Flows of re-granted money, parent and child as in OCHA's Financial Tracking Service: a child is paid out of its parent.

Only a flow without a parent is money that enters; all others pass the same money on and are never added to it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tadasu.funds._amount import Amount
from tadasu.funds._problem import Problem, problem


class FlowKind(StrEnum):
    """`pass`: the destination passes on what it does not keep as overhead. `end`: the destination is an end recipient. `return`:
    money of the parent flow that goes back where it came from."""

    PASS = "pass"
    END = "end"
    RETURN = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Money from one organisation (a key, no name) to another.

    `parent`: the flow out of which it is paid, empty for money that enters. `overhead`: what the destination keeps of it, in its
    smallest units. `drawn`: what it took from its parent, in the parent's currency, where that is another; of a return, what came
    back in the currency of the flow out of which the returned one was paid.
    """

    id: str
    source: str
    destination: str
    amount: Amount
    day: date
    kind: FlowKind
    parent: str = ""
    overhead: int = 0
    drawn: Amount | None = None

    @property
    def taken(self) -> Amount:
        """What it took from where it was paid out of."""
        return self.drawn or self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Sub-grants of which only a number and a sum are known, paid out of a flow by its destination: `count` recipients, `amount`
    in the flow's currency, of which `overhead` was kept below, attested by somebody (a key)."""

    id: str
    parent: str
    count: int
    amount: int
    overhead: int = 0
    attested_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Flows that were checked, each after its parent, with what hangs on them. Made by `chain_of`."""

    flows: Mapping[str, Flow]
    children: Mapping[str, Sequence[Flow]]
    returns: Mapping[str, Sequence[Flow]]
    sealed: Mapping[str, Sequence[Sealed]]

    def held(self, flow: Flow) -> int:
        """What its destination still holds of it: received, less overhead, what was passed on and did not come back, what was
        given back. Of an end recipient everything it did not give back has arrived, and nothing is held."""
        return 0 if flow.kind is FlowKind.END else self.rest(flow)

    def rest(self, flow: Flow) -> int:
        """What is left of a flow, used by an end recipient or held; negative where more was passed on than there was."""
        gone = sum(one.amount for one in self.sealed.get(flow.id, ()))
        return (
            flow.amount.minor
            - flow.overhead
            - self.back(flow)
            - sum(map(self.net, self.children.get(flow.id, ())))
            - gone
        )

    def back(self, flow: Flow) -> int:
        """What was given back of it, in its own currency."""
        return sum(one.amount.minor for one in self.returns.get(flow.id, ()))

    def net(self, flow: Flow) -> int:
        """What it took from its parent less what came back there, in the parent's currency."""
        return flow.taken.minor - sum(one.taken.minor for one in self.returns.get(flow.id, ()))


def chain_of(flows: Iterable[Flow], sealed: Iterable[Sealed] = ()) -> tuple[Chain, tuple[Problem, ...]]:
    """The chain and everything that is wrong with it; what hangs on a wrong flow is left out, so that a chain has neither orphans
    nor cycles nor more going out of a flow than came in. Nothing is wrong when the second is empty."""
    given, secret = sorted(flows, key=lambda one: one.id), sorted(sealed, key=lambda one: one.id)
    found = [problem("chain-id-twice", one) for one in _twice([*(x.id for x in given), *(x.id for x in secret)])]
    known = {one.id: one for one in reversed(given)}
    ordered, unreached = _in_order(known)
    found += [
        problem("chain-cycle" if _loops(one, known) else "chain-orphan", one.id, **_parent(one, known))
        for one in unreached
    ]
    kept: dict[str, Flow] = {}
    for one in ordered:
        wrong = _problems(one, kept, known)
        found += wrong
        if not wrong and (not one.parent or one.parent in kept):
            kept[one.id] = one
    return _settled(kept, secret, found)


def _settled(
    kept: dict[str, Flow], secret: Sequence[Sealed], found: list[Problem]
) -> tuple[Chain, tuple[Problem, ...]]:
    """Take out, from above, what hands on more than it has: its whole branch, until all fits."""
    good = []
    for group in secret:
        wrong = _sealed_problems(group, kept)
        found += wrong
        good += [] if wrong else [group]
    while True:
        chain = _linked(kept, good)
        over = [
            one
            for one in kept.values()
            if one.kind is not FlowKind.RETURN and (chain.rest(one) < 0 or chain.net(one) < 0)
        ]
        if not over:
            return chain, tuple(sorted(found))
        found += [
            problem("chain-more-than-received", one.id, missing=-min(chain.rest(one), chain.net(one))) for one in over
        ]
        away = {one.id for one in over}
        for flow in kept.values():
            if flow.parent in away:
                away.add(flow.id)
        kept = {id_: one for id_, one in kept.items() if id_ not in away}
        good = [one for one in good if one.parent in kept]


def _linked(kept: Mapping[str, Flow], secret: Sequence[Sealed]) -> Chain:
    children: dict[str, list[Flow]] = {}
    returns: dict[str, list[Flow]] = {}
    groups: dict[str, list[Sealed]] = {}
    for one in kept.values():
        if one.parent:
            (returns if one.kind is FlowKind.RETURN else children).setdefault(one.parent, []).append(one)
    for group in secret:
        groups.setdefault(group.parent, []).append(group)
    return Chain(flows=kept, children=children, returns=returns, sealed=groups)


def _in_order(known: Mapping[str, Flow]) -> tuple[list[Flow], list[Flow]]:
    """Every flow after its parent, and those that no money reaches."""
    below: dict[str, list[str]] = {}
    for one in known.values():
        below.setdefault(one.parent, []).append(one.id)
    waiting, ordered = sorted(below.get("", []), reverse=True), list[Flow]()
    while waiting:
        one = known[waiting.pop()]
        ordered.append(one)
        waiting += sorted(below.get(one.id, []), reverse=True)
    reached = {one.id for one in ordered}
    return ordered, [known[one] for one in sorted(known) if one not in reached]


def _loops(flow: Flow, known: Mapping[str, Flow]) -> bool:
    """Whether going up from a flow comes back to where it was; else it ends at a parent that is not there."""
    seen = set()
    while flow.id not in seen:
        seen.add(flow.id)
        if flow.parent not in known:
            return False
        flow = known[flow.parent]
    return True


def _parent(flow: Flow, known: Mapping[str, Flow]) -> dict[str, object]:
    return {} if _loops(flow, known) else {"parent": flow.parent}


def _problems(flow: Flow, kept: Mapping[str, Flow], known: Mapping[str, Flow]) -> list[Problem]:
    """What is wrong with one flow, seen from its parent."""
    found, at, up = [], flow.id, known.get(flow.parent)
    sizes = (flow.amount.minor, flow.taken.minor)
    keeps = 0 <= flow.overhead <= flow.amount.minor and (flow.overhead == 0 or flow.kind is FlowKind.PASS)
    if min(sizes) <= 0 or not keeps:
        found.append(problem("amount-sign", at))
    if flow.source == flow.destination:
        found.append(problem("chain-passes-itself", at, organisation=flow.destination))
    if up is None:
        if flow.kind is FlowKind.RETURN or flow.drawn is not None:
            found.append(problem("chain-return-way", at, parent=flow.parent))
        return found
    if flow.day < up.day:
        found.append(problem("chain-earlier-than-parent", at, day=up.day))
    if flow.kind is FlowKind.RETURN:
        return found + _return_problems(flow, up, known)
    if up.kind is not FlowKind.PASS:
        found.append(problem("chain-from-end", at, parent=up.id))
    if flow.source != up.destination:
        found.append(problem("chain-wrong-source", at, parent=up.id))
    if flow.taken.currency != up.amount.currency:
        found.append(problem("chain-currency", at, currency=up.amount.currency))
    if flow.destination in _above(up, kept) and flow.source != flow.destination:
        found.append(problem("chain-passes-itself", at, organisation=flow.destination))
    return found


def _return_problems(flow: Flow, up: Flow, known: Mapping[str, Flow]) -> list[Problem]:
    """A return goes the way back of the flow it names, in its currency."""
    found = []
    if up.kind is FlowKind.RETURN or (flow.source, flow.destination) != (up.destination, up.source):
        found.append(problem("chain-return-way", flow.id, parent=up.id))
    over = known[up.parent].amount.currency if up.parent in known else up.amount.currency
    if flow.amount.currency != up.amount.currency or flow.taken.currency != over:
        found.append(problem("chain-currency", flow.id, currency=up.amount.currency))
    return found


def _above(flow: Flow, kept: Mapping[str, Flow]) -> set[str]:
    """The organisations through which the money of a flow came, its source and those before."""
    found = {flow.source}
    while flow.parent in kept:
        flow = kept[flow.parent]
        found.add(flow.source)
    return found


def _sealed_problems(one: Sealed, kept: Mapping[str, Flow]) -> list[Problem]:
    up, found = kept.get(one.parent), list[Problem]()
    if up is None:
        return [problem("chain-orphan", one.id, parent=one.parent)]
    if up.kind is not FlowKind.PASS:
        found.append(problem("chain-from-end", one.id, parent=up.id))
    if one.count < 1 or one.amount < 1 or not 0 <= one.overhead <= one.amount:
        found.append(problem("chain-sealed-empty", one.id))
    if not one.attested_by:
        found.append(problem("chain-sealed-unattested", one.id))
    return found


def _twice(ids: Sequence[str]) -> list[str]:
    return sorted(one for one, count in Counter(ids).items() if count > 1)
