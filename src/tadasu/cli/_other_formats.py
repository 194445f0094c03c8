"""Files in formats of others, told by their content: registers of stakes (FollowTheMoney, BODS, GLEIF level 2) in the place of
a table of stakes, and events (EPCIS 2.0) in the place of declarations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tadasu.cli._older_codes import OlderCodes, good_exists
from tadasu.cli._trade_options import Request
from tadasu.lists import detect, read_list, stake_lists
from tadasu.lists import read_stakes as read_register
from tadasu.places import country_code
from tadasu.readers import DeclarationColumns, ItemTable, read_epcis
from tadasu.schema import Declaration, Entity, EntityId, Flow, ListId, Origin, Party, Problem, Stake

_NUMBERS_ONLY = {"gleif-level2": "gleif-level1:"}
"""Registers that name nobody -> what stands before the number in the ids of their parties."""

_NO_PARTY = "unknown-type"
"""What a reader of parties says of the very records that are stakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeFile:
    """Declarations of one file, whatever its format; `columns` is the map by which a table was read, None of events."""

    declarations: tuple[Declaration, ...]
    problems: tuple[Problem, ...]
    digest: str
    columns: DeclarationColumns | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFile:
    """Stakes of one file, whatever its format, and owners and companies under the ids that they use; one without a name
    bears its id for one. `list_id` is the format, empty of a table of ours."""

    stakes: tuple[Stake, ...]
    parties: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    digest: str
    list_id: str = ""


def register_of(path: Path) -> str:
    """The format of a register of stakes, or nothing for any other file."""
    list_id = detect(path)
    return list_id if list_id in stake_lists() else ""


def read_held(path: Path, list_id: str, *, partial: bool) -> HeldFile:
    """Read a register. It may hold few records, as an extract for one's own suppliers does; with `partial` it may be cut off
    too. A party whose number alone is told (GLEIF) has that number as its id. Raises ListRefused."""
    read = read_register(list_id, path, least_rows=1, partial=partial)
    prefix = _NUMBERS_ONLY.get(list_id, "")
    stakes = tuple(
        replace(one, owner=_bare(one.owner, prefix), company=_bare(one.company, prefix), origin=_at(one.origin, path))
        for one in read.stakes
    )
    meant = {party: None for one in stakes for party in (one.owner, one.company)}
    problems = read.problems
    named: dict[EntityId, Entity] = {}
    if not prefix:
        listed = read_list(list_id, path, least_rows=1, partial=partial)
        named = {one.id: replace(one, origin=_at(one.origin, path)) for one in listed.entities if one.id in meant}
        of_parties = (each for each in listed.problems if each.code != _NO_PARTY)
        problems = tuple(dict.fromkeys((*problems, *of_parties)))
    source = Origin(list_id=ListId(path.name), row=0, digest=read.digest)
    parties = tuple(
        named.get(party) or Entity(id=party, schema="LegalEntity", name=party, origin=source) for party in meant
    )
    return HeldFile(stakes=stakes, parties=parties, problems=problems, digest=read.digest, list_id=list_id)


def read_events(
    path: Path,
    request: Request,
    *,
    older: OlderCodes,
    items: Sequence[ItemTable],
    registers: Sequence[Entity],
    flow: Flow | None,
) -> tuple[TradeFile, int]:
    """Read events, and how many there were. `items` say which HS code an item has, the first that knows it; `registers` name
    parties of which the events tell the id alone. Raises InputError."""
    read = read_epcis(
        path,
        country_code=country_code,
        parse_good=older.read,
        good_exists=good_exists,
        good_of=lambda item: next((code for table in items if (code := table.good_of(item))), None),
        keep_good=request.keep_good,
        list_id=path.name,
    )
    known = {one.id: one for one in registers}
    declarations = tuple(_of_flow(_named(one, known), flow) for one in read.declarations)
    return TradeFile(declarations=declarations, problems=read.problems, digest=read.digest), read.events


def _bare(party: EntityId, prefix: str) -> EntityId:
    return EntityId(party.removeprefix(prefix))


def _at(origin: Origin, path: Path) -> Origin:
    """A result names the file it rests on, as it does of a table of ours."""
    return replace(origin, list_id=ListId(path.name))


def _named(one: Declaration, known: Mapping[EntityId, Entity]) -> Declaration:
    return replace(one, seller=_party(one.seller, known), buyer=_party(one.buyer, known))


def _party(party: Party, known: Mapping[EntityId, Entity]) -> Party:
    entity = known.get(EntityId(party.reference))
    if entity is None or party.name != party.reference:
        return party
    country, address = (next(iter(values), "") for values in (entity.countries, entity.addresses))
    return replace(party, name=entity.name, country=party.country or country, address=party.address or address)


def _of_flow(one: Declaration, asked: Flow | None) -> Declaration:
    """An event over a border is an import and an export at once, by what is asked for; where a country is not known, the file
    does not say, and it is what is asked for."""
    here, there = one.seller.country, one.buyer.country
    if not here or not there:
        return replace(one, flow=asked or Flow.DOMESTIC)
    if here == there:
        return replace(one, flow=Flow.DOMESTIC)
    return replace(one, flow=Flow.EXPORT if asked is Flow.EXPORT else Flow.IMPORT)
