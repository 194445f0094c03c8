"""Say which countries and sectors are asked about."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.places import all_places
from tadasu.schema import UsageError
from tadasu.web.evidence.custody.words import words
from tadasu.web.evidence.library.access import ASK_ABOUT
from tadasu.web.evidence.library.models import AskedAbout
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record

MOST_COUNTRIES = 60


def ask_about(actor: Actor, *, organisation: UUID, countries: Collection[str], sectors: Collection[str]) -> AskedAbout:
    """Each country with each sector. Raises Refused, UsageError `library-asked`."""
    allow(actor, ASK_ABOUT.name, Organisation(id=organisation))
    places = all_places()
    known = {one for one in countries if one in places and places[one].kind == "country"}
    if not known or known != set(countries) or len(known) > MOST_COUNTRIES or not sectors:
        raise UsageError("library-asked", most=str(MOST_COUNTRIES))
    if set(sectors) - set(words("sectors")):
        raise UsageError("library-asked", most=str(MOST_COUNTRIES))
    with transaction.atomic():
        found, _ = AskedAbout.objects.update_or_create(
            organisation_id=organisation,
            defaults={
                "countries": sorted(known),
                "sectors": sorted(set(sectors)),
                "changed_by_id": person(actor),
                "changed_on": timezone.localdate(),
            },
        )
        detail = {"countries": len(known), "sectors": len(set(sectors))}
        record(
            actor,
            act=ASK_ABOUT.name,
            subject="library.asked",
            subject_id=organisation,
            organisation=organisation,
            detail=detail,
        )
    return found
