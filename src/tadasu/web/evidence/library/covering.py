"""Where we are blind: what an organisation knows of each country and sector, and on whom that hangs.

Counted in the database by country, sector and outlet or group, so that 100,000 incidents are a few thousand lines before anything
is weighed (`tadasu.weighing.coverage`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from uuid import UUID

import polars as pl
from django.db.models import Count, Max
from django.utils import timezone

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.incidents.access import SEE as SEE_INCIDENTS
from tadasu.web.evidence.incidents.queries import incidents_of, origins_named
from tadasu.web.evidence.library._bands import REPORTS, band
from tadasu.web.evidence.library.access import SEE_COVERAGE
from tadasu.web.evidence.library.models import AskedAbout
from tadasu.web.evidence.library.resting import items_of_basis
from tadasu.web.evidence.library.words import asked_at_first, sector_of, sectors_of_industries
from tadasu.web.evidence.press.access import SEE as SEE_ARTICLES
from tadasu.web.evidence.press.models import Article
from tadasu.web.evidence.press.queries import articles_of, outlets_of
from tadasu.web.evidence.verification.access import SEE as SEE_INQUIRIES
from tadasu.web.evidence.verification.models import Taken
from tadasu.web.evidence.verification.queries import inquiries_of
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange import queries as exchange
from tadasu.web.foundation.exchange.models import TheirCell
from tadasu.web.foundation.findings.access import SEE as SEE_FINDINGS
from tadasu.web.foundation.findings.models import FindingVersion
from tadasu.web.foundation.findings.queries import content_of, in_force
from tadasu.weighing import ROWS, coverage

OURSELVES = "tadasu:ourselves"
"""The key of what rests on items of our own: reports that reached us, documents that we hold."""

OF_PEER = "tadasu:peer:"
"""Before the name of an instance from which a finding was taken."""

LEAST_CONFIDENTIAL = 10
"""Confidential incidents of a cell from which on a package tells of them: as of reports, so that nobody sees one arrive."""

Cell = tuple[str, str]
"""A country (ISO 3166-1 alpha-2, lower case) and a sector."""

Row = tuple[str, str, str, list[str], date | None]
"""As `tadasu.weighing.ROWS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a cell. `state` is `reported` or `unknown`; of an unknown one nothing else is said but counts of nought.
    `sources` are independent ones, `alone` are pieces that rest on one source, `months` whole ones since the last independent
    confirmation, `falls_with` the sources without which the cell falls silent. `reports` is a band."""

    country: str
    sector: str
    state: str
    findings: int
    articles: int
    incidents: int
    reports: str
    sources: int | None
    alone: int | None
    months: int | None
    falls_with: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangs:
    """An outlet or group: what rests on it, what on it alone, the cells it is in and those that fall silent with it."""

    key: str
    name: str
    pieces: int
    alone: int
    cells: int
    falling: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """All of it. `nowhere` counts pieces that name no country: they are in no cell."""

    cells: Sequence[Known]
    sources: Sequence[Hangs]
    nowhere: int


def blind_spots(actor: Actor, organisation: UUID, *, only: Iterable[Cell] | None = None, leaves: bool = False) -> Blind:
    """What is known and what not, of what is asked about and of everything that came; or of the cells `only`. Where it `leaves`
    the house, fewer than `LEAST_CONFIDENTIAL` confidential incidents in a cell are told as none. Raises Refused."""
    allow(actor, SEE_COVERAGE.name, Organisation(id=organisation))
    today = timezone.localdate()
    gathered = _Gathered(actor, organisation, today, leaves=leaves)
    wanted = set(only) if only is not None else set(product(*asked_about(organisation)))
    frame = pl.DataFrame(gathered.rows, schema=ROWS, orient="row")
    told = coverage(frame, today=today, cells=wanted)
    falling: dict[Cell, list[str]] = {}
    for source, country, sector, _, _ in told.losses.iter_rows():
        falling.setdefault((country, sector), []).append(gathered.name_of(source))
    cells = [
        _known(one, gathered, falling)
        for one in told.cells.iter_rows(named=True)
        if only is None or (one["country"], one["sector"]) in wanted
    ]
    sources = [
        Hangs(
            key=one["source"],
            name=gathered.name_of(one["source"]),
            pieces=one["findings"],
            alone=one["on_it_alone"],
            cells=one["cells"],
            falling=one["falling"],
        )
        for one in told.sources.sort(["falling", "on_it_alone", "source"], descending=[True, True, False]).iter_rows(
            named=True
        )
    ]
    return Blind(cells=cells, sources=sources, nowhere=gathered.nowhere)


def asked_about(organisation: UUID) -> tuple[Sequence[str], Sequence[str]]:
    """Countries and sectors that the organisation asks about."""
    said = AskedAbout.objects.filter(organisation=organisation).first()
    return (said.countries, said.sectors) if said is not None else asked_at_first()


def their_cells(actor: Actor, organisation: UUID) -> Sequence[TheirCell]:
    """What peers said of theirs. Raises Refused."""
    allow(actor, SEE_COVERAGE.name, Organisation(id=organisation))
    return list(exchange.their_cells(organisation))


def rows_that_leave(actor: Actor, organisation: UUID) -> Sequence[Row]:
    """What is known, as far as it may be counted outside: without a few confidential incidents. Raises Refused."""
    allow(actor, SEE_COVERAGE.name, Organisation(id=organisation))
    return _Gathered(actor, organisation, timezone.localdate(), leaves=True).rows


def _known(one: Mapping[str, object], gathered: "_Gathered", falling: Mapping[Cell, list[str]]) -> Known:
    cell = (str(one["country"]), str(one["sector"]))
    return Known(
        country=cell[0],
        sector=cell[1],
        state=str(one["state"]),
        findings=gathered.counts["finding"][cell],
        articles=gathered.counts["article"][cell],
        incidents=gathered.counts["incident"][cell],
        reports=band(gathered.counts["report"][cell], REPORTS),
        sources=_number(one["sources"]),
        alone=_number(one["on_one"]),
        months=_number(one["months"]),
        falls_with=tuple(falling.get(cell, ())),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


class _Gathered:
    """Rows of all kinds, with how many pieces there are of each kind in a cell, as far as the actor may see them."""

    def __init__(self, actor: Actor, organisation: UUID, today: date, *, leaves: bool) -> None:
        self._actor, self._organisation, self._today = actor, organisation, today
        self._leaves = leaves
        self.rows: list[Row] = []
        self.nowhere = 0
        self.counts: dict[str, Counter[Cell]] = {one: Counter() for one in ("finding", "article", "incident", "report")}
        self._names: dict[str, str] = {}
        place = Organisation(id=organisation)
        if may(actor, SEE_ARTICLES.name, place):
            self._names = dict(outlets_of(actor, organisation))
            self._articles()
        if may(actor, SEE_FINDINGS.name, place):
            self._findings()
        if may(actor, SEE_INCIDENTS.name, place):
            self._incidents()
        if may(actor, SEE_INQUIRIES.name, place):
            self._reports()

    def name_of(self, key: str) -> str:
        """As it is printed; the key where it never was."""
        return self._names.get(key, key)

    def _add(self, kind: str, id: str, cell: Cell, origins: Iterable[str], day: date | None, many: int = 1) -> None:
        if not cell[0]:
            self.nowhere += many
            return
        self.counts[kind][cell] += many
        confirmed = day if day is not None and day <= self._today else None
        self.rows.append((f"{kind}:{id}", *cell, sorted({one for one in origins if one}), confirmed))

    def _articles(self) -> None:
        """One row an outlet and cell; what repeats another is a row of its own, of the outlet it goes back to, and confirms
        nothing. Only the last version at an address counts."""
        there = articles_of(self._actor, self._organisation)
        later = Article.objects.filter(organisation=self._organisation, earlier__isnull=False).values("earlier")
        there = there.exclude(id__in=later)
        firsts = there.filter(copied_from=None).values("country", "sector", "outlet_key").order_by()
        for one in firsts.annotate(many=Count("id"), last=Max("published_on")):
            cell = (one["country"], one["sector"] or "other")
            self._add("article", one["outlet_key"], cell, [one["outlet_key"]], one["last"], one["many"])
        for copy in there.exclude(copied_from=None):
            root = original_of(copy)
            self._add("article", str(copy.id), (copy.country, copy.sector or "other"), [root.outlet_key], None)

    def _findings(self) -> None:
        for one in in_force(self._actor, self._organisation):
            content = content_of(one)
            cell = cell_of(one)
            origins = [f"{OF_PEER}{one.origin}"] if one.origin else self._origins(one)
            self._add("finding", str(one.id), cell, origins, content.concluded_on)

    def _origins(self, finding: FindingVersion) -> Iterator[str]:
        """Outlets of the articles that a finding rests on, and ourselves for everything else."""
        items = items_of_basis(finding.content["basis"], finding.organisation_id)
        by_item = {
            one.item: one for one in Article.objects.filter(item__in=items, organisation=finding.organisation_id)
        }
        for item in items:
            yield original_of(by_item[item]).outlet_key if item in by_item else OURSELVES
        if not items:
            yield OURSELVES

    def _incidents(self) -> None:
        rows = incidents_of(self._actor, self._organisation).order_by()
        counted = rows.values("country", "sector", "good", "origin_key", "public")
        found = [
            ((one["country"], sectors_of_industries().get(one["sector"], one["sector"]) or sector_of(one["good"])), one)
            for one in counted.annotate(many=Count("id"), last=Max("month"))
        ]
        keys = {one["origin_key"] for _, one in found}
        self._names = {**origins_named(self._actor, self._organisation, keys), **self._names}
        confidential: Counter[Cell] = Counter()
        for cell, one in found:
            confidential[cell] += 0 if one["public"] else one["many"]
        for cell, one in found:
            if self._leaves and not one["public"] and confidential[cell] < LEAST_CONFIDENTIAL:
                continue
            id = f"{one['origin_key']}:{one['sector']}:{one['good']}"
            self._add("incident", id, cell, [one["origin_key"]], one["last"], one["many"])

    def _reports(self) -> None:
        """Reports that reached us and were taken into an inquiry, by what the inquiry is about: only how many."""
        inquiries = {one.id: one.about for one in inquiries_of(self._actor, self._organisation)}
        taken = Taken.objects.filter(organisation=self._organisation, inquiry__in=inquiries)
        reports = set(
            Item.objects.filter(
                organisation=self._organisation, kind="testimony", origin_of__isnull=False, public=False, ended=""
            ).values_list("id", flat=True)
        )
        told = {(one.item, one.inquiry_id) for one in taken if one.item in reports}
        for cell in {(item, _cell(inquiries[inquiry])) for item, inquiry in told}:
            self.counts["report"][cell[1]] += 1


def cell_of(finding: FindingVersion) -> Cell:
    """Country and sector of a finding."""
    subject = finding.content["subject"]
    country = subject["country"] or subject["place"][:2] or next(iter(subject["countries"]), "")
    return country, sector_of(subject["good"])


def original_of(article: Article) -> Article:
    """What an article repeats in the end."""
    passed = {article.id}
    while article.copied_from is not None and article.copied_from not in passed:
        above = Article.objects.filter(id=article.copied_from, organisation=article.organisation_id).first()
        if above is None:
            break
        article = above
        passed.add(above.id)
    return article


def _cell(about: Mapping[str, str]) -> Cell:
    return about.get("country") or about.get("place", "")[:2], sector_of(about.get("good", ""))
