"""What a release needs beside the awards: what was published so far, identifiers, names that may be told, budgets, decisions. By
the system on behalf of the organisation, so that no publisher has to be let into the books."""

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils import timezone

from tadasu.funds import IatiOrg, activity_identifier, fiscal_year, texts
from tadasu.release import ExclusionPolicy, Record, Release
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication.models import PUBLISHED, Proposal, Publication
from tadasu.web.funding.awards.models import DRAFT, DROPPED, HIDDEN, Award
from tadasu.web.funding.programmes.models import Budget, Line
from tadasu.web.funding.programmes.policy import bound
from tadasu.web.funding.publishing._document import Named, Planned, Publishes
from tadasu.web.funding.publishing._grants import Booked
from tadasu.web.funding.publishing._kept import grants_from, release_from
from tadasu.web.funding.publishing._making import Before
from tadasu.web.funding.publishing._texts import rules
from tadasu.web.funding.publishing.books import YEN, programme_of
from tadasu.web.funding.publishing.models import HANDED, Identifier, Publisher
from tadasu.web.funding.publishing.models import Release as Asked
from tadasu.web.funding.review.models import REFUSED
from tadasu.web.funding.review.models import Signature as Vote
from tadasu.web.funding.review.queries import decisions_of

KIND = "grant-release"
"""Of publication (`tadasu.release`)."""

REGIME = "jp-model-funding"
PERSON = "individual"
RANDOM = 10
"""Bytes of a random number that an identifier in IATI takes."""

_AWARD, _CELL = "award:", "cell:"


def published(organisation: UUID) -> Sequence[Asked]:
    """Releases that were published, in the order in which they were; withdrawn ones too."""
    return list(_out(organisation))


def seen_of(organisation: UUID) -> int:
    """How much was published, as the database counts it."""
    return Proposal.objects.filter(organisation=organisation, kind=KIND, state=PUBLISHED).count()


def standing_number(organisation: UUID) -> int | None:
    """The number under which releases are public, None where there is none or it was withdrawn."""
    numbers = Proposal.objects.filter(organisation=organisation, kind=KIND, state=PUBLISHED).values_list("number")
    last = (
        Publication.objects.filter(number__in=numbers, content__isnull=False, kind=KIND)
        .order_by("-number", "-version")
        .first()
    )
    return last.number if last is not None else None


def before_of(organisation: UUID, awards: Sequence[Booked]) -> Before:
    """All that was published so far, as the attack takes it."""
    found = published(organisation)
    releases = tuple(release_from(one.made or {}) for one in found)
    counted = grants_from(found[-1].counted or ()) if found else ()
    by_award = {one.id: one.grantee for one in awards}
    things = dict(
        Identifier.objects.filter(organisation=organisation, value__in=_named(releases)).values_list("value", "thing")
    )
    named = {by_award[award] for thing in things.values() if (award := thing.removeprefix(_AWARD)) in by_award}
    retired = frozenset(year for one in found for year in one.retired)
    return Before(releases=releases, counted=counted, named=frozenset(named), retired=retired)


def told_years(organisation: UUID) -> frozenset[str]:
    """Years of which figures were ever told."""
    return frozenset(year for years in _out(organisation).values_list("made__years", flat=True) for year in years)


def standing_years(organisation: UUID) -> Sequence[str]:
    """Those of them that are not retired."""
    retired = _out(organisation).values_list("retired", flat=True)
    return sorted(told_years(organisation).difference(*retired))


def public_before(organisation: UUID, releases: Iterable[Release]) -> frozenset[str]:
    """Awards that an earlier release told as public ones."""
    ids = {one.id for release in releases for one in release.records if one.public}
    rows = Identifier.objects.filter(organisation=organisation, value__in=ids).values_list("thing", flat=True)
    return frozenset(one.removeprefix(_AWARD) for one in rows)


def identifiers(organisation: UUID, things: Collection[str]) -> Mapping[str, str]:
    """Thing -> its random number, made where it has none. Numbers are drawn in an order that says nothing."""
    known = dict(Identifier.objects.filter(organisation=organisation).values_list("thing", "value"))
    new = [one for one in things if one not in known]
    secrets.SystemRandom().shuffle(new)
    rows = [Identifier(organisation_id=organisation, thing=one, value=secrets.token_hex(16)) for one in new]
    Identifier.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(Identifier.objects.filter(organisation=organisation).values_list("thing", "value"))


def award_thing(award: str) -> str:
    """What an award's number is kept under."""
    return f"{_AWARD}{award}"


def cell_thing(programme: str, region: str) -> str:
    """What the number of a programme in a region is kept under."""
    return f"{_CELL}{programme}:{region}"


def publishes(publisher: Publisher, place: Organisation) -> Publishes:
    """Who publishes, by its own names."""
    names = texts({"en": place.name, **({"ja": place.name_ja} if place.name_ja else {})})
    org = IatiOrg(name=names, ref=publisher.reference, kind=publisher.kind)
    return Publishes(org=org, policy_url=publisher.policy_url, licence=publisher.licence)


