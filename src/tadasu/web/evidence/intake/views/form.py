"""The form, for whoever has the code of a box: all on one address, since the history of a browser keeps addresses. What is
answered is kept with each page, whichever button was pressed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import activate

from tadasu.schema import TadasuError, UsageError
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake._drafts import Content
from tadasu.web.evidence.intake.actions.drafting import discard, draft_of, save
from tadasu.web.evidence.intake.actions.permitting import permit
from tadasu.web.evidence.intake.actions.sending import send
from tadasu.web.evidence.intake.questions import USES, Page
from tadasu.web.evidence.intake.questions import form as the_form
from tadasu.web.evidence.intake.texts import LIVE, Words, offered
from tadasu.web.evidence.intake.views._shown import permission_choices
from tadasu.web.foundation.access import holding
from tadasu.web.foundation.correspondence.pages import (
    IDLE,
    Code,
    Visit,
    code_to_show,
    enter,
    entered,
    forged,
    forget,
    form_token,
    has_token,
    remember,
    source_page,
    speak,
    visiting,
)
from tadasu.web.foundation.guided.questions import REVIEW, page_after
from tadasu.web.foundation.guided.shown import asked, matters, typed
from tadasu.web.foundation.vault.sealing import DoesNotOpen
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence

MINUTES = IDLE.seconds // 60
BOX = "correspondence-box"
SAID = ("intake-changed", "intake-empty", "intake-permissions-changed")
"""What the form says of an error in its own language."""


@source_page
def form(request: HttpRequest) -> HttpResponseBase:
    """The page of the draft on which its holder is. Another language keeps what is typed."""
    wanted = request.POST.get("speak", "")
    if wanted in LIVE:
        activate(wanted)
    return speak(_answered(request), wanted)


def _answered(request: HttpRequest) -> HttpResponseBase:
    act = request.POST.get("act", "")
    if act == "enter":
        return _enter(request)
    visit = visiting(request)
    if visit is None:
        return _ask_code(request, over=True) if _has_words(request) else redirect(BOX)
    if visit.box.purpose != queries.PURPOSE or code_to_show(visit):
        return redirect(BOX)
    if request.method == "POST" and not has_token(request, visit):
        return _ask_code(request) if _has_words(request) else forged(request)
    with holding(str(visit.box.digest)):
        return _acted(request, visit, act)


def _acted(request: HttpRequest, visit: Visit, act: str) -> HttpResponseBase:
    if "speak" in request.POST:
        act = request.POST.get("here", "")
    try:
        with transaction.atomic():
            match act:
                case "permissions":
                    return _permissions(request, visit)
                case "permit" if "speak" not in request.POST:
                    permit(visit, uses=_uses(request), stood=request.POST.get("stood"))
                    return redirect(BOX)
                case "ask-discard":
                    return _drawn(request, visit, "guided/discard.html", act)
                case "discard":
                    discard(visit)
                    return redirect(BOX)
                case "send":
                    send(visit, language=_words(request, draft_of(visit)).language, read=request.POST.get("read"))
                    return redirect(BOX)
            if request.method == "POST":
                return _saved(request, visit, act)
            return _shown(request, visit)
    except TadasuError as error:
        if act == "permit":
            return _permissions(request, visit, error=error)
        return _refused(request, visit, error)


def _saved(request: HttpRequest, visit: Visit, act: str) -> HttpResponseBase:
    """What the form carried is kept, and one goes on."""
    page = _page(request.POST.get("page", ""))
    answers = typed(page, request.POST) if page is not None else {}
    wanted = request.POST.get("speak")
    spoken = None if wanted is None or wanted not in offered() else "" if wanted in LIVE else wanted
    draft = save(visit, page=page, answers=answers, language=spoken, stood=request.POST.get("stood"))
    there = _page(request.POST.get("go", ""))
    to = there.id if there is not None else _next(draft, visit, page, act)
    if to != draft.page:
        save(visit, to=to)
    return redirect(BOX if act == "stop" and wanted is None else "intake-form")


def _next(draft: Content, visit: Visit, page: Page | None, act: str) -> str:
    """Where one goes from a page, by the id of another."""
    if page is None:
        return draft.page
    return page_after(act, page=page.id, shown=_pages(draft, visit), order=the_form().pages)


def _pages(draft: Content, visit: Visit) -> list[Page]:
    return the_form().shown(draft.answers, again=queries.sent(visit.box.id) > 0)


def _page(id: str) -> Page | None:
    return next((one for one in the_form().pages if one.id == id), None)


def _shown(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of the draft on which its holder is, or the first one."""
    draft = draft_of(visit) or Content()
    if draft.page == REVIEW:
        return _review(request, visit, draft)
    pages = _pages(draft, visit)
    page = _page(draft.page) or pages[0]
    return _question(request, visit, draft, page)


