"""Where an organisation receives letters: what its organiser decides."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import asking, may_anew
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence.access import SET_UP
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.forms import CounterSet
from tadasu.web.foundation.correspondence.purposes import text
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION


@login_required
@require_http_methods(QUESTION)
def counters(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every purpose that it may have: who reads, and whether boxes can be opened."""
    place = Organisation.objects.filter(id=organisation, id__in=asking(request).organisations).first()
    if place is None:
        raise Http404
    offered = queries.offered(asking(request), place)
    forms = {one.purpose.key: _form(one, request) for one in offered}
    sent = forms.get(request.POST.get("purpose", "")) if request.method == "POST" else None
    if request.method == "POST" and sent is None:
        messages.error(request, _("Nothing was changed: it was not said what the letters are for. Set it up below."))
    if sent is not None and sent.is_valid():
        try:
            with transaction.atomic():
                _set_up(request, place, sent)
            return redirect("correspondence-counters", place.id)
        except TadasuError as error:
            sent.add_error(None, sentence(error))
    lines = [
        (
            one,
            text(one.purpose.names),
            text(one.purpose.readers),
            forms[one.purpose.key],
            _address(one, request),
            _nobody_reads(one),
        )
        for one in offered
    ]
    values = {
        "place": place,
        "name": name_of(place),
        "lines": lines,
        "sets_up": may_anew(asking(request), SET_UP.name, place),
    }
    return render(request, "correspondence/counters.html", values, status=400 if request.method == "POST" else 200)


def _form(one: queries.Offered, request: HttpRequest) -> CounterSet:
    own = request.method == "POST" and request.POST.get("purpose") == one.purpose.key
    initial = {
        "readers": [str(user) for user in one.named],
        "open": one.counter is not None and one.counter.open,
    }
    return CounterSet(
        request.POST if own else None,
        people=one.could,
        initial=initial,
        auto_id=f"{one.purpose.key.replace('.', '-')}-%s",
    )


def _set_up(request: HttpRequest, place: Organisation, form: CounterSet) -> None:
    said = form.cleaned_data
    set_up_counter(
        asking(request),
        organisation=place,
        purpose=request.POST["purpose"],
        readers=[UUID(one) for one in said["readers"]],
        open=said["open"],
    )


def _nobody_reads(one: queries.Offered) -> bool:
    """Whether an open counter has to refuse everybody."""
    if one.counter is None or not one.counter.open:
        return False
    fit = one.named & {user.id for user in one.could}
    return len(fit) < (2 if one.purpose.needs_two else 1)


def _address(one: queries.Offered, request: HttpRequest) -> str:
    """What the organisation gives to people who are to write."""
    if one.counter is None or not one.counter.open or one.purpose.handed_out:
        return ""
    return request.build_absolute_uri(reverse("correspondence-counter", args=[one.counter.id]))
