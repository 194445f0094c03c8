"""What may be seen of results: codes, days as finely as they are kept, what was told, what awards said of indicators, what led to
what. Nothing here is an order of grantees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings.access import SEE as SEE_FINDINGS
from tadasu.web.foundation.findings.models import PROPOSED, FindingVersion
from tadasu.web.foundation.findings.queries import told_of
from tadasu.web.funding.awards.models import DRAFT, DROPPED, HIDDEN, Award
from tadasu.web.funding.need.access import SEE_MAP
from tadasu.web.funding.need.queries import Needs, map_of
from tadasu.web.funding.programmes.models import Fund, Line, fiscal_year
from tadasu.web.funding.results._writing import as_of
from tadasu.web.funding.results.access import SEE, SEE_PUBLIC, SETTLE
from tadasu.web.funding.results.models import (
    CURRENT,
    PASSED,
    REPLACED,
    SINGLED_OUT,
    WAITING,
    Indicator,
    Result,
    Telling,
    Told,
)
from tadasu.web.funding.results.models import Value as Said
from tadasu.web.funding.results.touching import Touched, touched
from tadasu.web.funding.results.words import adds_up

MOST_STEPS = 10
"""Results before one another that are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A result, what it followed (the earliest first), the finding that it names with what that touches as far as was told.
    `pseudonym` is its award's, empty for a programme as a whole."""

    result: Result
    before: Sequence[Result]
    finding: FindingVersion | None
    touched: Touched | None
    pseudonym: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What was said of an indicator in a fiscal year: `said` awards of `of` that ran. `total` is None where values of
    the unit do not add up."""

    year: int
    said: int
    of: int
    total: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An indicator with its sums by year."""

    indicator: Indicator
    sums: Sequence[Sum]


def results_of(actor: Actor, organisation: UUID) -> QuerySet[Result]:
    """Those that stand or were withdrawn, the latest first, each with the `fiscal` year it is of. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    early = Case(When(on__month__lte=3, then=Value(1)), default=Value(0), output_field=IntegerField())
    rows = Result.objects.filter(_known_to(actor), organisation=organisation).exclude(state=REPLACED)
    return rows.annotate(fiscal=ExtractYear("on") - early).order_by("-on", "id")


def fiscal_years(actor: Actor, organisation: UUID) -> Sequence[int]:
    """Those of which there are results, the latest first. Raises Refused."""
    days = results_of(actor, organisation).order_by().values_list("on", flat=True).distinct()
    return sorted({fiscal_year(one) for one in days}, reverse=True)


def result_of(actor: Actor, result: UUID) -> Result:
    """One. Raises Result.DoesNotExist also for one that the actor may not know of."""
    found = Result.objects.select_related("organisation", "written_by", "ended_by", "told").get(id=result)
    if not may(actor, SEE.name, about(found)):
        raise Result.DoesNotExist
    return found


def about(result: Result) -> object:
    """As access asks about it."""
    of = Award.objects.filter(id=result.award).first() if result.award is not None else None
    if result.award is not None and of is None:
        raise Result.DoesNotExist
    return as_of(result.organisation_id, of)


def versions_of(actor: Actor, result: Result) -> Sequence[Result]:
    """All versions of the same result, the latest first."""
    allow(actor, SEE.name, about(result))
    rows = Result.objects.filter(thing=result.thing).select_related("written_by", "ended_by")
    return list(rows.order_by("-version"))


def award_of(actor: Actor, award: UUID) -> Award:
    """Raises Award.DoesNotExist also for one that the actor may not know of."""
    found = Award.objects.select_related("organisation").get(id=award)
    if not may(actor, SEE.name, found):
        raise Award.DoesNotExist
    return found


def fund_of(actor: Actor, organisation: UUID, fund: UUID) -> Fund:
    """Raises Fund.DoesNotExist, Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Fund.objects.get(id=fund, organisation=organisation)


def funds_of(actor: Actor, organisation: UUID) -> Sequence[Fund]:
    """Programmes, by name. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return list(Fund.objects.filter(organisation=organisation).order_by("name", "id"))


def told_of_award(award: Award) -> QuerySet[Told]:
    """What its grantee told, the latest first."""
    return Told.objects.filter(award=award.id).order_by("-number")


def waiting(actor: Actor) -> Sequence[tuple[Told, Award]]:
    """What grantees told and nobody has settled, of awards that the actor reads, the oldest first."""
    rows = list(Told.objects.filter(state=WAITING, organisation__in=actor.organisations).order_by("day", "id"))
    awards = Award.objects.in_bulk([one.award for one in rows])
    found = [(one, awards[one.award]) for one in rows if one.award in awards]
    return [(one, of) for one, of in found if may(actor, SETTLE.name, of)]


def chains_of(actor: Actor, rows: Iterable[Result], organisation: UUID) -> Sequence[Chain]:
    """What led to what. Findings and what they touch only for whoever may see those. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    reading = _Reading(actor, organisation)
    return [reading.chain(one) for one in rows]


def measured(actor: Actor, fund: Fund) -> Sequence[Measured]:
    """The indicators of a programme with what awards said, that the actor may know of. Raises Refused."""
    allow(actor, SEE.name, fund)
    awards = list(_awards(actor, fund))
    found = []
    for one in Indicator.objects.filter(fund=fund.id).order_by("stated_on", "id"):
        said = Said.objects.filter(indicator=one, replaced=False, award__in=[each.id for each in awards])
        found.append(Measured(indicator=one, sums=_sums(one, awards, list(said))))
    return found


