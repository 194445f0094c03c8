"""Sellers and buyers as documents write them -> companies. Every merge has a reason and can be taken back.

Two spellings are one company when they are the same name in the same country (a name without a country: when it is
known in one country only), when a register says that both are names of
one company, when screening holds them for the same, or when a person has judged so. A judgement that two spellings are
different keeps their companies apart whatever else speaks for a merge, and likeness alone joins no two parties to which one
document gives different numbers. Nothing is merged over a border: one brand in two
countries is two companies until a person says otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from tadasu.assessment._joining import Groups
from tadasu.assessment._spelling import Judgement, Merge, Spelling, folded, pairs_meant, spelling_of, spellings_of
from tadasu.schema import Entity, EntityId, Identifier, ListId, MergeReason, Origin, Party, UsageError
from tadasu.screening import Index, Options, screen

ALIKE = 0.9
"""Probability at which two spellings of one country are taken for one company. Higher than that of an alarm: a wrong merge
ties a stranger to a finding, a missing one leaves a chain broken, which shows as *not traceable*. Over invented worlds no
merge was wrong from 0.8 on."""

DIGITS = 12
"""Hexadecimal digits of a company's id."""


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
    def by_id(self) -> Mapping[EntityId, Entity]:
        """Id -> company."""
        return {entity.id: entity for entity in self.entities}

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
    groups = Groups(spellings, [one for one in judgements if not one.same])
    refused = [merge for merge in _judged(judgements, spellings) if not groups.join(merge)]
    if refused:
        raise UsageError("judgements-contradict", value=f"{refused[0].first.name} / {refused[0].second.name}"[:160])
    for merge in (*_registered(registers), *_same(spellings), *_same_without_country(spellings)):
        groups.join(merge)
    groups.join_alike(_like_names(groups, addresses, alike, threads))
    return _numbered(groups, addresses)


def _judged(judgements: Sequence[Judgement], spellings: Sequence[Spelling]) -> list[Merge]:
    pairs = pairs_meant((one for one in judgements if one.same), spellings)
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
        key = (folded(one.name), one.country)
        if by_name.setdefault(key, one) != one:
            merges.append(Merge(first=by_name[key], second=one, reason=MergeReason.SAME_NAME))
    return merges


def _same_without_country(spellings: Sequence[Spelling]) -> list[Merge]:
    """A name without a country and the same name in the only country in which it is known."""
    known: dict[str, dict[str, Spelling]] = {}
    for one in spellings:
        if one.country:
            known.setdefault(folded(one.name), {}).setdefault(one.country, one)
    return [
        Merge(first=next(iter(there.values())), second=one, reason=MergeReason.SAME_NAME)
        for one in spellings
        if not one.country and len(there := known.get(folded(one.name), {})) == 1
    ]


def _like_names(
    groups: Groups, addresses: Mapping[Spelling, set[str]], alike: float, threads: int | None
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


def _numbered(groups: Groups, addresses: Mapping[Spelling, set[str]]) -> Companies:
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
