"""One row of a file of trade -> a declaration, or notes on why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tadasu.readers._amount_cells import AmountCells
from tadasu.readers._cells import parts, two_letters
from tadasu.readers._dates import DateReading, read_date
from tadasu.readers._good_cells import Checks, GoodCells
from tadasu.readers._problems import found
from tadasu.readers._row_notes import RowCells
from tadasu.readers._styles import MAX_CACHED, Styles
from tadasu.readers._value_words import folded, known_codes, value_codes
from tadasu.schema import Certainty, Declaration, DeclarationId, Flow, ListId, Origin, Party, Problem

_ADDRESS_SIGN = ", "
_LOCODE = re.compile(r"[A-Z]{2} ?[A-Z2-9]{3}")


@dataclass(slots=True, kw_only=True)
class DeclarationRows:
    """Makes declarations of the rows of one file, sharing parties, dates and codes between them."""

    cells: RowCells
    amounts: AmountCells
    styles: Styles
    checks: Checks
    goods: GoodCells
    addresses: dict[str, tuple[str, ...]]
    flow: Flow | None = None
    list_id: str = ""
    digest: str = ""
    _ids: dict[str, int] = field(default_factory=dict)
    _parties: dict[tuple[str, ...], tuple[Party, str]] = field(default_factory=dict)
    _dates: dict[str, DateReading] = field(default_factory=dict)
    _countries: dict[str, str | None] = field(default_factory=dict)
    _party_places: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _remarks: dict[str, tuple[int, int, str, date]] = field(default_factory=dict)
    """Remark on dates -> how many, and row, text and reading of the first."""

    def __post_init__(self) -> None:
        for side, pieces in self.addresses.items():
            self._party_places[side] = self.cells.places((side, f"{side}_id", f"{side}_country", *pieces))

    def read(self, number: int) -> Declaration | None:
        """The declaration of the current row, whose place among the data rows is `number`."""
        cells = self.cells
        declaration_id = self._id(number)
        seller, buyer = self._party("seller"), self._party("buyer")
        good = self._good()
        day = self._day()
        flow = self.flow or Flow(self._word("flow", known_codes("flow")) or Flow.IMPORT)
        quantity, weight = self.amounts.quantities()
        value = self.amounts.value(day)
        certainty = Certainty(self._word("certainty", known_codes("certainty")) or Certainty.REPORTED)
        contested = self._word("contested", ("no", "yes"), "yes-no") == "yes"
        if seller and buyer and seller[1] == buyer[1]:
            cells.note("self-sale", "buyer", buyer[0].name)
        origin_country, consigned_from = self._country("origin_country"), self._consigned()
        if cells.notes.bad or seller is None or buyer is None or day is None:
            return None
        return Declaration(
            id=DeclarationId(declaration_id),
            flow=flow,
            seller=seller[0],
            buyer=buyer[0],
            good=good,
            day=day,
            origin=Origin(list_id=ListId(self.list_id), row=cells.row.number, digest=self.digest),
            quantity=quantity,
            weight=weight,
            value=value,
            origin_country=origin_country,
            consigned_from=consigned_from,
            description=cells.text("description"),
            certainty=certainty,
            contested=contested,
            parts_of=tuple(dict.fromkeys(parts(cells.text("parts_of")))),
        )

    def ending(self) -> Sequence[Problem]:
        """Remarks on dates, once for the file with their number."""
        column, file = self.cells.columns.get("day", ""), self.cells.notes.file
        return [
            found(code, file, row=row, column=column, value=text, count=count, read_as=day.isoformat())
            for code, (count, row, text, day) in sorted(self._remarks.items())
        ]

    def _id(self, number: int) -> str:
        if not self.cells.columns["number"]:
            return str(number)
        text, line = self.cells.text("number"), self.cells.text("line")
        for name, part in (("number", text), ("line", line)):
            if not part and self.cells.columns[name]:
                self.cells.note("empty-id", name)
                return ""
        declaration_id = f"{text}-{line}" if line else text
        first = self._ids.setdefault(declaration_id, self.cells.row.number)
        if first != self.cells.row.number:
            self.cells.note("duplicate-declaration", "number", declaration_id, first_row=first)
        return declaration_id

    def _party(self, side: str) -> tuple[Party, str] | None:
        """The party of a side and its name folded for comparing; a party without remarks is made once."""
        cells = self.cells
        values = cells.row.values
        key = (side, *[values[place] for place in self._party_places[side]])
        known = self._parties.get(key)
        if known is not None:
            return known
        name = cells.text(side)
        if not name:
            cells.note("empty-seller" if side == "seller" else "empty-buyer", side)
            return None
        remarks = cells.notes.said
        party = Party(
            name=name,
            reference=self._reference(cells.text(f"{side}_id")),
            country=self._country(f"{side}_country"),
            address=_ADDRESS_SIGN.join(text for piece in self.addresses[side] if (text := cells.text(piece))),
        )
        made = (party, folded(name))
        if cells.notes.said == remarks and len(self._parties) < MAX_CACHED:
            self._parties[key] = made
        return made

    def _reference(self, number: str) -> str:
        """The party's number behind the id of this source, when the source has one."""
        return f"{self.list_id}:{number}" if number and self.list_id else number

    def _good(self) -> str:
        text = self.cells.text("good")
        if not text:
            self.cells.note("good-missing", "good")
            return ""
        good = self.goods.read(text)
        if good.fault == "good-lost-zero":
            self.cells.note(good.fault, "good", text, suggestion=good.suggestion)
        elif good.fault:
            self.cells.note(good.fault, "good", text)
        return good.code

    def _day(self) -> date | None:
        text = self.cells.text("day")
        if not text:
            self.cells.note("date-missing", "day")
            return None
        reading = self._dates.get(text)
        if reading is None:
            reading = read_date(text, self.styles.window)
            if len(self._dates) < MAX_CACHED:
                self._dates[text] = reading
        if reading.fault == "date-out-of-range":
            window = self.styles.window
            self.cells.note(reading.fault, "day", text, earliest=window.earliest, latest=window.latest)
        elif reading.fault:
            self.cells.note(reading.fault, "day", text)
        day = reading.on(self.styles.order_of(self.cells.columns["day"]) if reading.is_open else "")
        if day is None and reading.is_open and self.styles.order:
            self.cells.note("date-impossible", "day", text)
        if day and reading.remark:
            count, row, first, read_as = self._remarks.get(reading.remark, (0, self.cells.row.number, text, day))
            self._remarks[reading.remark] = (count + 1, row, first, read_as)
        return day

    def _country(self, name: str) -> str:
        text = self.cells.text(name)
        if not text:
            return ""
        code = self._code_of(text)
        if code is None:
            self.cells.note("country-unknown", name, text)
        return code or ""

    def _consigned(self) -> str:
        """The country of consignment, else that of the port of loading: a UN/LOCODE begins with it, or the cell is one."""
        country = self._country("consigned_from")
        port = self.cells.text("port")
        if country or not port:
            return country
        code = self._code_of(port) or (self._code_of(port[:2]) if _LOCODE.fullmatch(port) else None)
        if code is None:
            self.cells.note("port-unknown", "port", port)
        return code or ""

    def _code_of(self, text: str) -> str | None:
        if text not in self._countries:
            read = self.checks.country_code or two_letters
            if len(self._countries) >= MAX_CACHED:
                self._countries.clear()
            self._countries[text] = read(text)
        return self._countries[text]

    def _word(self, name: str, known: Sequence[str], words: str = "") -> str:
        text = self.cells.text(name)
        if not text:
            return ""
        codes = value_codes(words or name, text)
        if len(codes) == 1:
            return codes[0]
        self.cells.note("word-unknown", name, text, known=", ".join(known))
        return ""
