"""Who stands at the top of a company: owners that control it and are controlled by nobody."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tadasu.ownership._arrays import COUNTED, SHARES
from tadasu.ownership._closure import HALF, Bound, Rule
from tadasu.ownership._proof import Proof, prove
from tadasu.ownership._stakes import Stakes
from tadasu.schema import WHOLE, EntityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Parents:
    """`proofs` has a proof for each top, in the order of their ids; `cycles` are groups that control each other and that
    nobody else controls, where no one stands at the top. Both are empty when nobody controls the company."""

    company: EntityId
    proofs: tuple[Proof, ...]
    cycles: tuple[tuple[EntityId, ...], ...]

    @property
    def tops(self) -> tuple[EntityId, ...]:
        """The owners at the top, sorted."""
        return tuple(proof.listed[0] for proof in self.proofs)


def ultimate_parents(
    stakes: Stakes, company: EntityId, *, threshold: int = HALF, bound: Bound = "least", control: bool = True
) -> Parents:
    """The owners at the top that control a company by more than `threshold` parts of a million at every tier.

    What an owner controls counts as its own on the way, so two subsidiaries of 30 % each control together. With `control`
    votes and stakes of control and consolidation count as in `owned_by`. With `bound="most"` also who may. Raises
    `UsageError("ownership-unknown")` for a company that no stake names, and "ownership-threshold".

    >>> from datetime import date
    >>> from tadasu.schema import ListId, Origin, Stake
    >>> def stake(owner, company, share):
    ...     origin = Origin(list_id=ListId("own"), row=1)
    ...     return Stake(owner=owner, company=company, origin=origin, least=share, most=share)
    >>> stakes = Stakes.build([stake("x", "a", 600_000), stake("a", "b", 510_000)], on=date(2026, 11, 1))
    >>> ultimate_parents(stakes, EntityId("b")).tops
    ('x',)
    """
    rule = Rule(threshold=threshold + 1, control=control)
    number = stakes.number(company)
    controllers = _controllers(stakes, number, rule, bound)
    groups = sorted(set(_at_the_top(controllers, number)))
    return Parents(
        company=company,
        proofs=tuple(_proof(stakes, number, group[0], rule, bound) for group in groups if len(group) == 1),
        cycles=tuple(tuple(stakes.ids[member] for member in group) for group in groups if len(group) > 1),
    )


def _at_the_top(controllers: Mapping[int, set[int]], company: int) -> Iterator[tuple[int, ...]]:
    """For each controller that only those control whom it controls itself: all of them."""
    for owner in controllers[company]:
        if all(owner in controllers[above] for above in controllers[owner]):
            yield tuple(sorted({owner} | controllers[owner]))


def _proof(stakes: Stakes, company: int, top: int, rule: Rule, bound: Bound) -> Proof:
    tiers = rule.tiers(stakes.links, [top], bound=bound)
    return prove(stakes, company, tiers=tiers, rule=rule, bound=bound)


def _controllers(stakes: Stakes, company: int, rule: Rule, bound: Bound) -> dict[int, set[int]]:
    """Who controls the company and each of those above it: the least sets that satisfy the rule for every owner at once.

    Two owners can hardly control one company by more than half of it, unless one controls the other, so the sets are as
    small as chains are short, however many hold a little.
    """
    above = _above(stakes, company, control=rule.control)
    found: dict[int, set[int]] = {number: set() for number in above}
    waiting = deque(sorted(above))
    queued = set(above)
    while waiting:
        at = waiting.popleft()
        queued.remove(at)
        masters = _masters(stakes, at, found, rule, bound)
        if masters != found[at]:
            found[at] = masters
            links = stakes.links
            below = set(links.companies[links.first[at] : links.first[at + 1]].tolist()) & found.keys()
            waiting += sorted(below - queued)
            queued |= below
    return found


def _masters(stakes: Stakes, company: int, found: Mapping[int, set[int]], rule: Rule, bound: Bound) -> set[int]:
    """Who reaches the threshold in a company, with what it controls by now counted as its own."""
    links = stakes.links
    masters: set[int] = set()
    shares: dict[tuple[int, int], int] = defaultdict(int)
    sure: dict[tuple[int, int], int] = defaultdict(int)
    for link in stakes.arriving(company):
        owner, kind = int(links.owners[link]), int(links.kinds[link])
        if kind != SHARES and not rule.control:
            continue
        for holder in (owner, *found[owner]):
            if kind >= COUNTED:
                masters.add(holder)
                continue
            shares[kind, holder] += int(links.most[link] if bound == "most" else links.least[link])
            sure[kind, holder] += int(links.least[link])
    for (kind, holder), share in shares.items():
        total = int(links.held[COUNTED * company + kind])
        room = share if bound == "least" or total > WHOLE else WHOLE - total + sure[kind, holder]
        if min(share, room) >= rule.threshold:
            masters.add(holder)
    return masters - {company}


def _above(stakes: Stakes, company: int, *, control: bool) -> set[int]:
    """The company and everybody who holds of it, through whatever chain."""
    links = stakes.links
    found = {company}
    waiting = [company]
    while waiting:
        at = waiting.pop()
        arriving = links.arriving[links.into[at] : links.into[at + 1]]
        counts = (links.kinds[arriving] == SHARES) | control
        new = set(links.owners[arriving[counts]].tolist()) - found
        found |= new
        waiting += new
    return found
