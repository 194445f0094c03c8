"""EPCIS 2.0 events in JSON-LD as GS1 publishes them: what moved between whom, and what was made of what.

Built from the JSON schema of EPCIS 2.0 and the Core Business Vocabulary (GS1, 2022). Only what bears on trade is kept
of an event; sensors, places and transactions are not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

from tadasu.readers._words import field_of

EVENT_TYPES = frozenset(
    {"AggregationEvent", "AssociationEvent", "ObjectEvent", "TransactionEvent", "TransformationEvent"}
)
PIECE = "NMB"

HEAD_BYTES = 1 << 16
"""What is looked at to tell a file of events: a document says what it is before its events."""

_DOCUMENT = re.compile(r'"@?type"\s*:\s*"EPCIS(Query)?Document"|"epcisBody"\s*:|epcis-context\.jsonld')
_EVENT = re.compile(rf'"@?type"\s*:\s*"({"|".join(sorted(EVENT_TYPES))})"')
_PARTY = re.compile(r"(owning|possessing)_party$")
_LOCAL = re.compile(r"[:#/]")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_SERIAL_URN = re.compile(r"^urn:epc:id:sgtin:([^.]+\.[^.]+)\.")
_LOT_URN = re.compile(r"^urn:epc:class:lgtin:([^.]+\.[^.]+)\.")
_LINK = re.compile(r"^(https?://.+/01/\d{8,14})(?:/(?:10|21|22|235)/[^?]*)?(?:\?.*)?$")


@dataclass(frozen=True, slots=True)
class Item:
    """Goods an event names: `key` is the thing or lot, `kind` its class, the same for every thing of a trade item."""

    key: str
    kind: str
    amount: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What bears on trade; `row` counts the events of the document from 1."""

    row: int
    id: str
    type: str
    day: date
    action: str
    step: str
    source: Mapping[str, str]
    destination: Mapping[str, str]
    items: tuple[Item, ...]
    inputs: tuple[Item, ...]
    making: str
    withdrawn: bool
    facts: Mapping[str, str]


def holds_events(path: Path) -> bool:
    """Whether a file is JSON of EPCIS 2.0, by its first 64 KiB. What cannot be opened, and a pipe, is not."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return False
    return head.lstrip().startswith(("{", "[")) and bool(
        _DOCUMENT.search(head) or ('"eventTime"' in head and _EVENT.search(head))
    )


def read_event(content: Any, row: int) -> Event | str:
    """The event, or why it cannot be understood."""
    if not isinstance(content, dict):
        return "not-an-object"
    kind = str(content.get("type", content.get("@type", "")))
    if kind not in EVENT_TYPES:
        return "event-type"
    day = _day(content.get("eventTime"), content.get("eventTimeZoneOffset"))
    if day is None:
        return "event-time"
    made = kind == "TransformationEvent"
    names = (
        ("outputEPCList", "outputQuantityList")
        if made
        else ("epcList", "childEPCs", "quantityList", "childQuantityList")
    )
    facts = facts_of(content) | facts_of(content.get("ilmd"))
    return Event(
        row=row,
        id=str(content.get("eventID") or ""),
        type=kind,
        day=day,
        action=str(content.get("action") or ""),
        step=_LOCAL.split(str(content.get("bizStep") or ""))[-1].removeprefix("BizStep-"),
        source=_parties(content.get("sourceList"), "source"),
        destination=_parties(content.get("destinationList"), "destination"),
        items=tuple(_items(content, names)),
        inputs=tuple(_items(content, ("inputEPCList", "inputQuantityList"))) if made else (),
        making=str(content.get("transformationID") or content.get("eventID") or row) if made else "",
        withdrawn="errorDeclaration" in content,
        facts=facts,
    )


def facts_of(content: Any) -> dict[str, str]:
    """HS code (`good`) and country of origin (`origin`) among the properties of an object, by the words of their names.

    >>> facts_of({"ext:hsCode": "520512", "cbvmda:countryOfOrigin": "IN"})
    {'good': '520512', 'origin': 'IN'}
    """
    found: dict[str, str] = {}
    for name, value in content.items() if isinstance(content, dict) else ():
        field = field_of(_LOCAL.split(str(name))[-1], "declarations")[0]
        if field in ("good", "origin") and isinstance(value, str | int):
            found.setdefault(field, str(value))
    return found


def kind_of(key: str) -> str:
    """The class of a thing or lot: its trade item, or itself when it has none.

    >>> kind_of("urn:epc:id:sgtin:0614141.107346.2017"), kind_of("https://id.gs1.org/01/04012345111118/21/7")
    ('urn:epc:idpat:sgtin:0614141.107346.*', 'https://id.gs1.org/01/04012345111118')
    """
    for pattern in (_SERIAL_URN, _LOT_URN):
        if found := pattern.match(key):
            return f"urn:epc:idpat:sgtin:{found[1]}.*"
    found = _LINK.match(key)
    return found[1] if found else key


def master_data(header: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Pairs (id, properties by local name) of the master data in a document's header."""
    data = header.get("epcisMasterData") if isinstance(header, dict) else None
    for vocabulary in _list(data.get("vocabularyList") if isinstance(data, dict) else None):
        for element in _list(vocabulary.get("vocabularyElementList") if isinstance(vocabulary, dict) else None):
            if not isinstance(element, dict):
                continue
            properties = {
                _LOCAL.split(str(each.get("id", "")))[-1]: str(each.get("attribute", ""))
                for each in _list(element.get("attributes"))
                if isinstance(each, dict)
            }
            yield str(element.get("id", element.get("@id", ""))), properties


def _day(time: Any, offset: Any) -> date | None:
    """The day where the event took place: its time at its own offset."""
    try:
        moment = datetime.fromisoformat(str(time))
    except ValueError:
        return None
    found = _OFFSET.fullmatch(str(offset))
    if found and moment.tzinfo is not None:
        minutes = int(found[2]) * 60 + int(found[3])
        zone = timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
        moment = moment.astimezone(zone)
    return moment.date()


def _parties(entries: Any, name: str) -> dict[str, str]:
    """`owning` and `possessing` -> party id."""
    found = {}
    for entry in _list(entries):
        role = _PARTY.search(str(entry.get("type", ""))) if isinstance(entry, dict) else None
        if role and entry.get(name):
            found[role[1]] = str(entry[name])
    return found


def _items(content: Mapping[str, Any], names: Sequence[str]) -> Iterator[Item]:
    for name in names:
        for entry in _list(content.get(name)):
            if isinstance(entry, dict) and entry.get("epcClass"):
                key = str(entry["epcClass"])
                quantity = entry.get("quantity")
                amount = (
                    Decimal(quantity)
                    if isinstance(quantity, int | Decimal) and not isinstance(quantity, bool)
                    else None
                )
                yield Item(key, kind_of(key), amount, str(entry.get("uom") or ""))
            elif isinstance(entry, str):
                yield Item(entry, kind_of(entry), Decimal(1), PIECE)


def _list(value: Any) -> Sequence[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
