"""One row of a file of stakes -> a stake, or notes on why not."""

from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from tadasu.readers._cells import CountryCode
from tadasu.readers._row_notes import RowCells
from tadasu.readers._row_values import member_of, period_of, yes_of
from tadasu.readers._value_words import folded, says_none
from tadasu.schema import WHOLE, Certainty, EntityId, ListId, Origin, Stake, StakeKind


@dataclass(slots=True, kw_only=True)
class StakeRows:
    """Makes stakes of rows; `parties` collects who they are about: id -> name, country (or empty)."""

    cells: RowCells
    country_code: CountryCode
    list_id: ListId
    digest: str
    parties: dict[EntityId, tuple[str, str]] = field(default_factory=dict)

    def read(self) -> Stake | None:
        """The stake of the current row, or None when something about it was noted."""
        cells = self.cells
        owner, company = self._party("owner"), self._party("company")
        kind = member_of(cells, "kind", StakeKind, other=StakeKind.SHARES)
        certainty = member_of(cells, "certainty", Certainty, other=Certainty.REPORTED)
        least, most = self._share("share"), self._share("most", ROUND_CEILING)
        if least is not None and most is not None and most < least:
            cells.note("share-reversed", "most", cells.text("most"))
        period, contested = period_of(cells), yes_of(cells, "contested")
        if cells.notes.bad or kind is None or certainty is None or period is None:
            return None
        return Stake(
            owner=owner,
            company=company,
            origin=Origin(list_id=self.list_id, row=cells.row.number, digest=self.digest),
            kind=kind,
            least=0 if least is None and most is not None else least,
            most=least if most is None else most,
            period=period,
            certainty=certainty,
            contested=contested,
        )

    def _party(self, name: str) -> EntityId:
        text, country = self.cells.text(name), self.cells.text(f"{name}-country")
        party = EntityId(self.cells.text(f"{name}-id") or text)
        if not party:
            self.cells.note("party-missing", name)
        code = self.country_code(country) if country else ""
        if code is None and says_none(country):
            self.cells.note("country-none", f"{name}-country", country, count=1)
        elif code is None:
            self.cells.note("word-unknown", f"{name}-country", country, known="ISO 3166-1")
        self.parties.setdefault(party, (text or party, code or ""))
        return party

    def _share(self, name: str, rounding: str = ROUND_FLOOR) -> int | None:
        """Parts of a million of a percentage; an upper bound is rounded up."""
        text = folded(self.cells.text(name)).removesuffix("%").strip()
        if not text:
            return None
        try:
            parts = Decimal(text.replace(",", ".")) * (WHOLE // 100)
        except InvalidOperation:
            parts = Decimal("NaN")
        if not parts.is_finite() or not 0 <= parts <= WHOLE:
            self.cells.note("share-out-of-range", name, self.cells.text(name))
            return None
        return int(parts.to_integral_value(rounding))
