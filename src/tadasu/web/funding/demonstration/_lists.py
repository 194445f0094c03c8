"""A list to hold grantees against: without one of the United Nations nothing is paid. Invented, one entry, and only where none is
in force; `tadasu lists fetch` puts the real one in its place."""

from datetime import date
from hashlib import sha256

from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.store import data_folder, save_list
from tadasu.web.foundation.parties.lists import DEFAULT, datasets
from tadasu.web.funding.demonstration._stage import told

_LIST = ListId("un-sc")
_DAY = date(2026, 10, 1)
_READER = "demo-1"


def list_in_force() -> None:
    """Save it where there is none."""
    if DEFAULT in datasets() and any(one.list_id == _LIST for one in datasets()[DEFAULT].versions):
        return
    name, remarks = told()["listed"]["name"], told()["listed"]["remarks"]
    entry = Entity(
        id=EntityId(f"{_LIST}:demo"),
        schema="Organization",
        name=name,
        origin=Origin(list_id=_LIST, row=1, list_date=_DAY),
        topics=("sanction",),
        remarks=remarks,
    )
    digest = sha256(name.encode()).hexdigest()
    save_list(data_folder(writing=True), _LIST, [entry], list_date=_DAY, source_digest=digest, reader_version=_READER)
