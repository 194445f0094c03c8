"""The form, for whoever has the code of a box: all on one address, since the history of a browser keeps addresses. What is
answered is kept with each page, whichever button was pressed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import activate

from tadasu.schema import TadasuError, UsageError
from tadasu.web.foundation.access import holding
from tadasu.web.foundation.correspondence.pages import (
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
from tadasu.web.foundation.guided.questions import REVIEW, Answers, page_after
from tadasu.web.foundation.guided.shown import asked, matters, typed
from tadasu.web.foundation.vault.sealing import DoesNotOpen
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications._drafts import Content
from tadasu.web.funding.applications.actions.consenting import consent
from tadasu.web.funding.applications.actions.drafting import asking_of, begin, call_for, discard, draft_of, save
from tadasu.web.funding.applications.actions.sending import missing, send
from tadasu.web.funding.applications.actions.taking_over import take_over
from tadasu.web.funding.applications.actions.withdrawing import withdraw
from tadasu.web.funding.applications.advice import chosen
from tadasu.web.funding.applications.asking import Step, names_stay_away
from tadasu.web.funding.applications.levels import CODES
from tadasu.web.funding.applications.models import EMERGENCY, Application
from tadasu.web.funding.applications.of_call import words_for
from tadasu.web.funding.applications.views._holder import (
    MINUTES,
    advised,
    calls_shown,
    consent_choices,
    invited_to,
    sentence_of,
)
from tadasu.web.funding.applications.words import LANGUAGES, NAMES, Words, languages
from tadasu.web.ui.days import language

BOX = "correspondence-box"
HERE = "applications-form"


@source_page
def form(request: HttpRequest) -> HttpResponseBase:
    """The page of the draft on which its holder is. Another language keeps what is typed."""
    wanted = request.POST.get("speak", "")
    if wanted in LANGUAGES:
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
        try:
            with transaction.atomic():
                return _acted(request, visit, request.POST.get("here", "") if "speak" in request.POST else act)
        except TadasuError as error:
            return _refused(request, visit, act, error)


def _acted(request: HttpRequest, visit: Visit, act: str) -> HttpResponseBase:
    match act:
        case "choose":
            return _choose(request, visit)
        case "begin":
            return _begin(request, visit)
        case "consents":
            return _consents(request, visit)
        case "consent":
            consent(
                visit,
                application=_mine(request, visit),
                fields=request.POST.getlist("field"),
                stood=request.POST.get("stood"),
            )
            return redirect(BOX)
        case "ask-withdraw":
            return _drawn(request, visit, "applications/withdraw.html", {"application": _mine(request, visit).id})
        case "withdraw":
            withdraw(visit, application=_mine(request, visit))
            return redirect(BOX)
        case "ask-discard":
            return _drawn(request, visit, "guided/discard.html")
        case "discard":
            discard(visit)
            return redirect(BOX)
        case "send":
            send(visit, language=language(), read=request.POST.get("read", ""))
            return redirect(BOX)
    draft = draft_of(visit)
    if draft is None:
        return _choose(request, visit)
    if request.method == "POST":
        return _saved(request, visit, draft, act)
    call_for(visit, UUID(draft.call))
    return _shown(request, visit, draft)


def _begin(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """A call was chosen, or one is invited to it."""
    code = request.POST.get("invitation", "").strip()
    call = invited_to(code) if code else _id(request.POST.get("call", ""))
    if call is None:
        raise UsageError("applications-no-invitation" if code else "applications-nothing-chosen")
    begin(visit, call=call, invitation=code)
    if earlier := request.POST.get("earlier", "").strip():
        take_over(visit, code=earlier)
    return redirect(HERE)


def _saved(request: HttpRequest, visit: Visit, draft: Content, act: str) -> HttpResponseBase:
    """What the form carried is kept, and one goes on."""
    _, asking = asking_of(draft)
    page = asking.page(request.POST.get("page", ""))
    draft = save(visit, page=page, answers=typed(page, request.POST) if page is not None else {})
    there = asking.page(request.POST.get("go", ""))
    to = draft.page
    if there is not None:
        to = there.id
    elif page is not None:
        to = page_after(act, page=page.id, shown=asking.shown(draft.answers), order=asking.steps)
    if to != draft.page:
        save(visit, to=to)
    return redirect(BOX if act == "stop" else HERE)


def _shown(request: HttpRequest, visit: Visit, draft: Content) -> HttpResponse:
    """The page of the draft on which its holder is, or the first one."""
    if draft.page == REVIEW:
        return _review(request, visit, draft)
    _, asking = asking_of(draft)
    return _question(request, visit, draft, asking.page(draft.page) or asking.shown(draft.answers)[0])


def _question(
    request: HttpRequest,
    visit: Visit,
    draft: Content,
    page: Step,
    *,
    problem: str = "",
    says: str = "",
    refused: str = "",
) -> HttpResponse:
    call, asking = asking_of(draft)
    pages, words = [one.id for one in asking.shown(draft.answers)], words_for(call, language())
    at = pages.index(page.id) + 1 if page.id in pages else 1
    values = {
        "page": page.id,
        "title": words.text(f"pages.{page.id}"),
        "lead": words.text(f"pages.{page.id}.hint"),
        "step": words.text("page.step", step=at, steps=len(pages) + 1),
        "asked": asked(page, draft.answers, words, problem=problem, says=says),
        "first": at == 1,
        "refused": refused,
        "writing": True,
        "here": "keep",
        "words": words,
        "advice": advised(draft.answers, words) if page.id == "protection" else None,
    }
    status = 400 if problem or refused else 200
    return _drawn(request, visit, "applications/question.html", values, status=status)


def _review(request: HttpRequest, visit: Visit, draft: Content, *, refused: str = "") -> HttpResponse:
    call, asking = asking_of(draft)
    words = words_for(call, language())
    kept: Answers = asking.kept(draft.answers)
    lacks = missing(visit, draft, asking)
    level = words.text(f"questions.level.choices.{CODES[chosen(kept)]}")
    values = {
        "matters": list(matters(kept, words, asking.shown(draft.answers))),
        "read": draft.read,
        "refused": refused or (words.text("page.missing", what=words.text(f"questions.{lacks}.ask")) if lacks else ""),
        "level": words.text("page.happens-level", level=level),
        "emergency": call.tier == EMERGENCY,
        "no_names": names_stay_away(draft.answers),
        "here": "keep",
        "words": words,
    }
    return _drawn(request, visit, "applications/review.html", values, status=400 if refused else 200)


def _choose(request: HttpRequest, visit: Visit, *, refused: str = "") -> HttpResponse:
    """The calls for which this box takes applications."""
    words, said = languages()[language()], request.POST
    values = {
        "calls": calls_shown(visit.box.counter_id, said.get("call", ""), words),
        "invitation": said.get("invitation", ""),
        "earlier": said.get("earlier", ""),
        "refused": refused,
        "writing": True,
        "pressed": "begin",
        "here": "choose",
    }
    return _drawn(request, visit, "applications/choose.html", values, status=400 if refused else 200)


def _consents(request: HttpRequest, visit: Visit, *, refused: str = "") -> HttpResponse:
    """What is allowed now; or what is chosen and not saved yet, in another language."""
    application, words = _mine(request, visit), languages()[language()]
    still = "speak" in request.POST
    values = {
        "application": application.id,
        "choices": consent_choices(application, words, request.POST.getlist("field") if still else None),
        "ask": words.text("questions.consents.ask"),
        "stood": request.POST.get("stood", "") if still else queries.changes_of(application),
        "refused": refused,
        "writing": True,
        "pressed": "consent",
        "here": "consents",
    }
    return _drawn(request, visit, "applications/consents.html", values, status=400 if refused else 200)


def _refused(request: HttpRequest, visit: Visit, act: str, error: TadasuError) -> HttpResponse:
    """The same page once more, with what was typed and what is wrong. A draft whose row was changed can only be deleted."""
    words = languages()[language()]
    if isinstance(error, DoesNotOpen):
        return _drawn(request, visit, "guided/discard.html", {"refused": sentence_of(error, words)}, status=400)
    if act == "consent":
        return _consents(request, visit, refused=sentence_of(error, words))
    draft = draft_of(visit)
    if draft is None or act in ("begin", "withdraw", "consents", "ask-withdraw"):
        return _choose(request, visit, refused=sentence_of(error, words))
    try:
        call, asking = asking_of(draft)
    except UsageError:
        return _choose(request, visit, refused=words.text("page.closed"))
    words = words_for(call, language())
    said = sentence_of(error, words)
    if isinstance(error, UsageError) and error.code == "applications-no-call":
        return _choose(request, visit, refused=words.text("page.closed"))
    page = asking.page(request.POST.get("page", ""))
    wrong = str(dict(error.params).get("question", "")) if isinstance(error, UsageError) else ""
    asks = page or next((one for one in asking.steps if any(asked.id == wrong for asked in one.questions)), None)
    if asks is None:
        return _review(request, visit, draft, refused=said)
    if page is not None:
        draft = Content(call=draft.call, page=page.id, answers={**draft.answers, **typed(page, request.POST)})
    return _question(request, visit, draft, asks, problem=wrong, says=said, refused="" if wrong else said)


def _enter(request: HttpRequest) -> HttpResponse:
    """A page that was typed after its visit was over, with the code: it is kept, and one goes on where one was."""
    code = Code(request.POST)
    words = languages()[language()]
    if not code.is_valid():
        return _ask_code(request, code=code)
    try:
        token = enter(code.cleaned_data["code"])
        visit = entered(token)
        if visit is None or visit.box.purpose != queries.PURPOSE:
            return _ask_code(request, code=code, problem=words.text("page.other-box"))
        with transaction.atomic(), holding(str(visit.box.digest)):
            draft = draft_of(visit)
            page = asking_of(draft)[1].page(request.POST.get("page", "")) if draft is not None else None
            if page is None:
                return _ask_code(request, code=code, problem=words.text("page.other-box"))
            save(visit, page=page, answers=typed(page, request.POST), to=page.id)
    except TadasuError as error:
        return _ask_code(request, code=code, problem=sentence_of(error, words))
    answer = redirect(HERE)
    remember(answer, token)
    return answer


def _ask_code(request: HttpRequest, *, over: bool = False, code: Code | None = None, problem: str = "") -> HttpResponse:
    """What was typed stands on the page and nowhere else, and the code is asked for."""
    words = languages()[language()]
    problems = [str(one) for one in (code.errors.get("code", []) if code is not None else [])]
    values = {
        "words": words,
        "lead": words.text("page.over-lead", minutes=MINUTES),
        "problem": problem or " ".join(problems),
        "typed": [
            (key, one)
            for key in request.POST
            if key == "page" or key.startswith("q-")
            for one in request.POST.getlist(key)
        ],
    }
    answer = render(request, "guided/over.html", values, status=400 if over or code is not None else 403)
    if over:
        forget(answer)
    return answer


def _has_words(request: HttpRequest) -> bool:
    """Whether a form carried anything that somebody answered."""
    return any(key.startswith("q-") and request.POST[key].strip() for key in request.POST)


def _mine(request: HttpRequest, visit: Visit) -> Application:
    """One of this box. Raises UsageError `applications-over`."""
    id = _id(request.POST.get("application", ""))
    found = queries.applications_in(visit.box.id).filter(id=id).first() if id is not None else None
    if found is None:
        raise UsageError("applications-over")
    return found


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _drawn(
    request: HttpRequest, visit: Visit, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    words: Words = languages()[language()]
    shared = {"words": words, "token": form_token(visit), "here": "", "spoken": list(NAMES.items())}
    return render(request, template, {**shared, **(values or {})}, status=status)
