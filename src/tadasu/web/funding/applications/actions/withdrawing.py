"""An application is over: taken back by whoever holds the code, or with its box. What is sealed opens for nobody from that
moment; month, lane and region are left, for statistics."""

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting, allow, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.actions.source import stay
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.vault.actions import forget as forget_record
from tadasu.web.funding.applications.access import APPLY
from tadasu.web.funding.applications.models import (
    CHANGES,
    ENDED,
    OVER,
    WITHDRAWN,
    Answer,
    Application,
    Consent,
    Draft,
    Version,
)


def withdraw(visit: Visit, *, application: Application) -> None:
    """Take one back; the box stays, with its letters. What is left of it in the vault opens for nobody, and is erased with
    the box.

    Raises Refused, UsageError `applications-over`, `box-unknown`.
    """
    allow(ANONYMOUS, APPLY.name, visit)
    box = stay(visit, closed=True)
    found = Application.objects.select_for_update(no_key=True).filter(id=application.id, box_id=box.id).first()
    if found is None or found.state in OVER:
        raise UsageError("applications-over")
    records = list(Version.objects.filter(application=found).values_list("record", flat=True))
    _empty(found, WITHDRAWN)
    keeper = steward(box.organisation)
    with acting(keeper):
        for record in records:
            forget_record(keeper, record=record)


def forget(box: Box) -> None:
    """A box ends: its draft goes, and of its applications all but statistics (`correspondence.endings`)."""
    state = ENDED if box.ends_on <= timezone.localdate() else WITHDRAWN
    with holding(str(box.digest or "")):
        if box.digest:
            Draft.objects.filter(digest=box.digest).delete()
        for one in Application.objects.filter(box_id=box.id).exclude(state__in=OVER):
            _empty(one, state)


def _empty(application: Application, state: str) -> None:
    for model in (Version, Answer, Consent):
        model._default_manager.filter(application=application).delete()
    application.state, application.pseudonym = state, ""
    application.record = application.amount = application.received_at = application.delay = None
    application.purpose = application.currency = application.applicant_type = ""
    application.languages, application.sponsored, application.spoken = [], False, False
    application.save(update_fields=CHANGES)
