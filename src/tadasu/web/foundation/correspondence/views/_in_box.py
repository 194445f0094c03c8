"""A page that a desk has within a box, for whoever has its code."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import activate

from tadasu.web.foundation.accounts.models import LANGUAGES
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import code_to_show
from tadasu.web.foundation.correspondence.views._source import forged, has_token, speak, visiting
from tadasu.web.foundation.correspondence.views._typed import typed
from tadasu.web.foundation.correspondence.views.box import ask_again

BOX = "correspondence-box"

Answer = Callable[[HttpRequest, Visit, bool], HttpResponseBase]


def in_box(request: HttpRequest, answer: Answer, *, writes: bool = False) -> HttpResponseBase:
    """What the desk answers to a visit, and whether something was sent to it. Another language shows the page anew and keeps
    what is typed. `writes`: one types a letter there, which is not lost where the visit is over or its page was not ours."""
    wanted = request.POST.get("language", "")
    if wanted in dict(LANGUAGES):
        activate(wanted)
    return speak(_answered(request, answer, writes=writes), wanted)


def _answered(request: HttpRequest, answer: Answer, *, writes: bool) -> HttpResponseBase:
    visit, said = visiting(request), typed(request.POST)
    kept = writes and bool(said.text)
    if visit is None:
        return ask_again(request, said, over=True) if kept else redirect(BOX)
    if code_to_show(visit):
        return redirect(BOX)
    if request.method == "POST" and not has_token(request, visit):
        return ask_again(request, said) if kept else forged(request)
    return answer(request, visit, request.method == "POST" and "language" not in request.POST)
