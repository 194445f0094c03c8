"""Files: one comes in, sealed as it comes; one goes out, opened as it goes. Neither lies in plain anywhere."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import allow
from tadasu.web.foundation.access import asking as actor_of
from tadasu.web.foundation.vault import actions, queries, quota
from tadasu.web.foundation.vault.access import ADD_FILE, OPEN
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.foundation.vault.receiving import Forged, receive
from tadasu.web.foundation.vault.views.asking import CLEANED_OR_NOT, key_or_unlock
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@csrf_exempt  # checked by `receive`, which reads the form itself: Django would take the file into memory first
@require_http_methods(QUESTION)
@login_required
def add(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Add a file to a record, for the same readers. It becomes a record of its own, about the first."""
    actor = actor_of(request)
    found = queries.record_of(actor, id)
    allow(actor, ADD_FILE.name, found)
    problem = ""
    if request.method == "POST":
        try:
            return _received(request, found)
        except Forged as error:
            return error.response
        except TadasuError as error:
            problem = sentence(error)
    values = {"record": found, "problem": problem}
    return render(request, "vault/add_file.html", values, status=400 if problem else 200)


def _received(request: HttpRequest, record: SealedRecord) -> HttpResponse:
    if record.erased_at is not None:  # before the file is sent; the action looks again when it has come in
        raise UsageError("vault-erased")
    with receive(request, quota.allowance(record.organisation_id, record.about or record.id)) as received:
        kept = actions.add_file(
            actor_of(request),
            to=record.id,
            incoming=received.incoming,
            name=received.name,
            media_type=received.media_type,
        )
    return redirect("vault-record", kept)


@login_required
@require_http_methods(QUESTION)
def download(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Give a file out, for a purpose and with a reason."""
    actor = actor_of(request)
    found = queries.record_of(actor, id)
    allow(actor, OPEN.name, found)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        said = form.cleaned_data
        return _given(actions.open_file(actor, record=id, key=key, purpose=said["purpose"], reason=said["reason"]))

    return answer(
        request,
        Question(
            question=_("Open this file?"),
            act=_("Save the file"),
            form=Purpose(posted(request)),
            do=do,
            back=reverse("vault-record", args=[id]),
            happens=[
                _("That you opened it stays in the log, for good."),
                _("The file on your own machine is not sealed."),
                CLEANED_OR_NOT,
            ],
        ),
    )


def _given(file: actions.OpenedFile) -> StreamingHttpResponse:
    """Never shown by the browser as a page of ours; cut off where it does not open, which its length makes known."""
    response = StreamingHttpResponse(file.pieces, content_type="application/octet-stream")
    response["Content-Length"] = str(file.size)
    response["Content-Disposition"] = content_disposition_header(True, file.name or "file") or "attachment"
    return response
