"""As what an organisation publishes."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.funding.publishing.access import SET_PUBLISHER
from tadasu.web.funding.publishing.models import HANDED, Publisher, Release
from tadasu.web.funding.publishing.words import words

_REFERENCE = re.compile(r"[A-Z][A-Z0-9]{1,7}(?:-[A-Za-z0-9.]{1,20}){1,3}")
"""As IATI has it: a list of organisations, and the number in it. None of the signs that it forbids."""

_LINK = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/[!-?A-\[\]-~]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherSaid:
    """As typed."""

    reference: str
    kind: str
    policy_url: str
    licence: str


def set_publisher(actor: Actor, *, organisation: UUID, said: PublisherSaid) -> Publisher:
    """Raises Refused, UsageError `publishing-reference`, `publishing-kind`, `publishing-address`, and
    `publishing-reference-stays` where identifiers with another reference may be public already."""
    allow(actor, SET_PUBLISHER.name, Organisation(id=organisation))
    if not _REFERENCE.fullmatch(said.reference):
        raise UsageError("publishing-reference")
    if said.kind not in words("organisations"):
        raise UsageError("publishing-kind")
    if not all(_LINK.fullmatch(one) and len(one) <= 300 for one in (said.policy_url, said.licence)):
        raise UsageError("publishing-address")
    with transaction.atomic():
        found = Publisher.objects.select_for_update().filter(organisation=organisation).first()
        if found is not None and found.reference != said.reference and _is_used(organisation):
            raise UsageError("publishing-reference-stays")
        made = found or Publisher(organisation_id=organisation)
        made.reference, made.kind, made.policy_url, made.licence = (
            said.reference,
            said.kind,
            said.policy_url,
            said.licence,
        )
        made.set_by_id, made.set_on = person(actor), timezone.localdate()
        made.save(force_insert=found is None)
        record(
            actor,
            act=SET_PUBLISHER.name,
            subject="publishing.publisher",
            subject_id=organisation,
            organisation=organisation,
            detail={"reference": said.reference},
        )
    return made


def _is_used(organisation: UUID) -> bool:
    return Release.objects.filter(organisation=organisation, state=HANDED).exists()