def _question(
    request: HttpRequest, visit: Visit, draft: Content, page: Page, *, problem: str = "", refused: str = ""
) -> HttpResponse:
    pages, words = [one.id for one in _pages(draft, visit)], _words(request, draft)
    at = pages.index(page.id) + 1 if page.id in pages else 1
    values = {
        "page": page.id,
        "title": words.text(f"pages.{page.id}"),
        "step": words.text("page.step", step=at, steps=len(pages) + 1),
        "asked": asked(page, draft.answers, words, problem=problem),
        "first": at == 1,
        "refused": refused,
        "writing": True,
    }
    if any(one.kind == "uses" for one in page.questions):
        values |= _standing(visit, words)
    status = 400 if problem or refused else 200
    return _drawn(request, visit, "intake/question.html", "keep", values, draft=draft, status=status)


def _review(request: HttpRequest, visit: Visit, draft: Content, *, refused: str = "") -> HttpResponse:
    words = _words(request, draft)
    values = {"matters": list(matters(draft.answers, words, _pages(draft, visit))), "refused": refused}
    values |= {"read": draft.read}
    status = 400 if refused else 200
    return _drawn(request, visit, "guided/review.html", "keep", values, draft=draft, status=status)


def _refused(request: HttpRequest, visit: Visit, error: TadasuError) -> HttpResponse:
    """The same page once more, with what was typed and what is wrong. A draft whose row was changed can only be deleted."""
    if isinstance(error, DoesNotOpen):
        values = {"refused": sentence(error)}
        return _drawn(request, visit, "guided/discard.html", "ask-discard", values, draft=Content(), status=400)
    draft, page = draft_of(visit) or Content(), _page(request.POST.get("page", ""))
    words = _words(request, draft)
    code, params = (error.code, dict(error.params)) if isinstance(error, UsageError) else ("", {})
    said = words.text(f"page.{code.removeprefix('intake-')}") if code in SAID else sentence(error)
    if page is None and code == "intake-too-long":  # the form was changed after it was filled in
        asks = next(page for page in the_form().pages if any(one.id == params["question"] for one in page.questions))
        return _question(request, visit, draft, asks, problem=params["question"])
    if page is None:
        return _review(request, visit, draft, refused=said)
    if code == "intake-permissions-changed":
        return _question(request, visit, draft, page, refused=said)
    now = Content(page=page.id, language=draft.language, answers={**draft.answers, **typed(page, request.POST)})
    if code == "intake-too-long":
        return _question(request, visit, now, page, problem=params["question"])
    return _question(request, visit, now, page, refused=said)


