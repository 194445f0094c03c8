"""Calls of an organisation: the list, one of them, and what is done with it."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm, Form
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import Act, Actor, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.calls import access, actions, queries
from tadasu.web.funding.calls.access import CLOSE, OPEN_CALL, SEE, WRITE
from tadasu.web.funding.calls.forms import Close, Extend, SayIn, WriteCall, before
from tadasu.web.funding.calls.models import CLOSED, DRAFT, EMERGENCY, INVITED, OPEN, Call
from tadasu.web.funding.calls.promises import promise_of
from tadasu.web.funding.calls.views._shown import ASK, call_or_404, place_or_404, title
from tadasu.web.funding.calls.views._tables import calls_table, facts_of, invitations_table
from tadasu.web.funding.calls.words import named, words
from tadasu.web.funding.programmes.queries import lines_of
from tadasu.web.ui.days import language
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@login_required
@require_safe
def calls(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every call of an organisation."""
    place, actor = place_or_404(request, organisation, SEE)
    values = {"organisation": place, "name": name_of(place), "begins": may_anew(actor, WRITE.name, place)}
    table = calls_table().show(request.GET, queries.calls_of(actor, organisation))
    return tables.answer(request, "calls/calls.html", table, values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A call: its terms, its texts, its invitations."""
    held, actor = call_or_404(request, id, SEE)
    table = invitations_table(actor, held).show(request.GET, queries.invitations_of(actor, held))
    values = {
        "call": held,
        "title": title(held),
        "state": named("states", held.state, language()),
        "public": held.state != DRAFT,
        "over": held.state == OPEN and held.closes_on is not None and held.closes_on < timezone.localdate(),
        "facts": facts_of(held),
        "english": held.about,
        "japanese": held.about_ja,
        "texts": sorted(held.texts.items()),
        "buttons": _buttons(actor, held),
        "invited": held.kind == INVITED,
    }
    return tables.answer(request, "calls/one.html", table, values)


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A draft."""
    place, actor = place_or_404(request, organisation, WRITE)

    def do(form: WriteCall) -> HttpResponseBase:
        return redirect("calls-one", actions.begin_call(actor, organisation=place.id, said=form.said({})).id)

    form = WriteCall(
        posted(request),
        lines=list(lines_of(actor, organisation)),
        versions=list(queries.forms_of(actor, organisation)),
        initial={"opens_on": timezone.localdate(), "conflicts": list(words("conflicts"))},
    )
    happens = [_("It is a draft that only your organisation sees, until it is opened.")]
    if not queries.forms_of(actor, organisation).exists():
        happens.append(_("No form was loaded yet: load one first."))
    return answer(
        request,
        Question(
            question=_("Write a call"),
            act=_("Keep this draft"),
            form=form,
            do=do,
            back=reverse("calls-list", args=[organisation]),
            happens=happens,
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def write(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Change a draft."""
    held, actor = call_or_404(request, id, WRITE)

    def do(form: WriteCall) -> None:
        seen = form.cleaned_data["seen"] or 0
        actions.write_call(actor, call=id, said=form.said(held.texts), seen=seen)

    return _ask(
        request,
        held,
        question=_("Change “%(title)s”") % {"title": title(held)},
        act=_("Keep this draft"),
        form=WriteCall(
            posted(request),
            lines=list(lines_of(actor, held.organisation_id)),
            versions=list(queries.forms_of(actor, held.organisation_id)),
            initial=before(held),
        ),
        do=do,
        happens=[_("Once it is open, its terms stay: line, tier, amounts, who may apply, form.")],
    )


@login_required
@require_http_methods(QUESTION)
def say_in(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Its texts in a further language."""
    held, actor = call_or_404(request, id, WRITE)

    def do(form: SayIn) -> None:
        actions.say_in(actor, call=id, **form.cleaned_data)

    code = request.GET.get("language", "")
    return _ask(
        request,
        held,
        question=_("Say the call in a further language"),
        act=_("Keep these texts"),
        form=SayIn(posted(request), initial={"language": code, **held.texts.get(code, {})}),
        do=do,
        happens=[
            _("The public page shows them beneath its own language. Somebody who speaks it should have read them."),
            _("One applies in English or Japanese, whatever languages the call speaks."),
            _("With both left empty the language is taken out."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """From now on anybody may read it."""
    held, actor = call_or_404(request, id, OPEN_CALL)

    def do(form: Form) -> None:
        actions.open_call(actor, call=id)

    promise = promise_of(held, timezone.localdate())
    happens = [
        _("Anybody may read it, without an account, and from its first day on apply."),
        _("Its terms stay from then on. It can get more time, never less, and be closed for a reason."),
    ]
    if promise is not None and promise.hours:
        happens.append(
            _(
                "It promises a decision within %(hours)s hours of every application, on days off too. Somebody has to be there."
            )
            % {"hours": promise.count}
        )
    return _ask(
        request,
        held,
        question=_("Open this call?"),
        act=_("Open this call"),
        form=Form(posted(request)),
        do=do,
        happens=happens,
    )


@login_required
@require_http_methods(QUESTION)
def extend(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """More time."""
    held, actor = call_or_404(request, id, OPEN_CALL)

    def do(form: Extend) -> None:
        actions.extend_call(actor, call=id, **form.cleaned_data)

    return _ask(
        request,
        held,
        question=_("Give this call more time"),
        act=_("Give it more time"),
        form=Extend(posted(request), initial={"closes_on": held.closes_on}),
        do=do,
        happens=[_("The public page says the new day. It cannot be brought forward again.")],
    )


@login_required
@require_http_methods(QUESTION)
def close(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Nothing comes in any more."""
    held, actor = call_or_404(request, id, CLOSE)

    def do(form: Close) -> None:
        actions.close_call(actor, call=id, reason=form.cleaned_data["reason"])

    over = held.closes_on is not None and held.closes_on < timezone.localdate()
    return _ask(
        request,
        held,
        question=_("Close this call?"),
        act=_("Close this call"),
        form=Close(posted(request), needed=not over),
        do=do,
        happens=[
            _("Nobody can apply in it any more; what was sent goes on, and who began can still read what they wrote."),
            _("It cannot be opened again."),
        ],
        template="ui/reason.html",
    )


def _ask(
    request: HttpRequest,
    held: Call,
    *,
    question: str,
    act: str,
    form: BaseForm,
    do: Callable[[Any], None],
    happens: Sequence[str],
    template: str = ASK,
) -> HttpResponseBase:
    """The page of a question about a call, or the call after its answer."""
    return answer(
        request,
        Question(
            question=question,
            act=act,
            form=form,
            do=do,
            back=reverse("calls-one", args=[held.id]),
            happens=happens,
            template=template,
        ),
    )


def _buttons(actor: Actor, held: Call) -> Sequence[tuple[str, str]]:
    offered: list[tuple[Act, bool, str, str]] = [
        (access.OPEN_CALL, held.state == DRAFT, "calls-open-it", _("Open this call")),
        (access.WRITE, held.state == DRAFT, "calls-write", _("Change this draft")),
        (access.WRITE, held.state != CLOSED, "calls-say-in", _("Say it in a further language")),
        (access.INVITE, held.state == OPEN and held.kind == INVITED, "calls-invite", _("Make an invitation")),
        (access.OPEN_CALL, held.state == OPEN and held.kind != EMERGENCY, "calls-extend", _("Give it more time")),
        (access.CLOSE, held.state == OPEN, "calls-close", _("Close this call")),
    ]
    return [
        (reverse(view, args=[held.id]), label)
        for act, there, view, label in offered
        if there and may_anew(actor, act.name, held)
    ]
