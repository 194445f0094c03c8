"""Files for the holder of a code: opened as they go out."""

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import ANONYMOUS, Refused, holding
from tadasu.web.foundation.correspondence.models import Letter, Sort
from tadasu.web.foundation.correspondence.views._source import (
    forged,
    has_token,
    source_page,
    visiting,
)
from tadasu.web.foundation.correspondence.views.box import problem_with
from tadasu.web.foundation.vault.actions import open_file_outside
from tadasu.web.ui.sentences import sentence


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
            return problem_with(request, visit, sentence(error))
        except Refused:
            return redirect("correspondence-box")
    response = StreamingHttpResponse(file.pieces, content_type="application/octet-stream")
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = content_disposition_header(True, file.name or "file") or "attachment"
    return response
