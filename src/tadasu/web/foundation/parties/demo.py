"""Parties of the demonstration: suppliers of an invented importer, from two sources that do not agree everywhere, and an invented
list to screen them against where no list is in force. All from the files of the invented world (docs/demo.md)."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from importlib.resources import files

from tadasu.schema import Certainty, Entity, EntityId, ListId, Origin, UsageError
from tadasu.store import data_folder, save_list
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.parties.actions import Said, add_party
from tadasu.web.foundation.parties.lists import datasets
from tadasu.web.foundation.parties.models import Party

PLACE, WHO = "importer", "importer-analyst"
LIST = ListId("demo-forced-labour")
READER = "demo-1"
MOST = 40
"""Suppliers of the file that are kept."""

_DAY = date(2026, 10, 1)
_SOURCE = "suppliers.csv {id} (invented · 架空)"
_LETTER = "a letter of the supplier (invented · 架空)"


def demo_parties() -> int:
    """Make what is not there yet; how many parties are new."""
    place = organisations().get(PLACE)
    user = User.objects.filter(login=WHO, invented=True).first()
    if place is None or user is None:
        return 0
    _list_in_force()
    actor = actor_of(user, second_factor=True)
    with acting(actor):
        if Party.objects.filter(organisation=place).exists():
            return 0
        return sum(
            _added(actor, place, row, number) for number, row in enumerate(_rows("suppliers.csv")) if number < MOST
        )


def _list_in_force() -> None:
    """The invented list, and only where nothing else would be taken for it."""
    if len(datasets()) > 1:
        return
    text = _text("list_forced_labour.csv")
    listed = [
        Entity(
            id=EntityId(row["id"]),
            schema="Company",
            name=row["name"],
            origin=Origin(list_id=LIST, row=number, list_date=_DAY),
            aliases=tuple(one.strip() for one in row["aliases"].split(";") if one.strip()),
            countries=(row["country"].lower(),),
            addresses=(row["address"],),
            topics=("forced.labour",),
            programme=row["programme"],
            listed_on=date.fromisoformat(row["listed_on"]),
            source_url=row["source_url"],
            remarks=row["note"],
        )
        for number, row in enumerate(_rows("list_forced_labour.csv"), 1)
    ]
    digest = sha256(text.encode()).hexdigest()
    save_list(data_folder(writing=True), LIST, listed, list_date=_DAY, source_digest=digest, reader_version=READER)


def _added(actor: Actor, place: Organisation, row: Mapping[str, str], number: int) -> int:
    said = [_said(row, "name", row["会社名 / company name"])]
    said += [
        _said(row, "country", row["country"]),
        _said(row, "address", row["address"]),
        _said(row, "hsCode", row["HS"]),
    ]
    said.append(_said(row, "summary", row["note"]))
    if number % 5 == 0:
        said.append(Said(property="jurisdiction", value=row["country"], source=_SOURCE.format(id=row["仕入先番号"])))
        said.append(Said(property="jurisdiction", value="sg", source=_LETTER, confidence=Certainty.INFERRED))
    try:
        add_party(actor, organisation=place.id, kind="company", said=[one for one in said if one.value.strip()])
    except UsageError:
        return 0  # the invented file holds broken rows too, on purpose
    return 1


def _said(row: Mapping[str, str], property: str, value: str) -> Said:
    return Said(property=property, value=value, source=_SOURCE.format(id=row["仕入先番号"]), as_of=_DAY)


def _rows(file: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(file).splitlines())


def _text(file: str) -> str:
    return files("tadasu.demo").joinpath("data", file).read_text(encoding="utf-8")
