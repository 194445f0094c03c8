"""The grantee's own page: tell what came of the work, or nothing, and see what was told before. For whoever has the code of the
box."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import acting, holding
from tadasu.web.foundation.accounts.actor import steward
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
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.results import actions, queries
from tadasu.web.funding.results._writing import NOT_YET
from tadasu.web.funding.results.forms import Tell
from tadasu.web.funding.results.views._shown import word
from tadasu.web.ui.sentences import sentence

BOX = "correspondence-box"


@source_page
def mine(request: HttpRequest) -> HttpResponseBase:
    """The page, and what was sent from it. Another language keeps what is typed."""
    return in_box(request, _answered, writes=True)


def _answered(request: HttpRequest, visit: Visit, sent: bool) -> HttpResponseBase:
    with acting(steward(visit.box.organisation)), holding(str(visit.box.digest)):
        found = awards_of_box(visit)
        if not found:
            return redirect(BOX)
        if sent:
            return _sent(request, visit, found)
        form = Tell(initial={"text": typed(request.POST).text})
        return _page(request, visit, found, form, which=request.POST.get("which", ""))


def _sent(request: HttpRequest, visit: Visit, found: list[Award]) -> HttpResponseBase:
    form, which = Tell(request.POST), request.POST.get("which", "")
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.tell(visit, award=_chosen(which), text=form.cleaned_data["text"], once=typed(request.POST).once)
                note(visit, SENT_LETTER)
            return redirect(BOX)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    return _page(request, visit, found, form, which=which, status=400)


def _chosen(which: str) -> UUID:
    """Raises UsageError `results-no-such-award`."""
    try:
        return UUID(which)
    except ValueError:
        raise UsageError("results-no-such-award") from None


def _page(
    request: HttpRequest, visit: Visit, found: list[Award], form: Tell, *, which: str, status: int = 200
) -> HttpResponse:
    values = {
        "form": form,
        "which": which,
        "token": form_token(visit),
        "once": typed(request.POST).once or new_word(),
        "place": name_of(visit.box.organisation),
        "awards": [(str(one.id), one.pseudonym) for one in found],
        "told": [
            {
                "award": one.pseudonym,
                "letter": told.letter,
                "day": told.day,
                "state": word("told_states", told.state),
                "why": word("set_asides", told.set_aside) if told.set_aside else "",
            }
            for one in found
            for told in queries.told_of_award(one)
        ],
        "closed": visit.box.closed,
    }
    return render(request, "results/mine.html", values, status=status)


def awards_of_box(visit: Visit) -> list[Award]:
    """Awards of this box, agreed ones alone; within `holding` its digest."""
    rows = Award.objects.filter(box=visit.box.id).exclude(state__in=NOT_YET)
    return list(rows.order_by("signed_on", "id"))
