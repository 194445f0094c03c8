"""What may be published of an application: given and taken back by whoever holds the code, field by field, at any time, also in a
closed box."""

from collections.abc import Collection

from django.db.models import Max

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, allow
from tadasu.web.foundation.correspondence.actions.source import stay
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications.access import APPLY
from tadasu.web.funding.applications.levels import fields_of
from tadasu.web.funding.applications.models import OVER, Application, Consent


def consent(visit: Visit, *, application: Application, fields: Collection[str], stood: str | None = None) -> None:
    """From now on these are allowed and no others. `stood` is `queries.changes_of` when the page was made: an older page
    gives back nothing that was taken back meanwhile; taking back goes from every page.

    Raises Refused, UsageError `applications-consents-changed`, `applications-over`, `box-unknown`.
    """
    allow(ANONYMOUS, APPLY.name, visit)
    stay(visit, closed=True)
    if application.state in OVER or application.box_id != visit.box.id:
        raise UsageError("applications-over")
    now = queries.consents_of(application)
    old = stood not in (None, str(queries.changes_of(application)))
    if old and not all(now[one] for one in fields if one in now):
        raise UsageError("applications-consents-changed")
    record(application, fields)


def record(application: Application, fields: Collection[str]) -> None:
    """A line for each that changes; at this level no others can be given. The box is the transaction's own."""
    allowed = set(fields) & set(fields_of(application.level))
    last = Consent.objects.filter(application=application).aggregate(last=Max("number"))["last"] or 0
    now = queries.consents_of(application)
    changed = [one for one in now if (one in allowed) != now[one]]
    Consent.objects.bulk_create(
        Consent(
            application=application,
            organisation_id=application.organisation_id,
            number=number,
            field=field,
            given=field in allowed,
        )
        for number, field in enumerate(changed, last + 1)
    )
