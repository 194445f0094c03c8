"""Inquiries and findings of an organisation, as a petition is filled from them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import QuerySet

from tadasu.places import all_places
from tadasu.schema import CompanySubject, GoodOfCompany, GoodOfCountry, GoodOfPlace, PlaceSubject, UsageError
from tadasu.web.evidence.petition._prefill import Found, elements_of
from tadasu.web.evidence.verification import queries as verification
from tadasu.web.evidence.verification.models import Conclusion, Inquiry
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.findings import queries as findings
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion


def inquiries_offered(actor: Actor, organisation: UUID) -> QuerySet[Inquiry]:
    """Inquiries from which a petition can be filled, the latest first. Raises Refused."""
    return verification.inquiries_of(actor, organisation).filter(ended_on=None).order_by("-opened_on", "id")


def findings_offered(actor: Actor, organisation: UUID) -> QuerySet[FindingVersion]:
    """Findings of one's own in force, the latest first. Raises Refused."""
    rows = findings.versions(actor, organisation).filter(status=IN_FORCE, origin="")
    return rows.order_by("-concluded_on", "id")


def found_of(
    actor: Actor, organisation: UUID, *, inquiries: Collection[UUID], findings: Collection[UUID]
) -> Sequence[Found]:
    """What they say. Raises Refused, UsageError `petition-no-such-finding` for one that is not theirs."""
    asked = list(inquiries_offered(actor, organisation).filter(id__in=inquiries)) if inquiries else []
    versions = list(findings_offered(actor, organisation).filter(id__in=findings)) if findings else []
    if len(asked) != len(set(inquiries)) or len(versions) != len(set(findings)):
        raise UsageError("petition-no-such-finding")
    return [*map(_of_inquiry, asked), *map(_of_version, versions)]


def _of_inquiry(one: Inquiry) -> Found:
    """By its last signed conclusion; of what nobody signed only what is claimed."""
    about = one.about
    signed = Conclusion.objects.filter(inquiry=one, signed_by__isnull=False).order_by("-number").first()
    result = verification.content_of(signed)["result"] if signed else None
    return Found(
        issue=one.issue,
        names=tuple(about.get("names", ())),
        country=about.get("country", ""),
        place=about.get("place", ""),
        good=about.get("good", ""),
        start=one.start,
        end=one.end,
        standard=signed.standard if signed else "",
        elements=elements_of(result) if result else None,
        origins=result["origins"] if result else 0,
    )


def _of_version(version: FindingVersion) -> Found:
    content = findings.content_of(version)
    country = place = good = ""
    match content.finding.subject:
        case CompanySubject():
            country = next(iter(content.named.countries), "")
        case GoodOfCompany(good=good):
            country = next(iter(content.named.countries), "")
        case PlaceSubject(place=place) | GoodOfPlace(place=place):
            good = getattr(content.finding.subject, "good", "")
        case GoodOfCountry(good=good, country=country):
            pass
    return Found(
        issue=content.finding.issue.value,
        names=content.named.names,
        country=country if country in all_places() else "",
        place=place if place in all_places() else "",
        good=good,
        start=content.finding.period.start,
        end=content.finding.period.end,
        standard=content.standard,
        elements={f"indicator:{one}": content.standard for one in content.indicators},
    )
