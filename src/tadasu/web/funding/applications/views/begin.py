"""From the page of a call to its application: what is promised, a box and its code, and the form already knows the call."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import holding
from tadasu.web.foundation.correspondence.pages import (
    Visit,
    code_page,
    code_to_show,
    forged,
    form_token,
    has_token,
    open_here,
    promises_page,
    seen,
    source_page,
    visiting,
)
from tadasu.web.foundation.correspondence.queries import counter_of
from tadasu.web.funding.applications.actions.drafting import begin
from tadasu.web.funding.applications.names import title_of
from tadasu.web.funding.calls.models import INVITED, Call
from tadasu.web.funding.calls.queries import public_call, takes_applications
from tadasu.web.ui.sentences import sentence

FORM = "applications-form"


@source_page
def begin_in(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """In the box that is open here, or in one that is opened first."""
    try:
        call = public_call(id)
    except Call.DoesNotExist:
        return redirect("calls-public", id)
    counter = counter_of(call.counter) if call.counter is not None else None
    if counter is None or not takes_applications(call):
        return redirect("calls-public", id)
    visit = visiting(request)
    if visit is None or visit.box.counter_id != counter.id:
        return (
            open_here(request, counter, then=request.path)
            if request.method == "POST"
            else promises_page(request, counter)
        )
    if request.method != "POST":
        return code_page(request, visit, then=request.path) if code_to_show(visit) else _asked(request, visit, call)
    if not has_token(request, visit):
        return redirect(request.path) if code_to_show(visit) else forged(request)
    return _begun(request, visit, call)


def _begun(request: HttpRequest, visit: Visit, call: Call) -> HttpResponseBase:
    """To an invited call the form asks for the code of the invitation."""
    with holding(str(visit.box.digest)):
        if code_to_show(visit):
            seen(visit)
        try:
            if call.kind != INVITED:
                with transaction.atomic():
                    begin(visit, call=call.id)
        except TadasuError as error:
            return _asked(request, visit, call, problem=sentence(error))
    return redirect(FORM)


def _asked(request: HttpRequest, visit: Visit, call: Call, *, problem: str = "") -> HttpResponseBase:
    values = {"call": call, "title": title_of(call), "token": form_token(visit), "problem": problem}
    return render(request, "applications/begin.html", values, status=400 if problem else 200)
