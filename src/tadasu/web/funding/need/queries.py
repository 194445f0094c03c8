"""What may be seen of needs: the world as it was told, what each country and source would take along, files, plans."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet, Sum

from tadasu.funds import (
    AtRisk,
    CountryNeed,
    Dark,
    RankingLine,
    SourceNeed,
    at_risk,
    country_needs,
    goes_dark,
    ranked,
    source_needs,
)
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange import queries as exchange
from tadasu.web.funding.need._world import Joined, joined_of
from tadasu.web.funding.need.access import SEE, SEE_MAP
from tadasu.web.funding.need.models import Fact, Given, LoadedFile, Plan, Question, Score, TheirRest

MONTHS = 6
"""Within how many months money has to end for a source to count as closing, unless somebody asks otherwise."""

MOST_TOGETHER = 2
"""Of the sets of sources that take a cell along together those up to this size are listed for each source."""


class Needs:
    """The world of an organisation, and what follows from it when the money of sources ends within `months`."""

    def __init__(self, joined: Joined, months: int) -> None:
        self.joined, self.months = joined, months
        self.risk: AtRisk = at_risk(joined.world, months=months)

    @cached_property
    def countries(self) -> Sequence[CountryNeed]:
        """By rank, the most needed first."""
        found = country_needs(
            self.joined.world, closing=self.risk.surely, perhaps=self.risk.perhaps | self.risk.unknown
        )
        place = {line.id: n for n, line in enumerate(ranked(found))}
        return sorted(found, key=lambda one: place[one.id])

    @cached_property
    def lines(self) -> Mapping[str, RankingLine]:
        """Country -> where it stands and why."""
        return {one.id: one for one in ranked(self.countries)}

    @cached_property
    def sources(self) -> Sequence[SourceNeed]:
        """Those that have a key, by rank."""
        found = [one for one in source_needs(self.joined.world, most=MOST_TOGETHER) if one.id in self.joined.told_by]
        place = {line.id: n for n, line in enumerate(ranked(found))}
        return sorted(found, key=lambda one: place[one.id])

    @cached_property
    def source_lines(self) -> Mapping[str, RankingLine]:
        """Source -> where it stands and why."""
        return {one.id: one for one in ranked(self.sources)}

    def dark(self, sources: frozenset[str]) -> Dark:
        """What these take with them."""
        return goes_dark(self.joined.world, sources)


def joined(organisation: UUID) -> Joined:
    """Asks nobody's right."""
    return joined_of(
        exchange.their_cells(organisation),
        list(TheirRest.objects.filter(organisation=organisation)),
        Fact.objects.filter(organisation=organisation, replaced=False),
        Score.objects.filter(organisation=organisation),
    )


def map_of(actor: Actor, organisation: UUID, *, months: int = MONTHS) -> Needs:
    """For the map and the page of a country. Raises Refused."""
    allow(actor, SEE_MAP.name, Organisation(id=organisation))
    return Needs(joined(organisation), months)


def needs_of(actor: Actor, organisation: UUID, *, months: int = MONTHS) -> Needs:
    """With sources. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Needs(joined(organisation), months)


def facts_of(actor: Actor, organisation: UUID) -> Mapping[str, Fact]:
    """Source -> what counts of it. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    rows = Fact.objects.filter(organisation=organisation, replaced=False).select_related("noted_by")
    return {one.source: one for one in rows}


def facts_before(actor: Actor, organisation: UUID, source: str) -> QuerySet[Fact]:
    """All that was noted of a source, the latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    rows = Fact.objects.filter(organisation=organisation, source=source).select_related("noted_by")
    return rows.order_by("replaced", "-noted_on", "id")


def files_of(actor: Actor, organisation: UUID) -> QuerySet[LoadedFile]:
    """Raises Refused."""
    allow(actor, SEE_MAP.name, Organisation(id=organisation))
    return (
        LoadedFile.objects.filter(organisation=organisation).select_related("loaded_by").order_by("kind", "year", "id")
    )


def given_of(actor: Actor, organisation: UUID) -> QuerySet[Given]:
    """Raises Refused."""
    allow(actor, SEE_MAP.name, Organisation(id=organisation))
    return Given.objects.filter(organisation=organisation).select_related("file").order_by("-year", "country", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a file says was committed to a country for a purpose in a year, by one donor ("" for all together)."""

    kind: str
    donor: str
    purpose: str
    year: int
    flow: str
    currency: str
    amount: Decimal
    source: str
    sure: str


def past_of(actor: Actor, organisation: UUID, country: str) -> Sequence[Past]:
    """Of a country, file by file: two files may tell of the same money, so nothing is added over files, and money that a donor
    gives on to another who reports there is told at the donor alone. Raises Refused."""
    rows = given_of(actor, organisation).filter(country=country, onward=False)
    sums = rows.values("file", "donor", "purpose", "year", "flow", "currency").annotate(sum=Sum("amount"))
    files = {one.id: one for one in files_of(actor, organisation)}
    return [
        Past(
            kind=files[one["file"]].kind,
            donor=one["donor"],
            purpose=one["purpose"],
            year=one["year"],
            flow=one["flow"],
            currency=one["currency"],
            amount=one["sum"],
            source=files[one["file"]].source,
            sure=files[one["file"]].sure,
        )
        for one in sums.order_by("-year", "donor", "purpose", "flow")
    ]


def scores_of(actor: Actor, organisation: UUID, country: str) -> Sequence[Score]:
    """Of a country, the latest first. Raises Refused."""
    allow(actor, SEE_MAP.name, Organisation(id=organisation))
    rows = Score.objects.filter(organisation=organisation, country=country).select_related("file")
    return list(rows.order_by("-year"))


def plans_of(actor: Actor, organisation: UUID) -> QuerySet[Plan]:
    """The latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Plan.objects.filter(organisation=organisation).select_related("made_by").order_by("-made_at", "id")


def plan_of(actor: Actor, plan: UUID) -> Plan:
    """Raises Plan.DoesNotExist, Refused."""
    found = Plan.objects.select_related("made_by", "organisation").get(id=plan)
    allow(actor, SEE.name, found)
    return found


def questions_of(plan: Plan) -> Mapping[str, Sequence[Question]]:
    """Kind -> questions, the latest first."""
    found: dict[str, list[Question]] = defaultdict(list)
    for one in Question.objects.filter(plan=plan).select_related("asked_by").order_by("-asked_at"):
        found[one.kind].append(one)
    return found