def indicators_for(award: Award) -> Sequence[Indicator]:
    """Those of its programme."""
    fund = Line.objects.filter(id=award.line).values("fund")
    return list(Indicator.objects.filter(fund__in=fund).order_by("stated_on", "id"))


def indicator_of(actor: Actor, indicator: UUID) -> Indicator:
    """Raises Indicator.DoesNotExist, Refused."""
    found = Indicator.objects.get(id=indicator)
    allow(actor, SEE.name, found)
    return found


def values_of(award: Award) -> Sequence[Said]:
    """What counts of what it said, by indicator and year."""
    rows = Said.objects.filter(award=award.id, replaced=False, value__isnull=False).select_related("indicator")
    return list(rows.order_by("indicator__stated_on", "indicator_id", "year"))


def tellings_of(actor: Actor, organisation: UUID) -> QuerySet[Telling]:
    """The latest first. Raises Refused."""
    allow(actor, SEE_PUBLIC.name, Organisation(id=organisation))
    rows = Telling.objects.filter(organisation=organisation).select_related("prepared_by")
    return rows.defer("made", "counted").order_by("-number")


def telling_of(actor: Actor, telling: UUID) -> Telling:
    """One. Raises Telling.DoesNotExist, Refused."""
    found = Telling.objects.select_related("prepared_by", "organisation").get(id=telling)
    allow(actor, SEE_PUBLIC.name, found)
    return found


def to_go_on(actor: Actor) -> QuerySet[Telling]:
    """What was prepared and not handed over, where the actor may."""
    places = [one for one in actor.organisations if may(actor, "results.prepare", Organisation(id=one))]
    rows = Telling.objects.filter(organisation__in=places, state__in=(PASSED, SINGLED_OUT))
    return rows.order_by("day", "number")


def pseudonyms(actor: Actor, organisation: UUID) -> Mapping[UUID, str]:
    """Of awards that the actor may know of."""
    return dict(_visible(actor).filter(organisation=organisation).values_list("id", "pseudonym"))


def _visible(actor: Actor) -> QuerySet[Award]:
    """Row-level security says the same; a forgotten one of both shows nothing."""
    return Award.objects.filter(Q(level__lt=HIDDEN) | Q(readers__contains=[actor.user]))


def _known_to(actor: Actor) -> Q:
    return Q(award=None) | Q(award__in=_visible(actor).values("id"))


def _awards(actor: Actor, fund: Fund) -> QuerySet[Award]:
    lines = Line.objects.filter(fund=fund).values("id")
    return _visible(actor).filter(line__in=lines).exclude(state__in=(DRAFT, DROPPED)).order_by("id")


def _sums(indicator: Indicator, awards: Sequence[Award], said: Sequence[Said]) -> Sequence[Sum]:
    years = sorted({one.year for one in said if one.value is not None})
    found = []
    for year in years:
        values = [one.value for one in said if one.year == year and one.value is not None]
        ran = [one for one in awards if fiscal_year(one.starts_on) <= year <= fiscal_year(one.ends_on)]
        total = sum(values, Decimal(0)) if adds_up(indicator.unit) else None
        found.append(Sum(year=year, said=len(values), of=len(ran), total=total))
    return found


class _Reading:
    """Results, findings and needs of an organisation, read once."""

    def __init__(self, actor: Actor, organisation: UUID) -> None:
        self._actor, self._place = actor, organisation
        self._names = pseudonyms(actor, organisation)

    @cached_property
    def _standing(self) -> Mapping[UUID, Result]:
        rows = Result.objects.filter(_known_to(self._actor), organisation=self._place, state=CURRENT)
        return {one.thing: one for one in rows}

    @cached_property
    def _findings(self) -> Mapping[UUID, FindingVersion]:
        """The latest version of each that anybody signed."""
        if not may(self._actor, SEE_FINDINGS.name, Organisation(id=self._place)):
            return {}
        wanted = {one.finding for one in self._standing.values() if one.finding is not None}
        rows = FindingVersion.objects.filter(organisation=self._place, finding__in=wanted).exclude(status=PROPOSED)
        return {one.finding: one for one in rows.order_by("version")}

    @cached_property
    def _needs(self) -> Needs:
        return map_of(self._actor, self._place)

    def chain(self, one: Result) -> Chain:
        before: list[Result] = []
        step = one
        while step.after is not None and len(before) < MOST_STEPS:
            earlier = self._standing.get(step.after)
            if earlier is None or earlier.thing in {one.thing, *(each.thing for each in before)}:
                break
            before.insert(0, earlier)
            step = earlier
        finding = self._findings.get(one.finding) if one.finding is not None else None
        sees = finding is not None and may(self._actor, SEE_MAP.name, Organisation(id=self._place))
        return Chain(
            result=one,
            before=before,
            finding=finding,
            touched=self._touched(finding) if finding is not None and sees else None,
            pseudonym=self._names.get(one.award, "") if one.award is not None else "",
        )

    def _touched(self, finding: FindingVersion) -> Touched:
        return touched(self._needs, str(finding.finding), told_of(finding).content.named.countries)
