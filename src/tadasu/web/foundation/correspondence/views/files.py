"""Files of the box: one comes in, sealed as it comes; one goes out, opened as it goes."""

import hmac

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import ANONYMOUS, Refused, holding
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import form_token
from tadasu.web.foundation.correspondence.actions.source import allowance, send_file
from tadasu.web.foundation.correspondence.models import Letter, Sort
from tadasu.web.foundation.correspondence.views._source import (
    ASKED,
    forged,
    from_our_own_page,
    has_token,
    source_page,
    visiting,
)
from tadasu.web.foundation.correspondence.views.box import file_problem
from tadasu.web.foundation.vault.actions import open_file_outside
from tadasu.web.foundation.vault.receiving import Forged, receive
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.bare import bare


@bare
@csrf_exempt  # checked by where the form came from, before anything is read, and by the token of the visit, after
@require_http_methods(ASKED)
def send(request: HttpRequest) -> HttpResponseBase:
    """A file of the holder of the code."""
    visit = visiting(request)
    if visit is None or request.method != "POST":
        return redirect("correspondence-box")
    if not from_our_own_page(request):
        return forged(request)
    with holding(str(visit.box.digest)):
        try:
            return _received(request, visit)
        except Forged as error:
            return error.response
        except TadasuError as error:
            return file_problem(request, visit, sentence(error))


def _received(request: HttpRequest, visit: Visit) -> HttpResponse:
    def refuse(read: HttpRequest) -> None:
        said = read.POST.get("token", "") if read.POST else read.headers.get("X-Token", "")
        if not hmac.compare_digest(said.encode(), form_token(visit).encode()):
            raise Forged(forged(read))

    with receive(request, allowance(visit), refuse) as received:
        send_file(visit, received=received)
    return redirect("correspondence-box")


@source_page
def save(request: HttpRequest) -> HttpResponseBase:
    """A file for the holder of the code. Which one stands in the form, not in the address."""
    visit = visiting(request)
    if visit is None or request.method != "POST":
        return redirect("correspondence-box")
    if not has_token(request, visit):
        return forged(request)
    number = request.POST.get("letter", "")
    with holding(str(visit.box.digest)):
        letter = Letter.objects.filter(
            box=visit.box, sort=Sort.FILE, number=int(number) if number.isdecimal() and len(number) < 8 else 0
        ).first()
        if letter is None:
            return redirect("correspondence-box")
        try:
            file = open_file_outside(ANONYMOUS, record=letter.record, private=visit.private)
        except TadasuError as error:
            return file_problem(request, visit, sentence(error))
        except Refused:
            return redirect("correspondence-box")
    response = StreamingHttpResponse(file.pieces, content_type="application/octet-stream")
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = content_disposition_header(True, file.name or "file") or "attachment"
    return response
