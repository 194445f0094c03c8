"""What pages of incidents have in common."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from tadasu.web.evidence.custody.models import Item
from tadasu.web.evidence.incidents import queries
from tadasu.web.evidence.incidents.models import Batch, Incident
from tadasu.web.foundation.access import Act, Actor, allow, asking

ASK = "incidents/ask.html"
"""The page of a question whose answer destroys nothing."""


def batch_or_404(request: HttpRequest, id: UUID) -> Batch:
    """A file; what is not theirs is not there. Raises Http404."""
    try:
        return queries.batch_of(asking(request), id)
    except Batch.DoesNotExist:
        raise Http404 from None


def batch_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Batch, Actor]:
    """A file, and the actor, who may do this with it. Raises Http404, Refused."""
    found, actor = batch_or_404(request, id), asking(request)
    allow(actor, act.name, item_of(found))
    return found, actor


def incident_or_404(request: HttpRequest, id: UUID) -> Incident:
    """One; what is not theirs is not there. Raises Http404."""
    try:
        return queries.incident_of(asking(request), id)
    except Incident.DoesNotExist:
        raise Http404 from None


def item_of(batch: Batch) -> Item:
    """Its item of custody."""
    return Item.objects.get(id=batch.item)


def name_of_batch(batch: Batch) -> str:
    """What it is called; of a removed one the label is gone."""
    return batch.label or _("removed file %(short)s") % {"short": batch.id.hex[:8]}


def name_of_incident(incident: Incident) -> str:
    """Its title where it is public, else where it stands."""
    said = {"number": incident.number, "file": name_of_batch(incident.batch)}
    return incident.title or _("Incident %(number)s of “%(file)s”") % said
