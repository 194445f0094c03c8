"""The words of an entry are erased, with a reason."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.schema import UsageError
from tadasu.web.foundation.access import asking
from tadasu.web.foundation.audit import queries
from tadasu.web.foundation.audit.actions import erase_text
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.sentences import sentence


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, organisation: UUID, entry: UUID) -> HttpResponse:
    """Asks for a reason, then erases."""
    actor = asking(request)
    found = queries.with_words(actor, organisation=organisation, entry=entry)
    if found is None:
        raise Http404
    back = reverse("audit-record", args=[organisation])
    form = Reason(request.POST) if request.method == "POST" else Reason()
    if form.is_bound and form.is_valid():
        try:
            erase_text(actor, entry=found.id, reason=form.cleaned_data["reason"])
        except UsageError as error:  # somebody else has just erased them
            messages.error(request, sentence(error))
        return redirect(back)
    values = {
        "form": form,
        "question": _("Erase the words of entry %(number)d?") % {"number": found.number},
        "happens": [
            _("The reason and the details of the entry are deleted for good."),
            _("What was done, when and by whom stays in the record."),
            _("The record names you, the time and your reason."),
        ],
        "act": _("Erase the words"),
        "address": reverse("audit-erase", args=[organisation, found.id]),
        "back": back,
    }
    return render(request, "ui/reason.html", values)
