"""What may be seen of documented incidents: coded facts, and the words of public files."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from tadasu.web.evidence.incidents._searchable import sought
from tadasu.web.evidence.incidents.access import SEE
from tadasu.web.evidence.incidents.models import Batch, Incident, Kind, Unmapped
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation


def batches_of(actor: Actor, organisation: UUID) -> QuerySet[Batch]:
    """Every file of an organisation, removed ones among them. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Batch.objects.filter(organisation=organisation)


def batch_of(actor: Actor, batch: UUID) -> Batch:
    """One. Raises Batch.DoesNotExist also for one that the actor may not see."""
    found = Batch.objects.select_related("organisation", "kind").get(id=batch)
    if not may(actor, SEE.name, found):
        raise Batch.DoesNotExist
    return found


def incidents_of(actor: Actor, organisation: UUID) -> QuerySet[Incident]:
    """The newest version of every incident. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Incident.objects.filter(organisation=organisation, latest=True)


def incidents_holding(actor: Actor, organisation: UUID, text: str) -> QuerySet[Incident]:
    """Those of public files whose words hold this text, from two signs on by the index. Raises Refused."""
    found = incidents_of(actor, organisation)
    pattern = sought(text)
    if not pattern:
        return found
    return found.filter(id__in=RawSQL("SELECT incidents_holding(%s)", [pattern]))


def incident_of(actor: Actor, incident: UUID) -> Incident:
    """One, an older version too. Raises Incident.DoesNotExist also for one that the actor may not see."""
    found = Incident.objects.select_related("organisation", "batch").get(id=incident)
    if not may(actor, SEE.name, found):
        raise Incident.DoesNotExist
    return found


def incident_of_item(actor: Actor, item: UUID) -> Incident | None:
    """The incident of which this item of custody was made, for those who may see it."""
    found = Incident.objects.select_related("batch").filter(item=item).first()
    return found if found is not None and may(actor, SEE.name, found) else None


def versions_of(incident: Incident) -> QuerySet[Incident]:
    """All, the newest first."""
    return Incident.objects.filter(first=incident.first).select_related("batch").order_by("-version")


def unmapped_of(batch: Batch) -> QuerySet[Unmapped]:
    """What could not be coded, in the order of the file."""
    return Unmapped.objects.filter(batch=batch).order_by("id")


def kinds_of(actor: Actor, organisation: UUID, *, public: bool) -> Sequence[Kind]:
    """Kinds of files, by name. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return list(Kind.objects.filter(organisation=organisation, public=public).order_by("name"))


def countries_of(actor: Actor, organisation: UUID) -> Sequence[str]:
    """Codes of the countries that incidents are in. Raises Refused."""
    found = incidents_of(actor, organisation).exclude(country="")
    return list(found.order_by("country").values_list("country", flat=True).distinct())
