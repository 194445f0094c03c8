"""Slow twin of the candidate search of `tadasu.screening._query_kernel`, over plain dictionaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

BUDGET = 6000
USUAL = 1500
LENGTH_PENALTY = np.float32(0.12)
WHOLE = np.float32(0.99)
WORTH_A_LOOK = {False: np.float32(0.55), True: np.float32(0.35)}  # by: is the query in another script?


@dataclass(frozen=True)
class Entry:
    """A word of the query: the groups it may stand for, each with its likeness; whether it says who is meant."""

    groups: Sequence[tuple[int, np.float32]]
    telling: bool


def read_within_budget(entries: Sequence[Entry], holders: Mapping[int, Sequence[int]]) -> list[Entry]:
    """Entries whose postings are read: those with the fewest first, the first always whole, until the budget is spent.

    Words that tell nothing (legal forms, of, and) are read only when there is no other.
    """
    any_telling = any(entry.telling for entry in entries)
    wanted = [without_usual(entry, holders) for entry in entries if entry.telling or not any_telling]
    cost = {id(entry): sum(len(holders.get(group, ())) for group, _ in entry.groups) for entry in wanted}
    out: list[Entry] = []
    spent = 0
    for entry in sorted((entry for entry in wanted if cost[id(entry)]), key=lambda entry: cost[id(entry)]):
        if out and spent + cost[id(entry)] > BUDGET:
            break
        spent += cost[id(entry)]
        out.append(entry)
    return out


def without_usual(entry: Entry, holders: Mapping[int, Sequence[int]]) -> Entry:
    """The entry without groups of more than 1,500 cores that it is not wholly like, when others remain."""
    sure = [(group, like) for group, like in entry.groups if like >= 1 or len(holders.get(group, ())) <= USUAL]
    return Entry(sure or entry.groups, entry.telling)


def candidates(
    entries: Sequence[Entry],
    holders: Mapping[int, Sequence[int]],
    rarity: Sequence[np.float32],
    weight: Sequence[np.float32],
    *,
    most: int,
    native: bool,
) -> list[tuple[int, np.float32]]:
    """The best cores with their values, best first.

    The sum of a core is likeness squared times rarity over the groups it shares. When there are more than `most`, cores
    under 55 % of the highest sum are dropped, or under 35 % for a query in another script and for cores that found 99 %
    of their own weight; the value is the sum less 0.12 of the core's own weight; ties go to the lower number.
    """
    sums: dict[int, np.float32] = {}
    for entry in read_within_budget(entries, holders):
        for group, likeness in entry.groups:
            for core in holders.get(group, ()):
                sums[core] = np.float32(sums.get(core, np.float32(0)) + likeness * likeness * rarity[group])
    top = max(sums.values(), default=np.float32(0)) if len(sums) > most else np.float32(0)
    values = {
        core: np.float32(total - LENGTH_PENALTY * weight[core])
        for core, total in sums.items()
        if not total < top * WORTH_A_LOOK[native or not total < WHOLE * weight[core]]
    }
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
