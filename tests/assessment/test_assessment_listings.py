"""How an entry of a list is known again: by its publisher's number, else by its name and country."""

from typing import Any

from tadasu.assessment import Companies, known_finding, known_listings, listings, resolve
from tadasu.schema import Entity, EntityId, Finding, Issue, ListId, Origin, Party

OWN = ListId("own.csv")
MILL = Party(name="Velmora Spinning Works", country="cn")


def entry(row: int, name: str = MILL.name, country: str = "cn", **more: Any) -> Entity:
    origin = Origin(list_id=OWN, row=row + 1)
    return Entity(id=EntityId(str(row)), schema="LegalEntity", name=name, origin=origin, countries=(country,), **more)


def found(*entries: Entity, party: Party = MILL, numbered: bool = False) -> tuple[Finding, ...]:
    return listings(companies(party), entries, unnumbered=() if numbered else (OWN,), threads=1)


def companies(party: Party) -> Companies:
    return resolve([party], threads=1)


def test_without_numbers_the_row_does_not_matter_and_the_name_does() -> None:
    (first,), (moved,) = found(entry(1)), found(entry(7))
    assert (first.id, first.basis) == (moved.id, "own.csv: Velmora Spinning Works (cn)")
    other = entry(1, "Hathrow Dyeing Mills")
    (another,) = found(other, party=Party(name="Hathrow Dyeing Mills", country="cn"))
    assert known_finding(another) != known_finding(first)


def test_a_publisher_s_number_is_what_an_entry_is_known_by() -> None:
    (first,), (renamed,) = found(entry(1), numbered=True), found(entry(1, "VELMORA SPINNING WORKS"), numbered=True)
    assert first.id == renamed.id
    assert first.basis == "own.csv:1"


def test_two_entries_of_one_name_and_country_are_one_by_the_likeliest() -> None:
    here, there = entry(1, addresses=("1 Mill Road",)), entry(2)
    (both,) = found(here, there)
    assert both.strength == max(one.strength for each in (here, there) for one in found(each))


def test_a_bar_in_a_name_joins_no_bases() -> None:
    (one,) = found(entry(1, "Velmora | Spinning Works"))
    assert "|" not in one.basis


def test_every_entry_is_known_whether_it_touches_anybody_or_not() -> None:
    entries = (entry(1), entry(2, "Ostrik Chemical Group"), entry(3, "Kelphane Metals", goods=("7601", "7604")))
    known = list(known_listings(entries, issues={OWN: Issue.FORCED_LABOUR}, unnumbered=(OWN,)))
    (touching,) = listings(companies(MILL), entries, issues={OWN: Issue.FORCED_LABOUR}, unnumbered=(OWN,), threads=1)
    assert known_finding(touching) == known[0]
    assert [one.id.rpartition(":")[2] for one in known[2:]] == ["7601", "7604"]
    assert len({one.mark for one in known}) == len(known) == 4
