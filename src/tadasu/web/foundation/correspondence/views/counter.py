"""Where a box is opened: first what is promised and what is not, then the code, once."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence._readers import readers_of_counter
from tadasu.web.foundation.correspondence.actions.entering import code_to_show, open_box
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.correspondence.purposes import purposes, text
from tadasu.web.foundation.correspondence.views._source import remember, source_page, visiting
from tadasu.web.ui.sentences import sentence


@source_page
def counter(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Who reads, what is kept, what cannot be promised; and the way to a box."""
    found = queries.counter_of(id)
    if found is None:
        return render(request, "correspondence/shut.html", status=404)
    if request.method == "POST":
        return open_here(request, found)
    return promises_page(request, found)


def open_here(request: HttpRequest, counter: Counter, *, then: str = "correspondence-box") -> HttpResponse:
    """A new box; its code is shown on the page of the box, or on the page `then` of a desk. Who has not said yet that they have
    the code of the last one is shown that one: sent twice, the form opens one box."""
    there = visiting(request)
    if there is not None and there.box.counter_id == counter.id and code_to_show(there):
        return redirect(then)
    try:
        with transaction.atomic():
            opened = open_box(counter, until_seen=True)
    except TadasuError as error:
        return promises_page(request, counter, problem=sentence(error))
    answer = redirect(then)
    remember(answer, opened.token)
    return answer


def promises_page(request: HttpRequest, counter: Counter, *, problem: str = "") -> HttpResponse:
    """What stands before a box is opened; its button sends to the address on which it is shown."""
    purpose = purposes()[counter.purpose]
    try:
        readers = len(readers_of_counter(counter, purpose))
    except TadasuError as error:
        readers, problem = 0, sentence(error)
    values = {
        "place": name_of(counter.organisation),
        "name": text(purpose.names),
        "purpose": purpose,
        "readers": readers,
        "who": text(purpose.readers),
        "promises": [text(one) for one in purpose.promises],
        "warnings": [text(one) for one in purpose.warnings],
        "problem": problem,
    }
    return render(request, "correspondence/counter.html", values, status=503 if problem else 200)
