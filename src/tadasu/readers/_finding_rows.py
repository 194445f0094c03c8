"""One row of a file of findings -> a finding, or notes on why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tadasu.readers._cells import two_letters
from tadasu.readers._good_cells import Checks, GoodCells
from tadasu.readers._row_notes import RowCells
from tadasu.readers._row_values import member_of, period_of, yes_of
from tadasu.readers._value_words import folded, says_none
from tadasu.schema import (
    CERTAIN,
    LEAST_STRENGTH,
    CompanySubject,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Issue,
    PlaceSubject,
    Subject,
)

STRENGTHS: Mapping[str, int] = MappingProxyType(
    {"verified": 0, "substantiated": -105, "reported": -693, "inferred": -1386}
)
"""Word -> thousandths of a nat: certain, nine in ten, one in two, one in four. Our convention, no measured frequency."""

SUBJECTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "company": ("company",),
        "good-of-company": ("company", "good"),
        "good-of-country": ("country", "good"),
        "good-of-place": ("good", "place"),
        "place": ("place",),
    }
)
"""Kind of subject -> the fields it needs. The country of a place and the name of a company may stand beside."""

PlaceExists = Callable[[str], bool]


@dataclass(slots=True, kw_only=True)
class FindingRows:
    """Makes findings of rows."""

    cells: RowCells
    checks: Checks
    goods: GoodCells
    place_exists: PlaceExists
    companies: dict[EntityId, tuple[str, str]] = field(default_factory=dict)
    """Companies that findings name: id -> name, country (or empty)."""
    _ids: dict[str, int] = field(default_factory=dict)

    def read(self) -> Finding | None:
        """The finding of the current row, or None when something about it was noted."""
        cells = self.cells
        finding_id = self._id()
        subject = self._subject()
        issue, kind = member_of(cells, "issue", Issue), member_of(cells, "kind", FindingKind)
        strength, period, presumption = self._strength(), period_of(cells), yes_of(cells, "presumption")
        basis = cells.text("basis")
        if not basis:
            cells.note("basis-missing", "basis")
        if cells.notes.bad or subject is None or issue is None or kind is None or period is None:
            return None
        return Finding(
            id=FindingId(finding_id),
            subject=subject,
            issue=issue,
            kind=kind,
            basis=basis,
            strength=strength,
            period=period,
            presumption=presumption,
            source_url=cells.text("source-url"),
        )

    def _id(self) -> str:
        finding_id = self.cells.text("id")
        if not finding_id:
            self.cells.note("empty-id", "id")
        first = self._ids.setdefault(finding_id, self.cells.row.number)
        if finding_id and first != self.cells.row.number:
            self.cells.note("duplicate-id", "id", finding_id, first_row=first)
        return finding_id

    def _subject(self) -> Subject | None:
        cells = self.cells
        kind = folded(cells.text("subject")).replace(" ", "-").replace("_", "-")
        if kind not in SUBJECTS:
            cells.note("word-unknown", "subject", cells.text("subject"), known=", ".join(SUBJECTS))
            return None
        needs = SUBJECTS[kind]
        given = {
            "company": cells.text("company-id") or cells.text("company"),
            "place": cells.text("place"),
            "good": cells.text("good"),
            "country": cells.text("country"),
        }
        for name, text in given.items():
            if name in needs and not text:
                cells.note("subject-incomplete", name, subject=kind)
            elif name not in needs and text and name != "country":
                cells.note("subject-surplus", name, text, subject=kind)
        if any(not given[name] for name in needs):
            return None
        good = self._good(given["good"]) if "good" in needs else ""
        if "company" in needs:
            country = self._country(given["country"], needed=False) if given["country"] else ""
            name = cells.text("company") or given["company"]
            self.companies.setdefault(EntityId(given["company"]), (name, country))
        if kind == "company":
            return CompanySubject(company=EntityId(given["company"]))
        if kind == "good-of-company":
            return GoodOfCompany(good=good, company=EntityId(given["company"]))
        if kind == "good-of-country":
            return GoodOfCountry(good=good, country=self._country(given["country"]))
        place = given["place"]
        if not self.place_exists(place):
            cells.note("place-unknown", "place", place)
        return PlaceSubject(place=place) if kind == "place" else GoodOfPlace(good=good, place=place)

    def _good(self, text: str) -> str:
        good = self.goods.read(text)
        if good.fault == "good-lost-zero":
            self.cells.note(good.fault, "good", text, suggestion=good.suggestion)
        elif good.fault:
            self.cells.note(good.fault, "good", text)
        return good.code

    def _country(self, text: str, *, needed: bool = True) -> str:
        code = (self.checks.country_code or two_letters)(text)
        if code is None and says_none(text) and not needed:
            self.cells.note("country-none", "country", text, count=1)
        elif code is None:
            self.cells.note("word-unknown", "country", text, known="ISO 3166-1")
        return code or ""

    def _strength(self) -> int:
        text = folded(self.cells.text("strength"))
        if text in STRENGTHS or not text:
            return STRENGTHS.get(text, CERTAIN)
        plain = text.replace("−", "-")
        if plain.lstrip("+-").isdecimal() and len(plain) < 10 and LEAST_STRENGTH <= int(plain) <= CERTAIN:
            return int(plain)
        self.cells.note("strength-out-of-range", "strength", text, least=LEAST_STRENGTH, most=CERTAIN)
        return CERTAIN
