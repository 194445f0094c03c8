"""Parties of stakes that are a number and nothing else -> who bears that number: a declaration, a register or a finding says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tadasu.cli._other_formats import HeldFile
from tadasu.schema import Declaration, Entity

_SCHEME = "lei"


def with_names(
    stakes: Sequence[HeldFile], declarations: Iterable[Declaration], named: Iterable[Entity]
) -> tuple[HeldFile, ...]:
    """The same stakes; a party without a name is called as declarations call the one company with its number, else as one of
    `named` with that id or LEI is. A number that two files of declarations give to two names stays one."""
    nameless: set[str] = {one.id for file in stakes for one in file.parties if one.name == one.id}
    if not nameless:
        return tuple(stakes)
    known = {**_of_entities(named, nameless), **_of_declarations(declarations, nameless)}
    return tuple(
        replace(file, parties=tuple(_called(one, known) if one.id in nameless else one for one in file.parties))
        for file in stakes
    )


def _of_declarations(declarations: Iterable[Declaration], wanted: set[str]) -> Mapping[str, tuple[str, str]]:
    """Number -> name and country, where every file of declarations gives it to the same name."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for one in declarations:
        for party in (one.seller, one.buyer):
            number = party.reference.removeprefix(f"{one.origin.list_id}:")
            if number in wanted and party.name != number:
                found.setdefault(number, {}).setdefault(one.origin.list_id, (party.name, party.country))
    return {
        number: names[0]
        for number, by_file in found.items()
        if (names := list(by_file.values())) and len({name.casefold() for name, _ in names}) == 1
    }


def _of_entities(entities: Iterable[Entity], wanted: set[str]) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for one in entities:
        numbers = (one.id, *(each.value for each in one.identifiers if each.scheme == _SCHEME))
        for number in wanted.intersection(numbers):
            if one.name != number:
                found.setdefault(number, (one.name, next(iter(one.countries), "")))
    return found


def _called(party: Entity, known: Mapping[str, tuple[str, str]]) -> Entity:
    name, country = known.get(party.id, (party.name, ""))
    return replace(party, name=name, countries=(country,) if country else party.countries)