def names_of(records: Iterable[Record], by_value: Mapping[str, str]) -> Mapping[str, Named]:
    """Record -> its grantee, of public records that name one. `by_value`: record -> award. A person is never named."""
    wanted = {by_value[one.id]: one.id for one in records if one.grantee_named and one.id in by_value}
    rows = Award.objects.filter(id__in=wanted, grantee__level=0, level=0).exclude(grantee__public_name="")
    return {
        wanted[str(one.id)]: Named(name=one.grantee.public_name, person=one.grantee.applicant_type == PERSON)
        for one in rows.select_related("grantee")
    }


def intermediary_names(organisation: UUID) -> Mapping[str, str]:
    """Pseudonym -> name, of intermediaries that are public by their own consent."""
    rows = _passing(organisation).filter(level=0, grantee__level=0, consented__contains=["name"])
    return {
        one.grantee.pseudonym: one.grantee.public_name
        for one in rows.select_related("grantee")
        if one.grantee.public_name
    }


def intermediaries(organisation: UUID) -> Sequence[str]:
    """Pseudonyms of those who pass on."""
    return sorted(set(_passing(organisation).values_list("grantee__pseudonym", flat=True)))


def programmes_by_code(organisation: UUID) -> Mapping[str, str]:
    """Code of a budget line -> programme, where it is one."""
    found: dict[str, set[str]] = {}
    for one in Line.objects.filter(organisation=organisation):
        found.setdefault(one.code, set()).add(programme_of(one.purpose, oda=one.oda))
    return {code: programmes.pop() for code, programmes in found.items() if len(programmes) == 1}


def own_activities(organisation: UUID) -> Mapping[str, str]:
    """Identifier of an activity of ours in IATI -> programme: by it a file of others says whose money it passes on."""
    reference = Publisher.objects.filter(organisation=organisation).values_list("reference", flat=True).first()
    rows = Identifier.objects.filter(organisation=organisation, thing__startswith=_CELL)
    return {
        activity_identifier(reference, bytes.fromhex(value[: 2 * RANDOM])): thing.split(":")[1]
        for thing, value in rows.values_list("thing", "value")
        if reference
    }


def panel_of(
    actor: Actor,
    organisation: UUID,
    years: Sequence[str],
    policy: ExclusionPolicy,
    before: Sequence[tuple[str, int | None, int | None]],
) -> Sequence[tuple[str, int | None, int | None]]:
    """Of each year: applications refused, decisions with a view of the minority; rounded, None below the smallest group. A year
    that was told is told again as it was. Nothing of what is withheld is counted; what was awarded follows from the figures
    alone, since two counts of it could be taken off one another."""
    told = {year: (year, refused, minority) for year, refused, minority in before}
    known = [one for one in decisions_of(actor, organisation).filter(level__lt=HIDDEN) if one.decided_on is not None]
    split = set(Vote.objects.filter(decision__in=known, minority__isnull=False).values_list("decision", flat=True))
    refused = Counter(policy.year_of(one.decided_on) for one in known if one.outcome == REFUSED and one.decided_on)
    views = Counter(policy.year_of(one.decided_on) for one in known if one.id in split and one.decided_on)
    return [told.get(year) or (year, _rounded(refused[year], policy), _rounded(views[year], policy)) for year in years]


def planned_of(organisation: UUID, after: date) -> Sequence[Planned]:
    """Budgets of funds in yen, of fiscal years that begin after a day: of years before, a budget would bound what is hidden."""
    rows = (
        Budget.objects.filter(organisation=organisation, line__fund__currency=YEN)
        .values_list("year")
        .annotate(total=Sum("amount"))
        .order_by("year")
    )
    found = ((fiscal_year("jp", year), int(total)) for year, total in rows)
    return [
        Planned(start=year.start, end=year.end, amount=total) for year, total in found if year.start > after and total
    ]


def articles(day: date) -> Mapping[str, str]:
    """Parameter of the model policy -> the article in which it is written."""
    wanted = {said["article"] for said in rules().values() if said["article"]}
    found = {name: bound(REGIME, name, day) for name in wanted}
    return {name: one.article for name, one in found.items() if one is not None and one.article}


def last_closed(policy: ExclusionPolicy) -> int:
    """The last year that may be told today."""
    year = timezone.localdate().year
    while policy.free_on(str(year)) > timezone.localdate():
        year -= 1
    return year


def last_day(policy: ExclusionPolicy, year: str) -> date:
    """The last day of a year of the policy."""
    return date(int(year) + 1, policy.year_starts, 1) - timedelta(days=1)


def _out(organisation: UUID) -> QuerySet[Asked]:
    out = Proposal.objects.filter(organisation=organisation, kind=KIND, state=PUBLISHED).values_list("id", flat=True)
    return Asked.objects.filter(organisation=organisation, state=HANDED, proposal__in=out).order_by("seen")


def _passing(organisation: UUID) -> QuerySet[Award]:
    return Award.objects.filter(organisation=organisation, passes_on=True, level__lt=HIDDEN).exclude(
        state__in=(DRAFT, DROPPED)
    )


def _named(releases: Iterable[Release]) -> set[str]:
    return {one.id for release in releases for one in release.records if one.public and one.grantee_named}


def _rounded(value: int, policy: ExclusionPolicy) -> int | None:
    if value == 0:
        return 0
    base = policy.rounding_count
    return None if value < policy.few_grantees else (value + base // 2) // base * base
