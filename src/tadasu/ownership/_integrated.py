"""How much of every company belongs to an owner in the end: directly, and through what it owns, cycles included.

The integrated share of Brioschi, Buzzacchi and Colombo ("Risk capital financing and the separation of ownership and
control in business groups", Journal of Banking and Finance 13, 1989) is x = d + A x: what is held directly, and for every
company held its share in others. We leave out ways that lead through the owner once more, so a share never exceeds the
whole (the correction of Baldone, Brioschi and Paleari, "Ownership measures among firms connected by cross-shareholdings
and a further analysis of the financial interlocking issue", 1998).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tadasu.ownership._arrays import SHARES, Integers, Links
from tadasu.ownership._groups_kernel import Ways, groups
from tadasu.ownership._integrated_kernel import FINE, ONE, integrate
from tadasu.ownership._stakes import Stakes
from tadasu.schema import EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Parts of a million; the true share, could it be known, lies between both."""

    least: int
    most: int


NOTHING = Share(least=0, most=0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Integrated:
    """What `owners` have together in every company they may have a part of, by the company's number.

    `least` is rounded down and `most` up, each by less than a part of a million plus the error of the loops. In these
    every company loses or gains less than 10^-12, and passes it on like a share: so the error of a company is less than
    10^-12 times the sum of all ways into it (one for each tier without cycles). `rested` is False where a cycle passes on
    so nearly everything that counting stopped early; the bounds then hold, but are wider than they need be.
    """

    stakes: Stakes
    owners: tuple[EntityId, ...]
    companies: NDArray[np.int64]
    least: Integers
    most: Integers
    rested: bool

    def __iter__(self) -> Iterator[tuple[EntityId, Share]]:
        for at, number in enumerate(self.companies):
            yield self.stakes.ids[number], Share(least=int(self.least[at]), most=int(self.most[at]))

    def share(self, company: EntityId) -> Share:
        """The share in one company, nothing where there is none; `UsageError("ownership-unknown")` when no stake names it."""
        number = self.stakes.number(company)
        at = int(np.searchsorted(self.companies, number))
        if at == self.companies.size or self.companies[at] != number:
            return NOTHING
        return Share(least=int(self.least[at]), most=int(self.most[at]))


def integrated_share(stakes: Stakes, owner: EntityId | Collection[EntityId]) -> Integrated:
    """The integrated share of an owner, or of several together, in every company. Only shares count, no votes or control.

    Raises `UsageError("ownership-unknown")` for an owner that no stake names.

    >>> from datetime import date
    >>> from tadasu.schema import ListId, Origin, Stake
    >>> def stake(owner, company, share):
    ...     origin = Origin(list_id=ListId("own"), row=1)
    ...     return Stake(owner=owner, company=company, origin=origin, least=share, most=share)
    >>> stakes = Stakes.build(
    ...     [stake("x", "a", 500_000), stake("a", "b", 500_000), stake("x", "b", 100_000)], on=date(2026, 11, 1)
    ... )
    >>> integrated_share(stakes, EntityId("x")).share(EntityId("b"))
    Share(least=350000, most=350000)
    """
    owners = tuple(sorted({EntityId(owner)} if isinstance(owner, str) else set(owner)))
    sources = np.array([stakes.number(name) for name in owners], np.int32)
    ways, links = _ways(stakes.links)
    members, begins = groups(ways, sources)
    found = np.zeros(len(stakes.ids), np.int64)
    found[sources] = ONE
    least_rested = integrate(ways, stakes.links.least[links], members, begins, found, False)
    companies = np.sort(members)
    least = found[companies]
    # What is surely held is never more than what may be, so the second count goes on from the first.
    most_rested = integrate(ways, stakes.links.most[links], members, begins, found, True)
    return Integrated(
        stakes=stakes,
        owners=owners,
        companies=companies,
        least=least // FINE,
        most=-(-found[companies] // FINE),
        rested=bool(least_rested and most_rested),
    )


def _ways(links: Links) -> tuple[Ways, Integers]:
    """The links that may hold shares, and their numbers by company."""
    counts = (links.kinds == SHARES) & (links.most > 0)
    by_owner = np.flatnonzero(counts)
    by_company = links.arriving[counts[links.arriving]]
    entities = np.arange(links.first.size)
    return Ways(
        np.searchsorted(links.owners[by_owner], entities),
        links.companies[by_owner],
        np.searchsorted(links.companies[by_company], entities),
        links.owners[by_company],
    ), by_company
