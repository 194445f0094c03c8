"""Sellers and buyers as documents write them -> companies. Every merge has a reason and can be taken back.

Two spellings are one company when they are the same name in the same country, when a register says that both are names of
one company, when screening holds them for the same, or when a person has judged so. A judgement that two spellings are
different keeps their companies apart whatever else speaks for a merge, and likeness alone joins no two parties to which one
document gives different numbers. Nothing is merged over a border: one brand in two
countries is two companies until a person says otherwise.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from tadasu.schema import Entity, EntityId, Identifier, ListId, MergeReason, Origin, Party, UsageError
from tadasu.screening import Index, Options, screen

ALIKE = 0.9
"""Probability at which two spellings of one country are taken for one company. Higher than that of an alarm: a wrong merge
ties a stranger to a finding, a missing one leaves a chain broken, which shows as *not traceable*. Over invented worlds no
merge was wrong from 0.8 on."""

DIGITS = 12
"""Hexadecimal digits of a company's id."""


class Spelling(NamedTuple):
    """A name as documents write it, on one line, the country beside it (alpha-2, lower case, or empty), and the number that
    the document gives the party, as `namespace:number`, or empty."""

    name: str
    country: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person has said whether two spellings are one company; `by` and `on` say who and when.

    A spelling without a number stands for its name and country with whatever number; one with a number for itself.
    """

    first: Spelling
    second: Spelling
    same: bool
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two spellings that were put together; `probability` only for `like-name`."""

    first: Spelling
    second: Spelling
    reason: MergeReason
    probability: float | None = None


@dataclass(frozen=True, kw_only=True)
class Companies:
    """Companies by number, in the order of their ids; `entities[n]` bears every spelling, the first in order as its name.

    `number` leads from each spelling to its company; `merges` says why spellings are together.
    """

    entities: tuple[Entity, ...]
    number: Mapping[Spelling, int]
    merges: tuple[Merge, ...]

    def of(self, party: Party) -> int:
        """The company of a party that was resolved."""
        return self.number[spelling_of(party)]

    @cached_property
    def by_number(self) -> Mapping[str, tuple[EntityId, ...]]:
        """Number that some document gives a party -> the companies that bear it, without the document."""
        out: dict[str, set[EntityId]] = {}
        for spelling, company in self.number.items():
            if spelling.reference:
                out.setdefault(spelling.reference.rpartition(":")[2], set()).add(EntityId(self.entities[company].id))
        return {number: tuple(sorted(bearers)) for number, bearers in out.items()}

    @cached_property
    def merges_of(self) -> Mapping[Spelling, tuple[Merge, ...]]:
        """Spelling -> the merges that put it together with others."""
        out: dict[Spelling, list[Merge]] = {}
        for merge in self.merges:
            out.setdefault(merge.first, []).append(merge)
            out.setdefault(merge.second, []).append(merge)
        return {spelling: tuple(merges) for spelling, merges in out.items()}


def spelling_of(party: Party) -> Spelling:
    """What a party is told by."""
    return Spelling(" ".join(party.name.split()), party.country, party.reference)


def spellings_of(entity: Entity) -> tuple[Spelling, ...]:
    """Every name of an entity with its first country."""
    country = entity.countries[0] if entity.countries else ""
    return tuple(dict.fromkeys(Spelling(" ".join(name.split()), country) for name in entity.names))


def resolve(
    parties: Iterable[Party],
    *,
    registers: Sequence[Entity] = (),
    judgements: Sequence[Judgement] = (),
    alike: float = ALIKE,
    threads: int | None = None,
) -> Companies:
    """Companies of all parties, and of all in the registers, whose names and aliases are names of one company each.

    The outcome does not depend on the order of parties, registers or judgements.

    Raises UsageError where judgements contradict each other: one is the other, the other a third, and that one is not.
    """
    addresses: dict[Spelling, set[str]] = {}
    for entity in registers:
        for one in spellings_of(entity):
            addresses.setdefault(one, set()).update(entity.addresses)
    for party in parties:
        addresses.setdefault(spelling_of(party), set()).update({party.address} - {""})
    spellings = sorted(addresses)
    groups = _Groups(spellings, [one for one in judgements if not one.same])
    refused = [merge for merge in _judged(judgements, spellings) if not groups.join(merge)]
    if refused:
        raise UsageError("judgements-contradict", value=f"{refused[0].first.name} / {refused[0].second.name}"[:160])
    for merge in (*_registered(registers), *_same(spellings)):
        groups.join(merge)
    for merge in _like_names(groups, addresses, alike, threads):
        groups.join(merge)
    return _numbered(groups, addresses)