def _permissions(request: HttpRequest, visit: Visit, *, error: TadasuError | None = None) -> HttpResponse:
    """What is allowed now; or what is chosen and not saved yet, in another language."""
    words = _words(request, draft_of(visit))
    now = queries.permissions_of(visit.box.id)
    if "speak" in request.POST:
        now = {use: use in _uses(request) for use in now}
    values: dict[str, Any] = {"choices": permission_choices(now, words), "ask": words.text("questions.permissions.ask")}
    values |= {"hint": words.text("questions.permissions.hint"), "writing": True, "pressed": "permit"}
    values |= _standing(visit, words)
    if "speak" in request.POST:  # still the page of before
        values |= {"stood": request.POST.get("stood", "")}
    if error is not None:
        changed = isinstance(error, UsageError) and error.code == "intake-permissions-changed"
        values |= {"refused": words.text("page.permissions-changed") if changed else sentence(error)}
    status = 400 if error is not None else 200
    return _drawn(request, visit, "intake/permissions.html", "permissions", values, status=status)


def _standing(visit: Visit, words: Words) -> dict[str, str]:
    """For a page on which permissions are chosen: how old it is, and for what they count."""
    sent = queries.sent(visit.box.id) > 0
    return {
        "stood": str(queries.changes_of(visit.box.id)),
        "all_of_it": words.text("page.permissions-all") if sent else "",
    }


def _uses(request: HttpRequest) -> set[str]:
    return {one for one in request.POST.getlist("use") if one in USES}


def _enter(request: HttpRequest) -> HttpResponse:
    """A page that was typed after its visit was over, with the code: it is kept, and one goes on where one was."""
    code, page = Code(request.POST), _page(request.POST.get("page", ""))
    if page is None or not code.is_valid():
        return _ask_code(request, code=code)
    try:
        token = enter(code.cleaned_data["code"])
        visit = entered(token)
        if visit is None or visit.box.purpose != queries.PURPOSE:
            return _ask_code(request, code=code, problem=_words(request, None).text("page.other-box"))
        with transaction.atomic(), holding(str(visit.box.digest)):
            answers = typed(page, request.POST)
            old = queries.gives_back(visit.box.id, answers.get("permissions", ()), stood=request.POST.get("stood"))
            save(visit, page=None if old else page, answers=answers, to=page.id)
    except TadasuError as error:
        return _ask_code(request, code=code, problem=sentence(error))
    answer = redirect("intake-form")
    remember(answer, token)
    return answer


def _ask_code(request: HttpRequest, *, over: bool = False, code: Code | None = None, problem: str = "") -> HttpResponse:
    """What was typed stands on the page and nowhere else, and the code is asked for."""
    words = _words(request, None)
    problems = [str(one) for one in (code.errors.get("code", []) if code is not None else [])]
    values = {
        "words": words,
        "lead": words.text("page.over-lead", minutes=MINUTES),
        "problem": problem or " ".join(problems),
        "typed": [(key, one) for key in request.POST if _is_answer(key) for one in request.POST.getlist(key)],
    }
    answer = render(request, "guided/over.html", values, status=400 if over or code is not None else 403)
    if over:
        forget(answer)
    return answer


def _has_words(request: HttpRequest) -> bool:
    """Whether a form carried anything that somebody answered."""
    return any(key.startswith("q-") and request.POST[key].strip() for key in request.POST)


def _is_answer(key: str) -> bool:
    return key in ("page", "stood") or key.startswith("q-")


def _words(request: HttpRequest, draft: Content | None) -> Words:
    """The language that was asked for just now; that of the draft, if it is one that only the form has and is still offered; else
    that of all pages."""
    there, said = offered(), request.POST
    kept = draft.language if draft is not None else said.get("in", "")
    return there.get(said.get("speak", "")) or there.get(kept) or there[language()]


def _drawn(
    request: HttpRequest,
    visit: Visit,
    template: str,
    here: str,
    values: Mapping[str, Any] | None = None,
    *,
    draft: Content | None = None,
    status: int = 200,
) -> HttpResponse:
    words = _words(request, draft if draft is not None else draft_of(visit))
    shared = {
        "words": words,
        "token": form_token(visit),
        "here": here,
        "spoken": [(code, one.name) for code, one in offered().items()],
    }
    return render(request, template, {**shared, **(values or {})}, status=status)
