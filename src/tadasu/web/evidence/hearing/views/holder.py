"""What the company sends beside letters and files, for whoever has its code: a correction, a wish for more time, a statement."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError
from tadasu.web.evidence.hearing.actions import say as send
from tadasu.web.evidence.hearing.forms import Say
from tadasu.web.evidence.hearing.words import PURPOSE
from tadasu.web.foundation.access import holding
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.actions.entering import SENT_LETTER
from tadasu.web.foundation.correspondence.pages import (
    Visit,
    form_token,
    in_box,
    new_word,
    note,
    source_page,
    typed,
)
from tadasu.web.ui.sentences import sentence

BOX = "correspondence-box"


@source_page
def say(request: HttpRequest) -> HttpResponseBase:
    """The page, and what was sent from it. Another language keeps what is typed."""
    return in_box(request, _answered, writes=True)


def _answered(request: HttpRequest, visit: Visit, sent: bool) -> HttpResponseBase:
    said = typed(request.POST)
    if visit.box.purpose != PURPOSE or (visit.box.closed and not said.text):
        return redirect(BOX)
    with holding(str(visit.box.digest)):
        if sent:
            return _sent(request, visit)
        return _page(request, visit, Say(initial={"text": said.text, "kind": request.POST.get("kind", "")}))


def _sent(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    form = Say(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                send(
                    visit, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"], once=typed(request.POST).once
                )
                note(visit, SENT_LETTER)
            return redirect(BOX)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    return _page(request, visit, form, status=400)


def _page(request: HttpRequest, visit: Visit, form: Say, *, status: int = 200) -> HttpResponse:
    values = {
        "form": form,
        "token": form_token(visit),
        "once": typed(request.POST).once or new_word(),
        "place": name_of(visit.box.organisation),
    }
    return render(request, "hearing/say.html", values, status=status)