class _Groups:
    """Spellings joined so far; those judged different stay apart, and so do all that were joined with them."""

    def __init__(self, spellings: Sequence[Spelling], different: Sequence[Judgement]) -> None:
        self.home = {one: one for one in spellings}
        self.members = {one: [one] for one in spellings}
        self.country = {one: one.country for one in spellings}
        self.references = {one: _numbers_of(one) for one in spellings}
        self.apart: dict[Spelling, set[Spelling]] = {}
        for first, second in _pairs(different, spellings):
            self.apart.setdefault(first, set()).add(second)
            self.apart.setdefault(second, set()).add(first)
        self.merges: list[Merge] = []

    def join(self, merge: Merge) -> bool:
        """Put two groups together, unless something keeps them apart; whether they are together now."""
        one, other = self.home[merge.first], self.home[merge.second]
        if one == other:
            return True
        if self._apart(one, other):
            return False
        if merge.reason is not MergeReason.JUDGED_SAME and self._abroad(one, other):
            return False
        if merge.reason is MergeReason.LIKE_NAME and self._numbered_apart(one, other):
            return False
        keep, give = sorted((one, other))
        for member in self.members[give]:
            self.home[member] = keep
        self.members[keep] += self.members.pop(give)
        self.country[keep] = self.country[keep] or self.country[give]
        for namespace, numbers in self.references[give].items():
            self.references[keep].setdefault(namespace, set()).update(numbers)
        self.merges.append(merge)
        return True

    def _apart(self, one: Spelling, other: Spelling) -> bool:
        """Whether a person judged some of the one and some of the other to be different."""
        return any(self.home[foe] == other for member in self.members[one] for foe in self.apart.get(member, ()))

    def _abroad(self, one: Spelling, other: Spelling) -> bool:
        """Whether both countries are known and differ."""
        return bool(self.country[one] and self.country[other]) and self.country[one] != self.country[other]

    def _numbered_apart(self, one: Spelling, other: Spelling) -> bool:
        """Whether some document gives the two different numbers and no number in common."""
        ours, theirs = self.references[one], self.references[other]
        return any(ours[namespace].isdisjoint(theirs[namespace]) for namespace in ours.keys() & theirs.keys())


def _numbers_of(one: Spelling) -> dict[str, set[str]]:
    namespace, _, number = one.reference.rpartition(":")
    return {namespace: {number}} if number else {}


def _pairs(judgements: Iterable[Judgement], spellings: Sequence[Spelling]) -> list[tuple[Spelling, Spelling]]:
    """Every two spellings that a judgement is about; sorted."""
    known: dict[tuple[str, str], list[Spelling]] = {}
    for one in spellings:
        known.setdefault((one.name, one.country), []).append(one)

    def meant(judged: Spelling) -> list[Spelling]:
        like = known.get((judged.name, judged.country), [])
        return [one for one in like if one.reference == judged.reference] if judged.reference else like

    return sorted(
        {
            (min(first, second), max(first, second))
            for one in judgements
            for first in meant(one.first)
            for second in meant(one.second)
            if first != second
        }
    )


def _judged(judgements: Sequence[Judgement], spellings: Sequence[Spelling]) -> list[Merge]:
    pairs = _pairs((one for one in judgements if one.same), spellings)
    return [Merge(first=first, second=second, reason=MergeReason.JUDGED_SAME) for first, second in pairs]


def _registered(registers: Sequence[Entity]) -> list[Merge]:
    pairs = {
        tuple(sorted((names[0], other)))
        for entity in registers
        for names in [spellings_of(entity)]
        for other in names[1:]
    }
    return [Merge(first=first, second=second, reason=MergeReason.REGISTERED) for first, second in sorted(pairs)]


def _same(spellings: Sequence[Spelling]) -> list[Merge]:
    """Spellings with one number, and spellings of one name in one country."""
    by_number: dict[str, Spelling] = {}
    by_name: dict[tuple[str, str], Spelling] = {}
    merges = []
    for one in spellings:
        if one.reference and by_number.setdefault(one.reference, one) != one:
            merges.append(Merge(first=by_number[one.reference], second=one, reason=MergeReason.SAME_REFERENCE))
    for one in spellings:
        key = ("".join(unicodedata.normalize("NFKC", one.name).casefold().split()), one.country)
        if by_name.setdefault(key, one) != one:
            merges.append(Merge(first=by_name[key], second=one, reason=MergeReason.SAME_NAME))
    return merges


def _like_names(
    groups: _Groups, addresses: Mapping[Spelling, set[str]], alike: float, threads: int | None
) -> list[Merge]:
    """Pairs that screening holds for the same, the likeliest first."""
    heads = sorted(groups.members)
    entities = [
        _entity(str(n), sorted(groups.members[head]), addresses, groups.country[head]) for n, head in enumerate(heads)
    ]
    if len(entities) < 2:
        return []
    found = screen(entities, Index.build(entities), options=Options(threshold=alike, threads=threads))
    merges: dict[tuple[int, int], tuple[int, float]] = {}
    for match in found.matches:
        one, other = sorted((int(match.query_id), int(match.entity_id)))
        if one != other:
            merges[one, other] = max(merges.get((one, other), (0, 0.0)), (match.log_odds, match.probability))
    return [
        Merge(first=heads[one], second=heads[other], reason=MergeReason.LIKE_NAME, probability=chance)
        for (one, other), (odds, chance) in sorted(merges.items(), key=lambda item: (-item[1][0], item[0]))
    ]


def _numbered(groups: _Groups, addresses: Mapping[Spelling, set[str]]) -> Companies:
    entities = {}
    for head, members in groups.members.items():
        own = sorted(members)
        entity = _entity(_id(own[0]), own, addresses, groups.country[head])
        entities[entity.id] = (entity, own)
    ordered = [entities[key] for key in sorted(entities)]
    return Companies(
        entities=tuple(entity for entity, _ in ordered),
        number={one: n for n, (_, own) in enumerate(ordered) for one in own},
        merges=tuple(groups.merges),
    )


def _id(first: Spelling) -> str:
    return f"c-{sha256(chr(0).join(first).encode()).hexdigest()[:DIGITS]}"


def _entity(key: str, own: Sequence[Spelling], addresses: Mapping[Spelling, set[str]], country: str) -> Entity:
    names = list(dict.fromkeys(one.name for one in own))
    return Entity(
        id=EntityId(key),
        schema="LegalEntity",
        name=names[0],
        origin=Origin(list_id=ListId("parties"), row=0),
        aliases=tuple(names[1:]),
        countries=(country,) if country else (),
        addresses=tuple(sorted({address for one in own for address in addresses[one]})),
        identifiers=tuple[Identifier, ...](),
    )
