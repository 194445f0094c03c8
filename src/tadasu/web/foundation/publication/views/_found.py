"""Whose records a page is about; for everybody else they are not there."""

from uuid import UUID

from django.http import Http404, HttpRequest

from tadasu.web.foundation.access import Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication import queries
from tadasu.web.foundation.publication.models import Proposal


def organisation_of(actor: Actor, id: UUID, act: str) -> Organisation:
    """The organisation, if the actor may do the act in it. Raises Http404 for one in which they have no place, Refused."""
    if id not in actor.places:
        raise Http404
    found = Organisation.objects.get(id=id)
    allow(actor, act, found)
    return found


def proposal_of(request: HttpRequest, id: UUID) -> Proposal:
    """One that is shown to whoever asks. Raises Http404."""
    found = queries.proposal(asking(request), id)
    if found is None:
        raise Http404
    return found
