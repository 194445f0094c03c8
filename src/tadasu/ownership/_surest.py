"""How surely a company is owned: as surely as the weakest listing and stake that are needed for it, in the surest way.

A link counts as surely as its owner is reached, less what the certainty of its stakes takes off. Links are gone through
from the surest down, so a company is reached by the surest ones that suffice (a widest path, over sums).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from tadasu.ownership._arrays import COUNTED, VOTES
from tadasu.ownership._closure import HALF, Rule
from tadasu.ownership._proof import Proof, Step
from tadasu.ownership._stakes import Link, Stakes
from tadasu.schema import Certainty, EntityId

Weights = Mapping[Certainty, int]
"""What the certainty of a stake takes off, thousandths of a nat, 0 or less."""

_LISTED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Surest:
    """A company that is surely owned, the stakes by which it is so most surely, and how surely (thousandths of a nat)."""

    proof: Proof
    strength: int


def surest(
    stakes: Stakes,
    listed: Mapping[EntityId, int],
    *,
    weights: Weights,
    threshold: int = HALF,
    control: bool = False,
) -> tuple[Surest, ...]:
    """The companies that `owned_by` surely finds, by id; `listed` says how strong each listing is, 0 or less.

    Raises `UsageError("ownership-threshold")`.

    >>> from datetime import date
    >>> from tadasu.schema import ListId, Origin, Stake
    >>> origin = Origin(list_id=ListId("own"), row=1)
    >>> held = Stake(owner=EntityId("x"), company=EntityId("a"), origin=origin, least=600_000, most=600_000)
    >>> stakes = Stakes.build([held], on=date(2026, 11, 1))
    >>> [one.strength for one in surest(stakes, {EntityId("x"): -20}, weights={Certainty.REPORTED: -105})]
    [-125]
    """
    walk = _Walk(stakes, weights, Rule(threshold=threshold, control=control))
    walk.run({stakes.numbers[name]: strength for name, strength in listed.items() if name in stakes})
    found = sorted(number for number in walk.strength if stakes.ids[number] not in listed)
    return tuple(Surest(proof=walk.proof(number), strength=walk.strength[number]) for number in found)


def strength_along(proof: Proof, listed: Mapping[EntityId, int], *, weights: Weights) -> int:
    """How sure a proof is, by the least sure of all its stakes at every step."""
    strength = dict(listed)
    for step in proof.steps:
        strength[step.company] = min(
            strength[link.owner] + min(weights[stake.certainty] for stake in link.stakes) for link in step.links
        )
    return strength[proof.company]


class _Walk:
    """From the surest link down; a part of a link is a number, a share and how sure it is."""

    def __init__(self, stakes: Stakes, weights: Weights, rule: Rule) -> None:
        self.stakes, self.weights, self.rule = stakes, weights, rule
        self.strength: dict[int, int] = {}
        self.steps: dict[int, Step] = {}
        self._tier: dict[int, int] = {}
        self._held: dict[tuple[int, int], dict[int, int]] = {}
        self._waiting: list[tuple[int, int, int, int]] = []

    def run(self, listed: Mapping[int, int]) -> None:
        for number, strength in listed.items():
            heappush(self._waiting, (-strength, 0, _LISTED, number))
        while self._waiting:
            strength, less, link, number = heappop(self._waiting)
            company = number if link == _LISTED else int(self.stakes.links.companies[link])
            if company not in self.strength and (link == _LISTED or self._suffices(company, link, -less)):
                self.strength[company] = -strength
                self._tier.setdefault(company, 0)
                self._spread(company)

    def proof(self, company: int) -> Proof:
        """Steps by tier, as far as the company needs them."""
        needed, waiting = dict[int, Step](), [company]
        while waiting:
            at = waiting.pop()
            if at in self.steps and at not in needed:
                needed[at] = self.steps[at]
                waiting += [self.stakes.numbers[link.owner] for link in self.steps[at].links]
        order = sorted(needed, key=lambda number: (self._tier[number], number))
        return Proof(company=self.stakes.ids[company], steps=tuple(needed[number] for number in order))

    def _spread(self, owner: int) -> None:
        links = self.stakes.links
        for link in range(int(links.first[owner]), int(links.first[owner + 1])):
            kind = int(links.kinds[link])
            if int(links.companies[link]) in self.strength or (kind >= VOTES and not self.rule.control):
                continue
            for weight, share in _parts(self.stakes.link(link), self.weights, counted=kind < COUNTED):
                heappush(self._waiting, (-self.strength[owner] - weight, -share, link, owner))

    def _suffices(self, company: int, link: int, share: int) -> bool:
        """Counts a part, and says whether the company is reached now."""
        kind = int(self.stakes.links.kinds[link])
        held = self._held.setdefault((company, kind), {})
        held[link] = held.get(link, 0) + share
        if kind < COUNTED and sum(held.values()) < self.rule.threshold:
            return False
        chosen, total = [], 0
        for one in sorted(held, key=lambda one: (-held[one], one)):
            chosen.append(self.stakes.link(one))
            total += held[one]
            if total >= self.rule.threshold or kind >= COUNTED:
                break
        tier = 1 + max(self._tier[self.stakes.numbers[one.owner]] for one in chosen)
        self._tier[company] = tier
        self.steps[company] = Step(
            company=self.stakes.ids[company], tier=tier, kind=chosen[0].kind, links=tuple(chosen), total=total
        )
        return True


def _parts(link: Link, weights: Weights, *, counted: bool) -> Iterator[tuple[int, int]]:
    """What is surely held by stakes of each certainty, the surest first: weight, and the share that it adds."""
    before = 0
    for weight in sorted({weights[stake.certainty] for stake in link.stakes}, reverse=True):
        sums: dict[str, int] = {}
        for stake in link.stakes:
            if weights[stake.certainty] >= weight:
                sums[stake.origin.list_id] = sums.get(stake.origin.list_id, 0) + (stake.least or 0)
        share = min(link.least, max(sums.values()))
        if share > before or not counted:
            yield weight, share - before
        before = share
