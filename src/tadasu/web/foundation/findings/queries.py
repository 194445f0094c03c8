"""What may be seen of findings: versions, those in force as the engine takes them, what may leave, what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tadasu.schema import CompanySubject, Entity, EntityId, Finding, GoodOfCompany, Identifier, ListId, Origin
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings._document import FORMAT, Content, Document, Told, read
from tadasu.web.foundation.findings.access import SEE, SEND, SIGNS
from tadasu.web.foundation.findings.models import (
    IN_FORCE,
    PROPOSED,
    SUPERSEDED,
    WITHDRAWN,
    FindingVersion,
    TheirHearing,
)

OWN_LIST = ListId("findings")
"""The list that findings of ours make; those of others are `findings:` and their origin."""

MOST_SENT = 10_000
"""Documents at once: whoever has more asks again from the last change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnList:
    """Findings in force as a list of one's own: parties to screen against, findings to trace with."""

    entities: tuple[Entity, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Documents in the order of their changes, and the last change that they show."""

    documents: tuple[Document, ...]
    change: int


def versions(actor: Actor, organisation: UUID) -> QuerySet[FindingVersion]:
    """Every version that the organisation has, of itself and of others. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return FindingVersion.objects.filter(organisation=organisation)


def version_of(actor: Actor, version: UUID) -> FindingVersion:
    """One version. Raises FindingVersion.DoesNotExist also for one that the actor may not see."""
    found = FindingVersion.objects.select_related("organisation", "concluded_by", "signed_by", "ended_by").get(
        id=version
    )
    if not may(actor, SEE.name, found):
        raise FindingVersion.DoesNotExist
    return found


def history_of(actor: Actor, version: FindingVersion) -> Sequence[FindingVersion]:
    """All versions of the same finding, the latest first."""
    allow(actor, SEE.name, version)
    rows = FindingVersion.objects.filter(
        organisation=version.organisation_id, origin=version.origin, finding=version.finding
    )
    return list(rows.select_related("concluded_by", "signed_by", "ended_by").order_by("-version"))


def waiting(actor: Actor) -> QuerySet[FindingVersion]:
    """Versions that wait for a signature which the actor may give, the oldest first."""
    theirs = [one for one, place in actor.places.items() if not place.roles.isdisjoint(SIGNS)]
    rows = FindingVersion.objects.filter(organisation__in=theirs, status=PROPOSED).exclude(concluded_by=actor.user)
    return rows.order_by("made_at", "id")


def told_of(version: FindingVersion) -> Told:
    """What a version says. One that waits or was declined is read as if it were in force: its content is the same."""
    return read(_document(version, status=version.status if version.status in _SENT else IN_FORCE))


def content_of(version: FindingVersion) -> Content:
    """What was concluded in it."""
    return told_of(version).content


def in_force(actor: Actor, organisation: UUID) -> QuerySet[FindingVersion]:
    """Of one's own and of others. Raises Refused."""
    return versions(actor, organisation).filter(status=IN_FORCE).order_by("origin", "finding")


def as_list(actor: Actor, organisation: UUID) -> OwnList:
    """The findings in force as the engine takes them. Raises Refused."""
    entities, findings = [], []
    for row in in_force(actor, organisation).iterator():
        content = content_of(row)
        findings.append(content.finding)
        match content.finding.subject:
            case CompanySubject(company=company) | GoodOfCompany(company=company):
                entities.append(_entity(row, content, company, number=len(findings)))
    return OwnList(entities=tuple(entities), findings=tuple(findings))


_SENT = (IN_FORCE, WITHDRAWN, SUPERSEDED)


def changes_since(actor: Actor, organisation: UUID, change: int) -> Sent:
    """What may leave: findings of ours that changed after a change, as they stand now, the withdrawn ones among them; 0 asks for
    all. What was taken from others is not passed on, and what waits for a signature does not leave. Raises Refused."""
    allow(actor, SEND.name, Organisation(id=organisation))
    rows = FindingVersion.objects.filter(organisation=organisation, origin="", status__in=_SENT, change__gt=change)
    found = list(rows.order_by("change")[:MOST_SENT])
    last = found[-1].change if found else change
    return Sent(documents=tuple(_document(one, status=one.status) for one in found), change=last)


def last_left(actor: Actor, organisation: UUID) -> Sequence[FindingVersion]:
    """Of each finding of ours that may have left, the newest version of those that may: what goes with a finding goes with that
    one. Raises Refused."""
    allow(actor, SEND.name, Organisation(id=organisation))
    rows = FindingVersion.objects.filter(organisation=organisation, origin="", status__in=_SENT)
    return list(rows.order_by("finding", "-version").distinct("finding"))


def hearing_of(actor: Actor, version: FindingVersion) -> TheirHearing | None:
    """What those from whom a finding was taken said last of whether the company was asked. Raises Refused."""
    allow(actor, SEE.name, version)
    rows = TheirHearing.objects.filter(organisation=version.organisation_id, finding=version.finding)
    return rows.filter(origin=version.origin).first()


def _document(version: FindingVersion, *, status: str) -> Document:
    ended = status != IN_FORCE
    return {
        **version.content,
        "format": FORMAT,
        "finding": str(version.finding),
        "version": version.version,
        "status": status,
        "ended_on": version.ended_on.isoformat() if ended and version.ended_on else "",
        "ended_code": version.ended_code if ended else "",
    }


def _entity(version: FindingVersion, content: Content, company: EntityId, *, number: int) -> Entity:
    """The company of a finding, to be screened against; its document has a name of it."""
    first, *others = content.named.names
    return Entity(
        id=company,
        schema="LegalEntity",
        name=first,
        origin=Origin(
            list_id=ListId(f"{OWN_LIST}:{version.origin}") if version.origin else OWN_LIST,
            row=number,
            list_date=content.concluded_on,
        ),
        aliases=tuple(dict.fromkeys(one for one in others if one != first)),
        countries=content.named.countries,
        identifiers=tuple(Identifier(scheme=one.scheme, value=one.value) for one in content.named.identifiers),
        listed_on=content.concluded_on,
        source_url=content.finding.source_url,
    )
