"""Why a company is reached: the fewest and largest stakes that suffice, tier by tier from the listed owners."""

from collections.abc import Iterator
from dataclasses import dataclass

from tadasu.ownership._arrays import COUNTED, KINDS, SHARES, VOTES
from tadasu.ownership._closure import Bound, Rule, Tiers
from tadasu.ownership._stakes import Link, Stakes
from tadasu.schema import EntityId, StakeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One company and the links that suffice for it, largest first. Their owners are of lower tiers.

    `total` is their sum in parts of a million, 0 where one link of control or consolidation suffices by itself.
    """

    company: EntityId
    tier: int
    kind: StakeKind
    links: tuple[Link, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Steps by tier and company; the last one is the company's own. A listed company needs no step."""

    company: EntityId
    steps: tuple[Step, ...]

    @property
    def listed(self) -> tuple[EntityId, ...]:
        """The listed owners it starts from, sorted."""
        if not self.steps:
            return (self.company,)
        reached = {step.company for step in self.steps}
        return tuple(sorted({link.owner for step in self.steps for link in step.links} - reached))

    @property
    def contested(self) -> bool:
        """Whether a party denies one of the stakes it rests on."""
        return any(link.contested for step in self.steps for link in step.links)


def prove(stakes: Stakes, company: int, *, tiers: Tiers, rule: Rule, bound: Bound) -> Proof:
    """The proof of a company (its number) that has a tier."""
    steps: dict[int, tuple[StakeKind, list[int], int]] = {}
    open_companies = [company]
    while open_companies:
        at = open_companies.pop()
        if tiers[at] > 0 and at not in steps:
            steps[at] = _sufficient(stakes, at, tiers, rule, bound)
            open_companies += [int(stakes.links.owners[link]) for link in steps[at][1]]
    order = sorted(steps, key=lambda number: (tiers[number], number))
    return Proof(
        company=stakes.ids[company],
        steps=tuple(
            Step(
                company=stakes.ids[number],
                tier=int(tiers[number]),
                kind=steps[number][0],
                links=tuple(stakes.link(link) for link in steps[number][1]),
                total=steps[number][2],
            )
            for number in order
        ),
    )


def _sufficient(
    stakes: Stakes, company: int, tiers: Tiers, rule: Rule, bound: Bound
) -> tuple[StakeKind, list[int], int]:
    """Links from lower tiers that suffice: shares if they do, else votes, else one of control. Largest first, so that
    there are as few as can be and none can be left out."""
    lower = [link for link in stakes.arriving(company) if 0 <= tiers[stakes.links.owners[link]] < tiers[company]]
    share = stakes.links.least if bound == "least" else stakes.links.most
    for kind in (SHARES, VOTES):
        chosen, total = [], 0
        for link in sorted(_of_kind(stakes, lower, kind), key=lambda link: (-share[link], link)):
            chosen.append(link)
            total += int(share[link])
            if total >= rule.threshold:
                return KINDS[kind], chosen, total
    by_control = [link for link in lower if stakes.links.kinds[link] >= COUNTED]
    nearest = min(by_control, key=lambda link: (tiers[stakes.links.owners[link]], link))
    return KINDS[stakes.links.kinds[nearest]], [nearest], 0


def _of_kind(stakes: Stakes, links: list[int], kind: int) -> Iterator[int]:
    return (link for link in links if stakes.links.kinds[link] == kind)
