"""Take what another instance says of the company that a finding of theirs names: whether it was asked, and its own words."""

from uuid import UUID

from django.db import transaction

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.findings.access import TAKE
from tadasu.web.foundation.findings.actions.take import Taken, refuse_origin
from tadasu.web.foundation.findings.hearings import Heard, read
from tadasu.web.foundation.findings.models import TheirHearing

SUBJECT = "findings.hearing"
"""What the record calls it."""


CHANGES = ("version", "state", "serial", "texts", "months")
"""Columns that a later word changes."""


def take_hearing(actor: Actor, *, organisation: UUID, document: object, origin: str, serial: int) -> Taken:
    """Keep it as theirs, whether the finding is here or not yet: it is shown where the finding is. What came in an earlier
    package than what is here, or in the same, or is of an earlier version, changes nothing. Words that they no longer send go.

    `origin` is what the sender is known as here, `serial` the number of their package. Raises Refused, UsageError
    `findings-document`, `findings-origin`.
    """
    allow(actor, TAKE.name, Organisation(id=organisation))
    refuse_origin(origin)
    heard = read(document)
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation)
        held = TheirHearing.objects.filter(organisation=organisation, origin=origin, finding=heard.finding).first()
        if held is not None and (serial <= held.serial or heard.version < held.version):
            return Taken.UNCHANGED
        before = _said(held) if held is not None else None
        row = held or TheirHearing(organisation_id=organisation, origin=origin, finding=heard.finding)
        row.version, row.state, row.serial = heard.version, heard.state, serial
        row.texts = [one.text for one in heard.statements]
        row.months = [one.month for one in heard.statements]
        row.save(update_fields=CHANGES if held is not None else None)
        if before == _said(row):
            return Taken.UNCHANGED
        _write_down(actor, row, heard)
    return Taken.NEW if before is None else Taken.NEWER


def _said(row: TheirHearing) -> tuple[object, ...]:
    return row.version, row.state, tuple(row.texts), tuple(row.months)


def _write_down(actor: Actor, row: TheirHearing, heard: Heard) -> None:
    """The entry in the record: no word of the company's."""
    record(
        actor,
        act=TAKE.name,
        subject=SUBJECT,
        subject_id=row.id,
        organisation=row.organisation_id,
        detail={
            "finding": str(row.finding),
            "version": row.version,
            "state": row.state,
            "statements": len(heard.statements),
        },
    )
