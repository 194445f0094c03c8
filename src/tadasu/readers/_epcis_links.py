"""From events to links: which transfers stand, what they carried, and which earlier ones it was made from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tadasu.readers._epcis_events import Event, Item

ARRIVAL_STEPS = frozenset({"accepting", "arriving", "receiving"})
"""Business steps (Core Business Vocabulary) in which the receiving side sees what the sending side saw before."""
_ANY_OF_CLASS = "*"


@dataclass(frozen=True, slots=True)
class Transfer:
    """An event that moved goods from `seller` to `buyer` (ids of parties)."""

    event: Event
    seller: str
    buyer: str


@dataclass(frozen=True, slots=True)
class Line:
    """Goods of one class within a transfer; `keys` are the things and lots that it is made of."""

    kind: str
    keys: tuple[str, ...]
    amount: Decimal | None
    unit: str


@dataclass(slots=True)
class EpcisLinks:
    """Collects events in any order; `unused` counts those that gave no transfer, by reason."""

    unused: Counter[str] = field(default_factory=Counter)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    _transfers: list[Transfer] = field(default_factory=list)
    _makings: list[Event] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _withdrawn: set[str] = field(default_factory=set)

    def take(self, event: Event) -> None:
        """Keep what bears on trade of an event, or count why nothing does."""
        if event.withdrawn:
            self.unused["withdrawn"] += 1
            self._withdrawn.add(event.id)
            return
        if event.id and event.id in self._seen:
            self.unused["repeated"] += 1
            return
        self._seen.add(event.id)
        for item in event.items if event.facts else ():
            for name, text in event.facts.items():
                self.facts.setdefault(item.kind, {}).setdefault(name, text)
        if event.making:
            self._makings.append(event)
        reason = self._keep(event)
        if reason:
            self.unused[reason] += 1

    def transfers(self) -> Sequence[Transfer]:
        """The transfers that stand, by day: neither withdrawn nor seen a second time when they arrive."""
        standing = [transfer for transfer in self._transfers if self._stands(transfer.event)]
        left = {_goods_of(transfer): transfer.event.day for transfer in reversed(standing) if not _arrives(transfer)}
        kept = []
        for transfer in standing:
            if _arrives(transfer) and left.get(_goods_of(transfer), date.max) <= transfer.event.day:
                self.unused["seen-at-arrival"] += 1
            else:
                kept.append(transfer)
        return sorted(kept, key=lambda transfer: (transfer.event.day, transfer.event.row))

    def makings(self) -> "Makings":
        """What was made of what, as far as it was not withdrawn; inputs and outputs of one making may be many events."""
        inputs: dict[str, list[str]] = {}
        outputs: dict[str, list[tuple[str, date]]] = {}
        for event in self._makings:
            if event.id and event.id in self._withdrawn:
                continue
            inputs.setdefault(event.making, []).extend(item.key for item in event.inputs)
            outputs.setdefault(event.making, []).extend((item.key, event.day) for item in event.items)
        made: dict[str, list[tuple[date, tuple[str, ...]]]] = {}
        for making, products in outputs.items():
            for key, day in products:
                made.setdefault(key, []).append((day, tuple(inputs[making])))
        return Makings(made=made)

    def _keep(self, event: Event) -> str:
        if event.action == "DELETE":
            return "unlinked"
        roles = [role for role in ("owning", "possessing") if role in event.source and role in event.destination]
        changing = [role for role in roles if event.source[role] != event.destination[role]]
        if not roles:
            return "only-making" if event.making else "no-transfer"
        if not changing:
            return "same-party"
        if not event.items:
            return "no-items"
        self._transfers.append(Transfer(event, event.source[changing[0]], event.destination[changing[0]]))
        return ""

    def _stands(self, event: Event) -> bool:
        if event.id and event.id in self._withdrawn:
            self.unused["withdrawn"] += 1
            return False
        return True


@dataclass(slots=True)
class Makings:
    """Follows goods back to the deliveries that they were made from."""

    made: Mapping[str, Sequence[tuple[date, tuple[str, ...]]]]
    _delivered: dict[str, list[tuple[date, str, str]]] = field(default_factory=dict)

    def deliver(self, keys: Iterable[str], day: date, declaration_id: str, buyer: str) -> None:
        """Remember that these things and lots were delivered by a declaration."""
        for key in keys:
            self._delivered.setdefault(key, []).append((day, declaration_id, buyer))

    def parts_of(self, keys: Iterable[str], day: date, seller: str) -> tuple[str, ...]:
        """Ids of the declarations that delivered what `keys` were made from, up to `day`, sorted.

        Of a class without lot or serial number only what was delivered to `seller` counts.
        """
        parts: set[str] = set()
        waiting, seen = list(keys), set(keys)
        while waiting:
            for needed in self._inputs(waiting.pop(), day):
                for delivered_on, declaration_id, buyer in self._delivered.get(needed, ()):
                    if delivered_on <= day and (_ANY_OF_CLASS not in needed or buyer == seller):
                        parts.add(declaration_id)
                if needed not in seen:
                    seen.add(needed)
                    waiting.append(needed)
        return tuple(sorted(parts))

    def _inputs(self, key: str, day: date) -> Iterator[str]:
        for made_on, inputs in self.made.get(key, ()):
            if made_on <= day:
                yield from inputs


def lines_of(items: Sequence[Item]) -> Sequence[Line]:
    """Goods by class: single things are counted, quantities of a class or lot stand by themselves.

    >>> thing = Item("urn:epc:id:sgtin:1.2.3", "urn:epc:idpat:sgtin:1.2.*", Decimal(1), "NMB")
    >>> [(line.kind, line.amount) for line in lines_of([thing, thing])]
    [('urn:epc:idpat:sgtin:1.2.*', Decimal('2'))]
    """
    counted: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        name = (item.kind, "") if item.unit == "NMB" and item.key != item.kind else (item.key, item.unit)
        counted.setdefault(name, []).append(item)
    return [
        Line(
            kind=group[0].kind,
            keys=tuple(dict.fromkeys(item.key for item in group)),
            amount=_sum(group),
            unit=group[0].unit,
        )
        for group in counted.values()
    ]


def _sum(items: Sequence[Item]) -> Decimal | None:
    """The amounts together; None when one of them is not given."""
    amounts = [item.amount for item in items]
    return None if None in amounts else sum((amount for amount in amounts if amount is not None), Decimal(0))


def _arrives(transfer: Transfer) -> bool:
    return transfer.event.step in ARRIVAL_STEPS


def _goods_of(transfer: Transfer) -> tuple[str, str, frozenset[str]]:
    return transfer.seller, transfer.buyer, frozenset(item.key for item in transfer.event.items)
