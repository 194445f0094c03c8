"""The page on which a voucher is answered: no account, no cookie of a box, no script, one address. Nothing of it is kept before
it is sent; what could not be sent comes back."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import activate

from tadasu.schema import TadasuError
from tadasu.web.foundation.accounts.models import LANGUAGES
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.pages import source_page, speak
from tadasu.web.funding.feedback.actions import answer, enter
from tadasu.web.funding.feedback.forms import FREE, STEP, Answers, Voucher
from tadasu.web.funding.feedback.questions import form as questions
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.sentences import sentence


@source_page
def voice(request: HttpRequest) -> HttpResponseBase:
    """The voucher is asked for, then the questions. Another language keeps what is typed."""
    wanted = request.POST.get("language", "")
    if wanted in dict(LANGUAGES):
        activate(wanted)
    return speak(_answered(request), wanted)


def _answered(request: HttpRequest) -> HttpResponseBase:
    if "language" in request.POST:
        return _questions(request, Answers(initial=request.POST.dict()))
    match request.POST.get("act", ""):
        case "open":
            return _open(request)
        case "send":
            return _send(request)
    return render(request, "feedback/voice.html", {"form": Voucher()})


def _open(request: HttpRequest) -> HttpResponseBase:
    form = Voucher(request.POST)
    if form.is_valid():
        try:
            enter(form.cleaned_data["code"])
        except TadasuError as error:
            form.add_error("code", sentence(error))
        else:
            return _questions(request, Answers())
    return render(request, "feedback/voice.html", {"form": form}, status=400)


def _send(request: HttpRequest) -> HttpResponseBase:
    form = Answers(request.POST)
    if form.is_valid():
        try:
            answer(
                request.POST.get("code", ""),
                steps=form.given(STEP),
                texts=form.given(FREE),
                language=language(),
            )
        except TadasuError as error:
            form.add_error(None, sentence(error))
        else:
            return render(request, "feedback/thanks.html")
    return _questions(request, form, status=400)


def _questions(request: HttpRequest, form: Answers, *, status: int = 200) -> HttpResponseBase:
    """Whoever has a voucher that opens something learns which funder asks; nobody else does."""
    code = request.POST.get("code", "")
    try:
        round = enter(code).round
    except TadasuError:
        round = None
    values = {
        "form": form,
        "code": code,
        "place": name_of(round.organisation) if round is not None else "",
        "until": day_text(round.closes_on, language()) if round is not None else "",
        "least": questions().least,
        "answering": True,
    }
    return render(request, "feedback/questions.html", values, status=status)
