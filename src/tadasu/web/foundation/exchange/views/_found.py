"""Whose records a page is about; for everybody else they are not there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tadasu.web.foundation.access import Actor, Refused, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.access import SEE
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.foundation.exchange.queries import PeerShown, peer


def organisation_of(request: HttpRequest, organisation: UUID) -> Organisation:
    """One in which whoever asks has a place; for everybody else it is not there. Raises Refused for nobody, Http404."""
    actor = asking(request)
    if actor.user is None:
        raise Refused(SEE.name)
    if organisation not in actor.places:
        raise Http404
    return get_object_or_404(Organisation, pk=organisation)


def peer_or_404(actor: Actor, id: UUID) -> PeerShown:
    """A peer that may be seen. Raises Refused for nobody, Http404."""
    if actor.user is None:
        raise Refused(SEE.name)
    try:
        return peer(actor, id)
    except Peer.DoesNotExist:
        raise Http404 from None
