"""What readers do with a box: answer, send a file, say how far it has come, let a colleague read, close it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import asking
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence._boxes import purpose_of
from tadasu.web.foundation.correspondence._sealing import limits_of
from tadasu.web.foundation.correspondence.access import ADD_READER, CLOSE, SET_STATE, WRITE
from tadasu.web.foundation.correspondence.actions import staff
from tadasu.web.foundation.correspondence.forms import Colleague, Confirmed, Reply, State
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.views.reading import short, shown
from tadasu.web.foundation.vault import quota
from tadasu.web.foundation.vault.cleaning import sent_text, wished
from tadasu.web.foundation.vault.receiving import Forged, receive
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.sizes import size_text
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_POST
def write(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A letter or a question."""
    actor = asking(request)
    box = staff.reader_of(actor, id, WRITE.name)
    form = Reply(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                staff.reply(actor, box=id, **form.cleaned_data)
            messages.success(request, _("Your letter lies in the box, sealed to whoever has its code."))
            return redirect("correspondence-read", id)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    return shown(request, box, reply=form, status=400)


@csrf_exempt  # checked by `receive`, which reads the form itself: Django would take the file into memory first
@require_http_methods(QUESTION)
@login_required
def send_file(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A file."""
    box = staff.reader_of(asking(request), id, WRITE.name)
    problem = ""
    if request.method == "POST":
        try:
            return _received(request, box)
        except Forged as error:
            return error.response
        except TadasuError as error:
            problem = sentence(error)
    values = {
        "box": box,
        "short": short(box),
        "problem": problem,
        "most": size_text(purpose_of(box.purpose).limits.file),
        "as_sent": bool(problem) and not wished(request.POST),
    }
    return render(request, "correspondence/send_file.html", values, status=400 if problem else 200)


def _received(request: HttpRequest, box: Box) -> HttpResponse:
    if box.closed:  # before the file is sent; the action looks again when it has come in
        raise UsageError("box-closed")
    limits = limits_of(purpose_of(box.purpose))
    with receive(request, quota.allowance(box.organisation_id, box.id, limits), wished=wished) as received:
        staff.send_file(asking(request), box=box.id, received=received)
        messages.success(request, sent_text(received.incoming.cleaning))
    return redirect("correspondence-read", box.id)


@login_required
@require_http_methods(QUESTION)
def set_state(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """How far it has come."""
    actor = asking(request)
    box = staff.reader_of(actor, id, SET_STATE.name)

    def form(sent: QueryDict | None) -> State:
        return State(sent, purpose=purpose_of(box.purpose), initial={"state": box.state})

    def do(form: State) -> None:
        staff.set_state(actor, box=id, state=form.cleaned_data["state"])

    return answer(
        request,
        Question(
            question=_("How far has it come?"),
            act=_("Tell its holder this"),
            form=form(posted(request)),
            do=do,
            back=_back(id),
            happens=[_("Whoever has the code reads these very words at the head of the box.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def add_reader(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """One colleague more."""
    actor = asking(request)
    box = staff.reader_of(actor, id, ADD_READER.name)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponse):
        return key

    def form(sent: QueryDict | None) -> Colleague:
        return Colleague(sent, people=queries.could_read_too(box))

    def do(form: Colleague) -> None:
        shut = staff.add_reader(actor, box=id, user=UUID(form.cleaned_data["user"]), key=key)
        if shut:
            said = ngettext(
                "%(count)s letter stays shut to your colleague.", "%(count)s letters stay shut to your colleague.", shut
            )
            messages.warning(request, said % {"count": shut})

    return answer(
        request,
        Question(
            question=_("Let a colleague read this box"),
            act=_("Let them read it"),
            form=form(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("Your colleague can open what is in the box, and what will come. You stay a reader."),
                _("Its holder is not told who reads, only at the beginning how many."),
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def close(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Nobody writes any more."""
    actor = asking(request)
    staff.reader_of(actor, id, CLOSE.name)

    def do(form: Confirmed) -> None:
        staff.close(actor, box=id)

    return answer(
        request,
        Question(
            question=_("Close this box?"),
            act=_("Close it for good"),
            form=Confirmed(posted(request)),
            do=do,
            back=_back(id),
            happens=[
                _("Neither you nor its holder can write or send files any more."),
                _("Its holder can still read your letters and take everything back, until the box ends by itself."),
            ],
        ),
    )


def _back(id: UUID) -> str:
    return reverse("correspondence-read", args=[id])
