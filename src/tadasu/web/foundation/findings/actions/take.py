"""Take a finding that another instance sends: exchange has checked who sends it, here is checked what it says."""

from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.findings._document import IN_FORCE, WITHDRAWN, Told, document_of, read
from tadasu.web.foundation.findings._titles import title_of
from tadasu.web.foundation.findings._writing import content_of, next_change, write_down
from tadasu.web.foundation.findings.access import TAKE
from tadasu.web.foundation.findings.models import SUPERSEDED, FindingVersion
from tadasu.web.ui.signs import plain_text, unseen_sign

LONGEST_ORIGIN = 200


class Taken(StrEnum):
    """What became of a document."""

    NEW = "new"
    NEWER = "newer"
    ENDED = "ended"
    UNCHANGED = "unchanged"
    """We have this already, or something later: a replay."""


def take_from(actor: Actor, *, organisation: UUID, document: object, origin: str) -> Taken:
    """Keep what another instance concluded; only a later version, or the end of the one we have, changes anything.

    `origin` is what the sender is known as here. The same version with other words is refused: a version is never edited.
    Raises Refused, UsageError `findings-document`, `findings-origin`, `findings-edited`.
    """
    allow(actor, TAKE.name, Organisation(id=organisation))
    refuse_origin(origin)
    told = read(document)
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation)
        rows = FindingVersion.objects.filter(organisation=organisation, origin=origin, finding=told.finding)
        newest = rows.order_by("-version").first()
        content = content_of(document_of(told))
        same = rows.filter(version=told.version).first()
        if same is not None and same.content != content:
            raise UsageError("findings-edited", version=str(told.version))
        if newest is not None and told.version < newest.version:
            return Taken.UNCHANGED
        if newest is not None and told.version == newest.version:
            return _ended(actor, newest, told)
        if newest is not None and newest.status == IN_FORCE:
            _end(newest, SUPERSEDED, "superseded", told)
            write_down(actor, TAKE, newest)
        made = FindingVersion.objects.create(
            organisation_id=organisation,
            finding=told.finding,
            version=told.version,
            origin=origin,
            content=content,
            title=title_of(told.content),
            issue=told.content.finding.issue.value,
            standard=told.content.standard,
            concluded_on=told.content.concluded_on,
            review_on=told.content.review_on,
            status=told.status,
            ended_at=None if told.status == IN_FORCE else timezone.now(),
            ended_on=told.ended_on,
            ended_code=told.ended_code,
            change=next_change(organisation),
        )
        write_down(actor, TAKE, made)
        return Taken.NEW if newest is None else Taken.NEWER


def refuse_origin(origin: str) -> None:
    """Raises UsageError `findings-origin` for what nobody can be known as."""
    if not 1 <= len(origin) <= LONGEST_ORIGIN or plain_text(origin) != origin or unseen_sign(origin):
        raise UsageError("findings-origin")


def _ended(actor: Actor, held: FindingVersion, told: Told) -> Taken:
    """The version that we have, told again. What has ended never comes back into force by itself."""
    if held.status != IN_FORCE or told.status == IN_FORCE:
        return Taken.UNCHANGED
    _end(held, told.status, told.ended_code, told)
    write_down(actor, TAKE, held, detail={"code": told.ended_code} if told.status == WITHDRAWN else None)
    return Taken.ENDED


def _end(version: FindingVersion, status: str, code: str, told: Told) -> None:
    version.status, version.ended_code, version.ended_at = status, code, timezone.now()
    version.ended_on = told.ended_on or timezone.localdate()
    version.change = next_change(version.organisation_id)
    version.save(update_fields=["status", "ended_code", "ended_at", "ended_on", "change"])
