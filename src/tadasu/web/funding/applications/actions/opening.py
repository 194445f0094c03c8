"""What readers do with an application: open it."""

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import actions as vault
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.access import OPEN
from tadasu.web.funding.applications.documents import Content, read
from tadasu.web.funding.applications.models import Application, Version


def open_application(
    actor: Actor, *, application: Application, key: Unlocked, purpose: str, reason: str, number: int | None = None
) -> Content:
    """An application: the version that was sent last, or that number. The vault logs it with purpose and reason.

    Raises Refused, UsageError `applications-over`, `applications-document`, and as the vault's `open_record`.
    """
    allow(actor, OPEN.name, application)
    version = _version(application, number)
    if version is None:
        raise UsageError("applications-over")
    content = vault.open_record(actor, record=version.record, key=key, purpose=purpose, reason=reason).content
    write_down(
        actor,
        act=OPEN.name,
        subject="applications.application",
        subject_id=application.id,
        organisation=application.organisation_id,
        detail={"number": version.number},
    )
    return read(content)


def look_again(actor: Actor, *, application: Application, number: int, key: Unlocked) -> Content | None:
    """One that the actor opened less than half an hour ago, without another reason; None for one that has to be opened. As
    `open_application`."""
    allow(actor, OPEN.name, application)
    version = _version(application, number)
    content = vault.open_again(actor, record=version.record, key=key) if version is not None else None
    return read(content) if content is not None else None


def _version(application: Application, number: int | None) -> Version | None:
    return next((one for one in queries.versions_of(application) if number in (None, one.number)), None)
