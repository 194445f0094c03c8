"""What may be done with a report: given and taken back by whoever holds the code, at any time, also in a closed box."""

from collections.abc import Collection

from django.db.models import Max

from tadasu.schema import UsageError
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake.access import REPORT
from tadasu.web.evidence.intake.actions.drafting import keep_permissions
from tadasu.web.evidence.intake.models import Permission
from tadasu.web.evidence.intake.questions import USES
from tadasu.web.foundation.access import ANONYMOUS, allow
from tadasu.web.foundation.correspondence.actions.source import stay
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.pages import Visit


def permit(visit: Visit, *, uses: Collection[str], stood: str | None = None) -> None:
    """From now on these are allowed and no others, and a draft that is there says the same: sent later, it gives back nothing
    that was taken back meanwhile. `stood` is `queries.changes_of` when the page was made on which they were chosen.

    Raises Refused, UsageError `intake-permissions-changed`, `box-unknown`.
    """
    allow(ANONYMOUS, REPORT.name, visit)
    box = stay(visit, closed=True)
    if queries.gives_back(box.id, uses, stood=stood):
        raise UsageError("intake-permissions-changed")
    record(box, uses)
    keep_permissions(visit, tuple(use for use in USES if use in uses))


def record(box: Box, uses: Collection[str]) -> None:
    """A line for each that changes; the box is the transaction's own (`stay`)."""
    last = Permission.objects.filter(box_id=box.id).aggregate(last=Max("number"))["last"] or 0
    now = queries.permissions_of(box.id)
    changed = [use for use in now if (use in uses) != now[use]]
    Permission.objects.bulk_create(
        Permission(organisation_id=box.organisation_id, box_id=box.id, number=number, use=use, given=use in uses)
        for number, use in enumerate(changed, last + 1)
    )
