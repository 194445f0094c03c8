"""Slow twin of `tadasu.funds`' chains: totals from the flows as they are told, and falls tried out one organisation at a time."""

from collections.abc import Sequence

from tadasu.funds import Flow, FlowKind, Sealed


def totals(flows: Sequence[Flow], sealed: Sequence[Sealed]) -> dict[str, int]:
    """Of a chain in one currency, by the name of each part."""
    entering = [one for one in flows if not one.parent]
    returns = [one for one in flows if one.kind is FlowKind.RETURN]
    home = [one for one in returns if one.parent in {each.id for each in entering}]
    entered, returned = amount(entering), amount(home)
    overhead = sum(one.overhead for one in flows)
    ends = {one.id for one in flows if one.kind is FlowKind.END}
    arrived = amount([one for one in flows if one.id in ends]) - amount([one for one in returns if one.parent in ends])
    hidden = sum(one.amount - one.overhead for one in sealed)
    kept = sum(one.overhead for one in sealed)
    held = entered - returned - overhead - arrived - hidden - kept
    return {
        "entered": entered,
        "overhead": overhead,
        "arrived": arrived,
        "sealed": hidden,
        "sealed_overhead": kept,
        "held": held,
        "returned": returned,
    }


def amount(flows: Sequence[Flow]) -> int:
    return sum(one.amount.minor for one in flows)


def losing(flows: Sequence[Flow], organisation: str) -> set[str]:
    """Who gets nothing any more when an organisation neither gives nor receives."""
    return reached(flows, "") - reached(flows, organisation)


def reached(flows: Sequence[Flow], fallen: str) -> set[str]:
    """End recipients whom money reaches that passes the fallen nowhere."""
    alive: set[str] = set()
    grown = True
    while grown:
        before = len(alive)
        for one in flows:
            if one.kind is not FlowKind.RETURN and fallen != one.source and (not one.parent or one.parent in alive):
                alive.add(one.id)
        grown = len(alive) > before
    back = {
        flow.id: sum(one.amount.minor for one in flows if one.parent == flow.id and one.kind is FlowKind.RETURN)
        for flow in flows
    }
    return {
        one.destination
        for one in flows
        if one.kind is FlowKind.END and one.id in alive and one.amount.minor > back[one.id]
    }
