"""Which companies are owned by listed parties: for sure, perhaps, or not by what is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tadasu.ownership._arrays import COUNTED
from tadasu.ownership._closure import HALF, Bound, Rule, Tiers
from tadasu.ownership._proof import Proof, prove
from tadasu.ownership._stakes import Link, Stakes
from tadasu.schema import EntityId, UsageError


class Verdict(StrEnum):
    """What the recorded stakes say of a company.

    In: surely owned by listed parties (or listed itself). Out: not, however the bounds are read; about owners nobody
    recorded it says nothing (`Stakes.recorded`). Undetermined: it depends on a share that is not known exactly. Conflict:
    the same, and the lists contradict each other about such a share.
    """

    IN = "in"
    OUT = "out"
    UNDETERMINED = "undetermined"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Owned:
    """The answer for all companies of `stakes`. `sure` and `may` hold a tier an entity, -1 for not reached."""

    stakes: Stakes
    listed: frozenset[EntityId]
    rule: Rule
    bound: Bound
    sure: Tiers
    may: Tiers

    def verdict(self, company: EntityId) -> Verdict:
        """What holds for one company; `UsageError("ownership-unknown")` for one that no stake names."""
        number = self.stakes.number(company)
        if self.sure[number] >= 0:
            return Verdict.IN
        if self.may[number] < 0:
            return Verdict.OUT
        return Verdict.CONFLICT if any(link.disputed for link in self.deciding(company)) else Verdict.UNDETERMINED

    def companies(self, verdict: Verdict = Verdict.IN) -> tuple[EntityId, ...]:
        """The companies of a verdict that are not listed themselves, in the order of their ids."""
        reached = {
            Verdict.IN: self.sure > 0,
            Verdict.OUT: self.may < 0,
        }.get(verdict, (self.sure < 0) & (self.may > 0))
        found = (self.stakes.ids[number] for number in np.flatnonzero(reached))
        if verdict in (Verdict.IN, Verdict.OUT):
            return tuple(found)
        return tuple(company for company in found if self.verdict(company) is verdict)

    def proof(self, company: EntityId) -> Proof:
        """Why a company is in, or how it may come to be; `UsageError("ownership-not-owned")` for one that is out."""
        number = self.stakes.number(company)
        if self.sure[number] >= 0:
            return prove(self.stakes, number, tiers=self.sure, rule=self.rule, bound="least")
        if self.may[number] >= 0:
            return prove(self.stakes, number, tiers=self.may, rule=self.rule, bound="most")
        raise UsageError("ownership-not-owned", id=str(company)[:80])

    def deciding(self, company: EntityId) -> tuple[Link, ...]:
        """The links on which an undetermined company depends; none where nothing is open.

        These are links of owners that are or may be reached, whose share is not exact or whose owner is undetermined.
        """
        number = self.stakes.number(company)
        if self.sure[number] >= 0 or self.may[number] < 0:
            return ()
        return tuple(self.stakes.link(link) for link in self.stakes.arriving(number) if self._decides(link))

    def _decides(self, link: int) -> bool:
        links = self.stakes.links
        owner, kind = links.owners[link], links.kinds[link]
        if self.may[owner] < 0 or (kind > 0 and not self.rule.control):
            return False
        exact = kind >= COUNTED or links.least[link] == links.most[link]
        return bool(self.sure[owner] < 0 or not exact)


def owned_by(
    stakes: Stakes,
    listed: Iterable[EntityId],
    *,
    threshold: int = HALF,
    bound: Bound = "most",
    control: bool = False,
) -> Owned:
    """Every company in which listed parties, and companies already reached, hold `threshold` parts of a million or more.

    With `bound="least"` only what is sure is looked for, and all else is out; with "most" also what may be. With `control`
    the sum of votes counts like the sum of shares (the two never mixed), and a stake of control or consolidation counts by
    itself. Listed parties that no stake names change nothing. Raises `UsageError("ownership-threshold")`.

    >>> from datetime import date
    >>> from tadasu.schema import ListId, Origin, Stake
    >>> def stake(owner, company, share):
    ...     origin = Origin(list_id=ListId("own"), row=1)
    ...     return Stake(owner=owner, company=company, origin=origin, least=share, most=share)
    >>> stakes = Stakes.build(
    ...     [stake("x", "a", 500_000), stake("a", "b", 250_000), stake("x", "b", 250_000)], on=date(2026, 11, 1)
    ... )
    >>> owned_by(stakes, ["x"]).companies()
    ('a', 'b')
    """
    rule = Rule(threshold=threshold, control=control)
    names = frozenset(listed)
    sources = [stakes.numbers[name] for name in names if name in stakes]
    sure = rule.tiers(stakes.links, sources, bound="least")
    may = rule.tiers(stakes.links, sources, bound="most") if bound == "most" else sure
    return Owned(stakes=stakes, listed=names, rule=rule, bound=bound, sure=sure, may=may)
