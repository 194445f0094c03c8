"""All stakes of one day, numbered, so that loops can run over them; and back from a number to what the sources said.

Entities are numbered in the order of their ids, and the stakes of a link are kept in the order of their rows, so the
order in which stakes are given changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from tadasu.ownership._arrays import COUNTED, KINDS, SHARES, VOTES, Links, linked
from tadasu.ownership._order import in_order
from tadasu.ownership._remarks import Remark, remark
from tadasu.schema import WHOLE, EntityId, Stake, StakeKind, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """All that `owner` holds of `company` in one kind, between `least` and `most` parts of a million.

    `disputed` says that the lists contradict each other about it, `contested` that a party denies one of its stakes.
    """

    owner: EntityId
    company: EntityId
    kind: StakeKind
    least: int
    most: int
    disputed: bool
    stakes: tuple[Stake, ...]

    @property
    def contested(self) -> bool:
        """Whether somebody denies part of it."""
        return any(stake.contested for stake in self.stakes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stakes:
    """The stakes of one day. `ids` are sorted; an entity's number is its place there. Made by `Stakes.build`."""

    ids: tuple[EntityId, ...]
    links: Links
    records: tuple[Stake, ...]
    remarks: tuple[Remark, ...]
    numbers: dict[EntityId, int]

    @classmethod
    def build(cls, stakes: Iterable[Stake], *, on: date, contested: bool = True) -> "Stakes":
        """The stakes whose period holds the day `on`; `contested=False` leaves out those that a party denies.

        >>> from tadasu.schema import ListId, Origin
        >>> stake = Stake(
        ...     owner=EntityId("a"),
        ...     company=EntityId("b"),
        ...     origin=Origin(list_id=ListId("own"), row=1),
        ...     least=600_000,
        ...     most=600_000,
        ... )
        >>> [link.least for link in Stakes.build([stake], on=date(2026, 11, 1)).into(EntityId("b"))]
        [600000]
        """
        held = [s for s in stakes if s.period.holds(on) and (contested or not s.contested)]
        between = [s for s in held if s.owner != s.company]
        own = sorted((s for s in held if s.owner == s.company), key=repr)
        remarks = [remark("self-stake", company=s.company, list=s.origin.list_id, row=s.origin.row) for s in own]
        ids = tuple(sorted({s.owner for s in held} | {s.company for s in held}))
        numbers = {name: number for number, name in enumerate(ids)}
        records, rows, repeated = in_order(between, numbers)
        found = linked(rows, entities=len(ids))
        remarks += repeated + _over_whole(ids, found) + _disagreements(ids, found, records)
        return cls(ids=ids, links=found, records=records, remarks=tuple(remarks), numbers=numbers)

    def __contains__(self, entity: object) -> bool:
        return entity in self.numbers

    def number(self, entity: EntityId) -> int:
        """The number of an entity; `UsageError("ownership-unknown")` for one that no stake names."""
        try:
            return self.numbers[entity]
        except KeyError:
            raise UsageError("ownership-unknown", id=str(entity)[:80]) from None

    def link(self, number: int) -> Link:
        """One link with all its stakes."""
        links = self.links
        return Link(
            owner=self.ids[links.owners[number]],
            company=self.ids[links.companies[number]],
            kind=KINDS[links.kinds[number]],
            least=int(links.least[number]),
            most=int(links.most[number]),
            disputed=bool(links.disputed[number]),
            stakes=self.records[links.starts[number] : links.starts[number + 1]],
        )

    def arriving(self, company: int) -> list[int]:
        """Numbers of the links into a company (its number), by owner and kind."""
        return [int(number) for number in self.links.arriving[self.links.into[company] : self.links.into[company + 1]]]

    def into(self, company: EntityId) -> tuple[Link, ...]:
        """Who holds a company, by owner and kind."""
        return tuple(self.link(number) for number in self.arriving(self.number(company)))

    def recorded(self, company: EntityId) -> int:
        """How much of the company's shares is surely held by somebody recorded, in parts of a million.

        The rest may be held by anybody: a result about this company knows only so much of it.
        """
        return min(WHOLE, int(self.links.held[COUNTED * self.number(company) + SHARES]))


def _over_whole(ids: tuple[EntityId, ...], links: Links) -> list[Remark]:
    codes = {SHARES: "shares-over-whole", VOTES: "votes-over-whole"}
    return [
        remark(codes[int(slot) % COUNTED], company=ids[slot // COUNTED], total=links.held[slot])
        for slot in np.flatnonzero(links.held > WHOLE)
    ]


def _disagreements(ids: tuple[EntityId, ...], links: Links, records: tuple[Stake, ...]) -> list[Remark]:
    found = []
    for at in np.flatnonzero(links.disputed):
        stakes = records[links.starts[at] : links.starts[at + 1]]
        lists = sorted({stake.origin.list_id for stake in stakes})
        owner, company = ids[links.owners[at]], ids[links.companies[at]]
        kind = KINDS[links.kinds[at]]
        found.append(remark("sources-disagree", owner=owner, company=company, kind=kind, lists=", ".join(lists)))
    return found
