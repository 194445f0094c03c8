"""Numba loops of the rule that what listed owners hold together counts as theirs. Arrays only."""

from typing import Any, NamedTuple

import numpy as np

from tadasu.names import kernel, step

VOTES = 1
COUNTED = 2


class Held(NamedTuple):
    """Links by owner: where an owner's begin, company, kind; the share that counts, and the least that is surely held."""

    first: Any
    company: Any
    kind: Any
    share: Any
    least: Any


@kernel
def closure(held, spare, sources, threshold, by_control):
    """The tier of every entity: 0 for the sources, then the round in which its share was reached, or -1.

    `spare[2 * company + kind]` is what nobody surely holds; it grows by what each owner reached surely holds, since that
    is no longer in other hands. It is used up.
    """
    entities = held.first.size - 1
    tier = np.full(entities, -1, np.int32)
    sums = np.zeros(COUNTED * entities, np.int64)
    queue = np.empty(entities, np.int32)
    waiting = 0
    for source in sources:
        if tier[source] < 0:
            tier[source] = 0
            queue[waiting] = source
            waiting += 1
    _spread(held, spare, threshold, by_control, tier, sums, queue, waiting)
    return tier


@step
def _spread(held, spare, threshold, by_control, tier, sums, queue, waiting):
    """First in, first out: owners come in order of their tiers, so a company's tier is one more than it needs."""
    done = 0
    while done < waiting:
        owner = queue[done]
        done += 1
        for link in range(held.first[owner], held.first[owner + 1]):
            company = held.company[link]
            if tier[company] < 0 and _reaches(held, link, spare, threshold, by_control, sums):
                tier[company] = tier[owner] + 1
                queue[waiting] = company
                waiting += 1


@step
def _reaches(held, link, spare, threshold, by_control, sums):
    """Counts a link, and says whether its company is reached now."""
    kind = held.kind[link]
    if kind >= COUNTED:
        return by_control
    if kind == VOTES and not by_control:
        return False
    slot = COUNTED * held.company[link] + kind
    sums[slot] += held.share[link]
    spare[slot] += held.least[link]
    return min(sums[slot], spare[slot]) >= threshold
