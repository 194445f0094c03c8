"""An EPCIS 2.0 document -> declarations: each change of owner or holder is a sale, each transformation a bill of materials.

A transfer is an event that names an owning party (else a possessing one) on both sides. A transfer seen when it leaves and
again when it arrives is one. An event with an error declaration withdraws the event of that id. Codes of goods come from
the event, from where the item was made, from master data, or from the caller. What gave no declaration is counted.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from tadasu.readers._cells import CountryCode, two_letters
from tadasu.readers._epcis_events import EVENT_TYPES, PIECE, facts_of, master_data, read_event
from tadasu.readers._epcis_links import EpcisLinks, Line, Transfer, lines_of
from tadasu.readers._good_cells import Checks, GoodCells, GoodExists, ParseGood
from tadasu.readers._json_stream import DamagedJson, JsonText, array, elements
from tadasu.readers._problems import ProblemLog, found
from tadasu.readers._row_notes import RowNotes
from tadasu.readers._rows import file_digest
from tadasu.readers._units import unit_code
from tadasu.schema import (
    Certainty,
    Declaration,
    DeclarationId,
    Flow,
    InputError,
    ListId,
    Origin,
    Party,
    Problem,
    Quantity,
)

GoodOf = Callable[[str], str | None]
"""Id of a trade item or thing -> its HS code, or None: what a product list of the user knows."""

_BODY = frozenset({"epcisBody", "queryResults", "resultsBody"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EpcisFile:
    """What was read; `events` counts all events, `unused` those that gave no declaration, by reason."""

    declarations: tuple[Declaration, ...]
    problems: tuple[Problem, ...]
    events: int
    unused: tuple[tuple[str, int], ...]
    digest: str


def read_epcis(
    path: Path | str,
    *,
    flow: Flow | None = None,
    country_code: CountryCode | None = None,
    parse_good: ParseGood | None = None,
    good_exists: GoodExists | None = None,
    good_of: GoodOf | None = None,
    keep_good: bool = False,
    list_id: str = "",
) -> EpcisFile:
    """Read a document, a query result or one event, JSON-LD of EPCIS 2.0 in UTF-8, an event at a time.

    The id of a declaration is the event's id and the line (`urn:uuid:…-1`). Without `flow` a transfer between parties of
    two known countries is an import, any other domestic. A row of a problem is the event's place in the document, from
    1. Raises InputError as `read_declarations` does.
    """
    path = Path(path)
    log = ProblemLog(path.name)
    notes = RowNotes(file=path.name, log=log)
    checks = Checks(country_code=country_code, parse_good=parse_good, good_exists=good_exists)
    reading = _Reading(path=path, notes=notes, checks=checks, flow=flow, good_of=good_of, list_id=list_id)
    reading.collect()
    declarations = tuple(reading.declarations())
    unused = tuple(sorted(reading.links.unused.items()))
    log.add(found("events-unused", path.name, reason=reason, count=count) for reason, count in unused)
    if notes.bad_rows and not keep_good:
        raise InputError(log.result())
    return EpcisFile(
        declarations=declarations,
        problems=log.result(),
        events=reading.events,
        unused=unused,
        digest=reading.digest,
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One document: first its events, then the declarations, since a later event may withdraw or explain an earlier one."""

    path: Path
    notes: RowNotes
    checks: Checks
    flow: Flow | None
    good_of: GoodOf | None
    list_id: str
    digest: str = ""
    events: int = 0
    links: EpcisLinks = field(default_factory=EpcisLinks)
    master: dict[str, dict[str, str]] = field(default_factory=dict)
    _parties: dict[str, Party] = field(default_factory=dict)

    def collect(self) -> None:
        """Read every event. Raises InputError when the document is none, or breaks off."""
        file = self.path.name
        try:
            self.digest = file_digest(self.path)
            with self.path.open(encoding="utf-8-sig") as stream:
                for content in _events(JsonText(stream), self.master):
                    self.events += 1
                    self.notes.begin(self.events)
                    event = read_event(content, self.events)
                    if isinstance(event, str):
                        self.notes.note("event-unreadable", value=str(content)[:200], reason=event)
                    else:
                        self.links.take(event)
        except UnicodeDecodeError:
            raise InputError([found("undecodable-bytes", file, row=self.events + 1, encoding="utf-8")]) from None
        except OSError as error:
            raise InputError([found("file-unreadable", file, reason=error.strerror or "")]) from None
        except DamagedJson as error:
            raise InputError([found("json-invalid", file, row=self.events + 1, reason=error.reason)]) from None
        if not self.events:
            raise InputError([found("no-events", file)])

    def declarations(self) -> Iterator[Declaration]:
        """A declaration for each line of each transfer that stands, by day."""
        goods, makings = GoodCells(self.checks), self.links.makings()
        made: list[tuple[Declaration, Line]] = []
        for transfer in self.links.transfers():
            self.notes.begin(transfer.event.row)
            without_code = False
            for place, line in enumerate(lines_of(transfer.event.items), start=1):
                text = self._good_text(line)
                without_code = without_code or not text
                good = self._good(goods, line, text) if text else ""
                declaration = self._declaration(transfer, line, place, good) if good else None
                if declaration is not None:
                    makings.deliver(line.keys, declaration.day, declaration.id, transfer.buyer)
                    made.append((declaration, line))
            if without_code:
                self.links.unused["no-good"] += 1
        for declaration, line in made:
            parts = makings.parts_of(line.keys, declaration.day, declaration.seller.reference)
            yield replace(declaration, parts_of=tuple(part for part in parts if part != declaration.id))

    def _declaration(self, transfer: Transfer, line: Line, place: int, good: str) -> Declaration | None:
        event = transfer.event
        quantity = self._quantity(line)
        if self.notes.bad:
            return None
        seller, buyer = self._party(transfer.seller), self._party(transfer.buyer)
        origin = self._facts(line).get("origin", "")
        return Declaration(
            id=DeclarationId(f"{event.id or f'event-{event.row}'}-{place}"),
            flow=self.flow or _flow_between(seller, buyer),
            seller=seller,
            buyer=buyer,
            good=good,
            day=event.day,
            origin=Origin(list_id=ListId(self.list_id), row=event.row, digest=self.digest),
            quantity=quantity,
            origin_country=self._country(origin, "countryOfOrigin"),
            certainty=Certainty.REPORTED,
        )

    def _good(self, goods: GoodCells, line: Line, text: str) -> str:
        good = goods.read(text)
        if good.fault == "good-lost-zero":
            self.notes.note(good.fault, line.kind, text, suggestion=good.suggestion)
        elif good.fault:
            self.notes.note(good.fault, line.kind, text)
        return good.code

    def _quantity(self, line: Line) -> Quantity | None:
        if not line.amount:
            self.notes.note("quantity-missing", line.kind, "" if line.amount is None else str(line.amount))
            return None
        if line.amount < 0:
            self.notes.note("amount-negative", line.kind, str(line.amount))
            return None
        unit = unit_code(line.unit or PIECE)
        if not unit:
            self.notes.note("unit-unknown", line.kind, line.unit, nearest="")
        return Quantity(amount=Decimal(line.amount), unit=unit)

    def _good_text(self, line: Line) -> str:
        for name in (*line.keys, line.kind) if self.good_of else ():
            if self.good_of and (text := self.good_of(name)):
                return text
        return self._facts(line).get("good", "")

    def _facts(self, line: Line) -> Mapping[str, str]:
        """What master data say of the class, under what its events say."""
        return facts_of(self.master.get(line.kind)) | self.links.facts.get(line.kind, {})

    def _party(self, party_id: str) -> Party:
        if party_id not in self._parties:
            known = self.master.get(party_id, {})
            country = self._country(known.get("countryCode", ""), "countryCode")
            address = ", ".join(known[name] for name in ("streetAddressOne", "city", "postalCode") if known.get(name))
            self._parties[party_id] = Party(
                name=known.get("name") or party_id, reference=party_id, country=country, address=address
            )
        return self._parties[party_id]

    def _country(self, text: str, column: str) -> str:
        code = (self.checks.country_code or two_letters)(text) if text else ""
        if code is None:
            self.notes.note("country-unknown", column, text)
        return code or ""


def _events(text: JsonText, master: dict[str, dict[str, str]]) -> Iterator[Any]:
    """Every event of the stream: of documents, of query results, of a list, or standing alone."""
    while sign := text.peek():
        if sign == "[":
            yield from array(text)
            continue
        head: dict[str, Any] = {}
        yield from elements(text, "eventList", _BODY, head)
        master.update(master_data(head.get("epcisHeader")))
        if "eventList" not in head and head.get("type", head.get("@type")) in EVENT_TYPES:
            yield head


def _flow_between(seller: Party, buyer: Party) -> Flow:
    return Flow.IMPORT if seller.country and buyer.country and seller.country != buyer.country else Flow.DOMESTIC
