"""Numba loops of the integrated share: direct plus indirect, along all ways, with cycles. Arrays only."""

import numpy as np

from tadasu.names import kernel, step

WHOLE = 1_000_000
FINE = 1_000_000
"""Fine parts in a part of a million; the whole is 10^12 of them, and a share times a share still fits 64 bits."""

ONE = WHOLE * FINE

MOST_VISITS = 20_000_000
LEAST_ROUNDS = 1_000
"""A group in cycles is gone through until nothing changes, but no longer than this many visits of companies or rounds,
whichever is more. Companies that pass on nine tenths to each other need under 300 rounds."""


@kernel
def integrate(ways, share, members, begins, found, up):
    """Fill `found`, the share of the sources in every entity, in fine parts; false when a cycle did not come to rest.

    From below: x = (shares in the owners) times (`share` of each link, by company), cut to a fine part, or with `up` raised
    to the next, and never over the whole. `found` holds the whole for the sources, which are no members, and may hold what
    is surely not too much for others. `members` come owners first, so those in no cycle are worked out once.
    """
    rested = True
    for group in range(begins.size - 1):
        begin, end = begins[group], begins[group + 1]
        if end - begin == 1:
            found[members[begin]] = _sum(ways, share, members[begin], found, up)
        elif not _settle(ways, share, members[begin:end], found, up):
            rested = False
    return rested


@step
def _settle(ways, share, members, found, up):
    rounds = max(LEAST_ROUNDS, MOST_VISITS // members.size)
    changed = True
    while changed and rounds > 0:
        changed = False
        rounds -= 1
        for company in members:
            now = _sum(ways, share, company, found, up)
            if now > found[company]:
                found[company] = now
                changed = True
    if changed and up:
        for company in members:  # the whole is the only bound from above that is sure
            found[company] = ONE
    return not changed


@step
def _sum(ways, share, company, found, up):
    """What the owners' shares come to. A share is at most 10^12 and a stake at most 10^6, so two products fit."""
    total = np.int64(WHOLE - 1) if up else np.int64(0)
    for link in range(ways.into[company], ways.into[company + 1]):
        total += found[ways.owner[link]] * share[link]
        if total >= ONE * WHOLE:
            return np.int64(ONE)
    return total // WHOLE
