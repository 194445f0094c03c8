"""Conclude: one person says what was found. It is in force when a second one has signed."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings._document import IN_FORCE, Content, Told, document_of, finding_id
from tadasu.web.foundation.findings._titles import title_of
from tadasu.web.foundation.findings._writing import content_of, next_change, reason_of, write_down
from tadasu.web.foundation.findings.access import CONCLUDE
from tadasu.web.foundation.findings.models import PROPOSED, FindingVersion


def conclude(
    actor: Actor, *, organisation: UUID, content: Content, reason: str, party: UUID | None = None
) -> FindingVersion:
    """A first version, which waits for a second person. `reason` says in words how it was come to, and stays here; the id and
    the organisation in `content` are set here. `party` is one of ours that it is about.

    Raises Refused, UsageError `findings-document`, `reason-missing`, `findings-reason-long`.
    """
    allow(actor, CONCLUDE.name, Organisation(id=organisation))
    with transaction.atomic():
        return _propose(actor, uuid4(), 1, organisation, content, reason, party)


def supersede(actor: Actor, *, version: UUID, content: Content, reason: str) -> FindingVersion:
    """A new version of a finding of ours that is in force; the old one stays in force until the new one is signed.

    Raises Refused, FindingVersion.DoesNotExist, UsageError as `conclude` and `findings-not-ours`, `findings-not-in-force`,
    `findings-waits-already`.
    """
    with transaction.atomic():
        old = FindingVersion.objects.select_for_update(of=("self",)).get(id=version)
        allow(actor, CONCLUDE.name, old)
        if old.origin:
            raise UsageError("findings-not-ours")
        if old.status != IN_FORCE:
            raise UsageError("findings-not-in-force", status=old.status)
        versions = FindingVersion.objects.filter(organisation=old.organisation_id, origin="", finding=old.finding)
        if versions.filter(status=PROPOSED).exists():
            raise UsageError("findings-waits-already")
        last = max(versions.values_list("version", flat=True))
        return _propose(actor, old.finding, last + 1, old.organisation_id, content, reason, old.party)


def _propose(
    actor: Actor, finding: UUID, version: int, organisation: UUID, content: Content, reason: str, party: UUID | None
) -> FindingVersion:
    said = reason_of(reason)
    ours = replace(
        content,
        organisation=Organisation.objects.get(id=organisation).name,
        finding=replace(content.finding, id=finding_id(finding, version)),
    )
    document = document_of(Told(finding=finding, version=version, status=IN_FORCE, content=ours))
    if ours.concluded_on > timezone.localdate():
        raise UsageError("findings-document", fault="/concluded_on later than today")
    try:
        with transaction.atomic():
            made = FindingVersion.objects.create(
                organisation_id=organisation,
                finding=finding,
                version=version,
                content=content_of(document),
                party=party,
                title=title_of(ours),
                issue=ours.finding.issue.value,
                standard=ours.standard,
                concluded_on=ours.concluded_on,
                review_on=ours.review_on,
                concluded_by_id=person(actor),
                concluded_why=said,
                status=PROPOSED,
                change=next_change(organisation),
            )
    except IntegrityError:
        raise UsageError("findings-waits-already") from None
    write_down(actor, CONCLUDE, made, reason=said)
    return made
