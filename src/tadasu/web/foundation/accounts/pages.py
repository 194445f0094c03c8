"""What pages of other apps ask of an address."""

from uuid import UUID

from django.http import Http404, HttpRequest

from tadasu.web.foundation.access import asking
from tadasu.web.foundation.accounts.models import Organisation


def organisation_or_404(request: HttpRequest, organisation: UUID) -> Organisation:
    """The organisation that an address names, if whoever asks has a place in it; for everybody else it is not there. Raises
    Http404."""
    found = Organisation.objects.filter(id=organisation).first()
    if found is None or organisation not in asking(request).places:
        raise Http404
    return found
