"""The grantee tells a result, in its own words, through its box. It never has to."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, acting, allow, holding
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.source import write as write_letter
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results._writing import NOT_YET
from tadasu.web.funding.results.access import TELL
from tadasu.web.funding.results.models import Told


def tell(visit: Visit, *, award: UUID, text: str, once: str = "") -> Told:
    """In a letter of the box, at any time while the box is open: also of an award that is closed. Nothing of it stands in the
    record of acts. Raises Refused, UsageError `results-no-such-award`, and as `source.write`."""
    allow(ANONYMOUS, TELL.name, visit)
    with transaction.atomic(), acting(steward(visit.box.organisation)), holding(str(visit.box.digest)):
        of = (
            Award.objects.select_for_update(of=("self",), no_key=True)
            .filter(id=award, box=visit.box.id)
            .exclude(state__in=NOT_YET)
            .first()
        )
        if of is None:
            raise UsageError("results-no-such-award")
        with acting(ANONYMOUS), holding(str(visit.box.digest)):
            letter = write_letter(visit, text=text, once=once)
        same = Told.objects.filter(award=of.id, letter=letter).first()
        if same is not None:
            return same
        last = Told.objects.filter(award=of.id).aggregate(last=Max("number"))["last"] or 0
        return Told.objects.create(organisation_id=of.organisation_id, award=of.id, number=last + 1, letter=letter)
