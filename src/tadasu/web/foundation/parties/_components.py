"""Which parties are one, by the judgements in force: parties joined by "same", whatever the order in which it was said. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

One = TypeVar("One")


def components(parties: Iterable[One], same: Iterable[tuple[One, One]]) -> Mapping[One, frozenset[One]]:
    """Every party -> all that are one with it, itself among them.

    >>> found = components("abcd", [("a", "b"), ("b", "c")])
    >>> sorted(found["a"]), sorted(found["d"])
    (['a', 'b', 'c'], ['d'])
    """
    up: dict[One, One] = {party: party for party in parties}

    def root(party: One) -> One:
        while up[party] != party:
            up[party] = up[up[party]]
            party = up[party]
        return party

    for one, other in same:
        up[root(one)] = root(other)
    grouped: dict[One, set[One]] = {}
    for party in up:
        grouped.setdefault(root(party), set()).add(party)
    return {party: members for group in grouped.values() for members in [frozenset(group)] for party in group}


def barred(
    one: Collection[One], other: Collection[One], different: Iterable[tuple[One, One]]
) -> tuple[One, One] | None:
    """The first pair, one of each, that was judged different."""
    return next(
        (pair for pair in different if (pair[0] in one and pair[1] in other) or (pair[1] in one and pair[0] in other)),
        None,
    )
