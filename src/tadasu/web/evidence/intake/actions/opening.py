"""What readers do with a report: open it."""

from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.access import OPEN
from tadasu.web.evidence.intake.documents import Report, read
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.actions import Unlocked


def open_report(
    actor: Actor, *, report: UUID, key: Unlocked, purpose: str, reason: str, number: int | None = None
) -> Report:
    """A report, which has the id of its box: the last that was sent, or that number. The vault logs it with purpose and reason.

    Raises Refused, UsageError `intake-no-report`, `intake-document`, and as the vault's `open_record`.
    """
    found = report_of(actor, report)
    one = next((one for one in queries.versions_of(report) if number in (None, one.number)), None)
    if one is None:
        raise UsageError("intake-no-report")
    content = vault.open_record(actor, record=one.record, key=key, purpose=purpose, reason=reason).content
    write_down(
        actor,
        act=OPEN.name,
        subject="intake.report",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"number": one.number},
    )
    return read(content)


def look_again(actor: Actor, *, report: UUID, number: int, key: Unlocked) -> Report | None:
    """One that the actor opened less than half an hour ago, without another reason; None for one that has to be opened. As
    `open_report`."""
    report_of(actor, report)
    one = next((one for one in queries.versions_of(report) if number == one.number), None)
    content = vault.open_again(actor, record=one.record, key=key) if one is not None else None
    return read(content) if content is not None else None


def report_of(actor: Actor, report: UUID) -> Box:
    """The box of a report, for somebody who reads it. Raises Refused, also where there is none."""
    found = Box.objects.filter(id=report, purpose=queries.PURPOSE).first()
    if found is None:
        raise Refused(OPEN.name)
    allow(actor, OPEN.name, found)
    return found
