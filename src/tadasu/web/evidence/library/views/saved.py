"""Searches that a person keeps."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tadasu.schema import UsageError
from tadasu.web.evidence.library import actions
from tadasu.web.evidence.library.access import KEEP_SEARCH, SEARCH
from tadasu.web.evidence.library.models import SavedSearch
from tadasu.web.evidence.library.searching import asked_of
from tadasu.web.evidence.library.views.searching import shown
from tadasu.web.foundation.access import allow, asking, may
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION


@login_required
@require_POST
def save(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Under a name; what is wrong is said above the search, and nothing that was typed is lost."""
    found, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, SEARCH.name, found)
    asked = asked_of(request.POST)
    try:
        with transaction.atomic():
            made = actions.save(actor, organisation=organisation, name=request.POST.get("name", ""), asked=asked)
    except UsageError as error:
        messages.error(request, sentence(error))
        return shown(request, found, asked)
    messages.success(request, _("The search is kept."))
    return redirect("library-saved", made.id)


@login_required
@require_http_methods(["GET", "HEAD"])
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """What it finds now; from now on that is not new any more."""
    found, actor = _own_or_404(request, id), asking(request)
    place = organisation_or_404(request, found.organisation_id)
    try:
        with transaction.atomic():
            asked = actions.look(actor, search=id)
    except UsageError:
        asked = asked_of(found.asked)
    return shown(request, place, asked, name=found.name)


@login_required
@require_http_methods(QUESTION)
def delete(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is gone at once: it can be made again."""
    found, actor = _own_or_404(request, id), asking(request)
    back = reverse("library-search", args=[found.organisation_id])
    if request.method == "POST":
        actions.delete(actor, search=id)
        return redirect(back)
    return render(request, "library/delete.html", {"search": found, "back": back})


def _own_or_404(request: HttpRequest, id: UUID) -> SavedSearch:
    """One's own, in an organisation where one still has a place. Raises Http404."""
    found = SavedSearch.objects.filter(id=id).first()
    if found is None or not may(asking(request), KEEP_SEARCH.name, found):
        raise Http404
    return found
