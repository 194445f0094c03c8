"""The box, for whoever has its code: all on one address, since the history of a browser keeps addresses."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, holding
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import IDLE, enter, form_token, leave
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.correspondence.forms import Code, Letter
from tadasu.web.foundation.correspondence.models import Letter as Kept
from tadasu.web.foundation.correspondence.purposes import Purpose, purposes, state_text, text
from tadasu.web.foundation.correspondence.views._source import (
    forged,
    forget,
    has_token,
    remember,
    source_page,
    visiting,
)
from tadasu.web.foundation.vault.actions import named_outside, open_outside
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.sizes import size_text
from tadasu.web.ui.views.bare import bare

MINUTES = IDLE.seconds // 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A letter as its holder sees it: `text` only where the code opens it. `name` and `size` are of a file."""

    number: int
    mine: bool
    sort: str
    day: date
    text: str | None = None
    name: str = ""
    size: str = ""
    answers: int | None = None
    answered: bool = False


@source_page
def box(request: HttpRequest) -> HttpResponseBase:
    """The code is asked for; then the box is shown."""
    act = request.POST.get("act", "")
    if act == "enter":
        return _enter(request)
    visit = visiting(request)
    if visit is None:
        return _front(request, Code(), over=bool(act) or COOKIE in request.COOKIES)
    if act and not has_token(request, visit):
        return forged(request)
    with holding(str(visit.box.digest)):
        return _acted(request, visit, act)


@bare
@require_safe
def leave_at_once(request: HttpRequest) -> HttpResponseBase:
    """Quick exit: the visit is over before the other page comes, so that the way back in the browser leads to no open
    box. A link, since it works without scripts; no other site can follow it for somebody, whose cookie would not come along."""
    leave(request.COOKIES.get(COOKIE, ""))
    answer = HttpResponseRedirect(settings.LEAVE_ADDRESS)
    answer["Clear-Site-Data"] = '"cache"'
    forget(answer)
    return answer


def _acted(request: HttpRequest, visit: Visit, act: str) -> HttpResponseBase:
    match act:
        case "write":
            return _write(request, visit)
        case "leave":
            leave(request.COOKIES.get(COOKIE, ""))
            return _left(request, "left")
        case "ask-withdraw":
            return render(request, "correspondence/withdraw.html", _values(visit))
        case "withdraw":
            source.withdraw(visit)
            leave(request.COOKIES.get(COOKIE, ""))
            return _left(request, "withdrawn")
    return _shown(request, visit, _form(visit))


def _enter(request: HttpRequest) -> HttpResponse:
    form = Code(request.POST)
    if form.is_valid():
        try:
            token = enter(form.cleaned_data["code"])
        except UsageError as error:
            form.add_error("code", sentence(error))
        else:
            answer = HttpResponseRedirect(request.path)
            remember(answer, token)
            return answer
    return _front(request, form, status=400)


def _front(request: HttpRequest, form: Code, *, over: bool = False, status: int = 200) -> HttpResponse:
    counters = [
        (one, name_of(one.organisation), text(purposes()[one.purpose].names)) for one in queries.open_counters()
    ]
    values = {"form": form, "counters": counters, "over": over, "minutes": MINUTES}
    answer = render(request, "correspondence/front.html", values, status=status)
    if over:
        forget(answer)
    return answer


def _left(request: HttpRequest, how: str) -> HttpResponse:
    answer = render(request, "correspondence/left.html", {"how": how})
    forget(answer)
    return answer


def _write(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    form = _form(visit, request)
    if form.is_valid():
        answers = form.cleaned_data.get("answers") or None
        try:
            with transaction.atomic():
                source.write(visit, text=form.cleaned_data["text"], answers=int(answers) if answers else None)
            return redirect("correspondence-box")
        except TadasuError as error:
            form.add_error(None, sentence(error))
    return _shown(request, visit, form, status=400)


def _form(visit: Visit, request: HttpRequest | None = None) -> Letter:
    purpose = purposes().get(visit.box.purpose)
    questions = queries.open_questions(queries.letters_of(visit.box))
    sent = request.POST if request is not None else None
    return Letter(sent, questions=questions, most=purpose.limits.letter if purpose else 0)


def _shown(request: HttpRequest, visit: Visit, form: Letter, *, status: int = 200, problem: str = "") -> HttpResponse:
    values = {**_values(visit), "form": form, "problem": problem, "letters": _letters(visit)}
    return render(request, "correspondence/box.html", values, status=status)


def file_problem(request: HttpRequest, visit: Visit, problem: str) -> HttpResponse:
    """The box, with what was wrong with a file."""
    return _shown(request, visit, _form(visit), status=400, problem=problem)


def _values(visit: Visit) -> dict[str, object]:
    purpose: Purpose | None = purposes().get(visit.box.purpose)
    return {
        "token": form_token(visit),
        "box": visit.box,
        "place": name_of(visit.box.organisation),
        "name": text(purpose.names) if purpose else "",
        "state": state_text(purpose, visit.box.state),
        "reads_back": bool(purpose and purpose.reads_back),
        "most": size_text(purpose.limits.file) if purpose else "",
        "days": purpose.days if purpose else 0,
        "minutes": MINUTES,
    }


def _letters(visit: Visit) -> list[Shown]:
    """The latest first."""
    kept = queries.letters_of(visit.box)
    waiting = set(queries.open_questions(kept))
    return [_letter(visit, one, waiting) for one in reversed(kept)]


def _letter(visit: Visit, one: Kept, waiting: set[int]) -> Shown:
    said, name, size = None, "", ""
    try:
        if one.sort == "file":
            name, length = named_outside(ANONYMOUS, record=one.record, private=visit.private)
            said, size = "", size_text(length)
        else:
            said = open_outside(ANONYMOUS, record=one.record, private=visit.private).decode()
    except (TadasuError, Refused):  # sealed to the readers only, or erased by one of them
        said = None
    return Shown(
        number=one.number,
        mine=one.from_source,
        sort=one.sort,
        day=one.day,
        text=said,
        name=name,
        size=size,
        answers=one.answers,
        answered=one.sort == "question" and one.number not in waiting,
    )
