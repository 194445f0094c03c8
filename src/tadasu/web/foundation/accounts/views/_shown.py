"""What pages of this app share: which organisation is meant, a code that is shown once."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tadasu.web.foundation.access import Refused, asking
from tadasu.web.foundation.accounts.access import SEE_PEOPLE
from tadasu.web.foundation.accounts.models import Membership, Organisation
from tadasu.web.foundation.accounts.queries import current


def organisation_of(request: HttpRequest, organisation: UUID) -> Organisation:
    """One in which whoever asks has a place; for everybody else it is not there. Raises Refused for nobody, Http404."""
    actor = asking(request)
    if actor.user is None:
        raise Refused(SEE_PEOPLE.name)
    if organisation not in actor.places:
        raise Http404
    return get_object_or_404(Organisation, pk=organisation)


def place_in(request: HttpRequest, organisation: UUID, place: UUID) -> Membership:
    """A place there that is held now. Raises Refused, Http404."""
    found = organisation_of(request, organisation)
    return get_object_or_404(
        Membership.objects.select_related("user", "organisation"), current(), pk=place, organisation=found
    )


def too_fast(request: HttpRequest) -> HttpResponse:
    """The page for an origin that asks too often."""
    return render(request, "429.html", status=429)


def code_shown(request: HttpRequest, code: str, *, view: str, context: Mapping[str, object]) -> HttpResponse:
    """The page that shows a code, once: it is in no address, no session and no log. What follows `#` in the link never leaves
    the browser of whoever opens it."""
    link = f"{request.build_absolute_uri(reverse(view))}#{code}"
    return render(request, "accounts/code.html", {**context, "code": code, "link": link})
