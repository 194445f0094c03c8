"""The box, for whoever has its code: all on one address, since the history of a browser keeps addresses."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import activate
from django.views.decorators.http import require_safe

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, holding
from tadasu.web.foundation.accounts.models import LANGUAGES
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence import queries
from tadasu.web.foundation.correspondence._code import grouped
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.entering import (
    IDLE,
    code_to_show,
    enter,
    entered,
    form_token,
    leave,
    seen,
)
from tadasu.web.foundation.correspondence.apart import COOKIE
from tadasu.web.foundation.correspondence.beside import beside_of
from tadasu.web.foundation.correspondence.forms import Code, Letter, NotSent
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.models import Letter as Kept
from tadasu.web.foundation.correspondence.purposes import Purpose, purposes, state_text, text
from tadasu.web.foundation.correspondence.views._source import (
    forged,
    forget,
    has_token,
    remember,
    source_page,
    speak,
    visiting,
)
from tadasu.web.foundation.correspondence.views._typed import Typed, new_word, typed
from tadasu.web.foundation.vault.actions import named_outside, open_outside
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.sizes import size_text
from tadasu.web.ui.views.bare import bare

MINUTES = IDLE.seconds // 60

_IN_LINE = 4
"""Groups of a code in a line."""


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
    """The code is asked for; then the box is shown. Another language keeps what is typed."""
    wanted = request.POST.get("language", "")
    if wanted in dict(LANGUAGES):
        activate(wanted)
    return speak(_answered(request), wanted)


def _answered(request: HttpRequest) -> HttpResponseBase:
    act, said = request.POST.get("act", ""), typed(request.POST)
    if act == "enter" and "language" not in request.POST:
        return _enter(request, said)
    visit = visiting(request)
    if visit is None:
        if said.text:
            return ask_again(request, said, over=True)
        return _front(request, Code(), over=bool(act) or COOKIE in request.COOKIES)
    if act and not has_token(request, visit):
        return ask_again(request, said) if said.text else forged(request)
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
        case "seen":
            seen(visit)
            return redirect("correspondence-box")
        case "leave":
            leave(request.COOKIES.get(COOKIE, ""))
            return _left(request, "left")
        case "ask-withdraw":
            return render(request, "correspondence/withdraw.html", _values(visit))
        case "withdraw":
            source.withdraw(visit)
            leave(request.COOKIES.get(COOKIE, ""))
            return _left(request, "withdrawn")
    said = typed(request.POST)
    if said.text:
        return _shown(request, visit, said)
    if code_to_show(visit):
        return code_page(request, visit)
    if visit.note and request.method == "GET":
        seen(visit)
    return _shown(request, visit, sent=visit.note)


def code_page(request: HttpRequest, visit: Visit, *, then: str = "") -> HttpResponse:
    """The code of a box that was just opened. `then` is the address of a desk that goes on by itself: it calls `seen`."""
    groups = grouped(code_to_show(visit)).split()
    lines = [" ".join(groups[at : at + _IN_LINE]) for at in range(0, len(groups), _IN_LINE)]
    values = {"lines": lines, "token": form_token(visit), "then": then}
    return render(request, "correspondence/code.html", values)


def _enter(request: HttpRequest, said: Typed) -> HttpResponse:
    form = NotSent(request.POST) if said.text else Code(request.POST)
    if form.is_valid():
        try:
            token = enter(form.cleaned_data["code"])
        except UsageError as error:
            form.add_error("code", sentence(error))
        else:
            answer = _with_letter(request, token, said) if said.text else HttpResponseRedirect(request.path)
            remember(answer, token)
            return answer
    if said.text:
        return _asked_again(request, form, said, status=400)
    return _front(request, form, status=400)


def _with_letter(request: HttpRequest, token: str, said: Typed) -> HttpResponse:
    """The box just opened, with a letter that was typed before."""
    visit = entered(token)
    if visit is None:
        return HttpResponseRedirect(request.path)
    with holding(str(visit.box.digest)):
        return _shown(request, visit, said)


def ask_again(request: HttpRequest, said: Typed, *, over: bool = False) -> HttpResponse:
    """A letter that could not be sent, since its visit is over or another one began: it comes back, and the code is asked for."""
    answer = _asked_again(request, NotSent(initial=said.again()), said, over=over, status=400 if over else 403)
    if over:
        forget(answer)
    return answer


def _asked_again(request: HttpRequest, form: Code, said: Typed, *, over: bool = False, status: int) -> HttpResponse:
    values = {"form": form, "said": said, "over": over, "minutes": MINUTES, "writing": "enter"}
    return render(request, "correspondence/not_sent.html", values, status=status)


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


def _shown(
    request: HttpRequest,
    visit: Visit,
    said: Typed | None = None,
    *,
    sent: str = "",
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    """The box: with a letter that was typed and not sent, or with what was sent on the page before."""
    purpose = purposes().get(visit.box.purpose)
    what, _, cleaning = sent.partition(" ")
    form = Letter(
        initial=said.again() if said else None,
        questions=queries.open_questions(queries.letters_of(visit.box)),
        most=purpose.limits.letter if purpose else 0,
    )
    values = {
        **_values(visit),
        "form": form,
        "problem": problem,
        "letters": (letters := _letters(visit)),
        "forms": any(one.sort == "form" for one in letters),
        "part": purpose.part if purpose else "",
        "beside": beside_of(visit.box.purpose),
        "typed": said.text if said else "",
        "as_sent": said is not None and said.as_sent,
        "once": (said and said.once) or new_word(),
        "sent": what,
        "cleaning": cleaning,
        "writing": "" if visit.box.closed else "send",
    }
    return render(request, "correspondence/box.html", values, status=status)


def problem_with(request: HttpRequest, visit: Visit, problem: str, said: Typed | None = None) -> HttpResponse:
    """The box, with what was wrong with a letter or a file, and with the letter."""
    box = Box.objects.filter(id=visit.box.id).first()
    now = Visit(box, visit.private, visit.key, visit.note) if box is not None else visit  # closed meanwhile, it may be
    return _shown(request, now, said, status=400, problem=problem)


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
        if one.sort == "form":  # a document: the desk's own page shows it, and to readers only
            pass
        elif one.sort == "file":
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
