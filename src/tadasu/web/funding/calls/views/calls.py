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
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.reports import in_words, standing_on
from tadasu.web.foundation.access import Act, Actor, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.calls import access, actions, queries
from tadasu.web.funding.calls.access import CLOSE, OPEN_CALL, SEE, WRITE
from tadasu.web.funding.calls.definitions import said_in
from tadasu.web.funding.calls.forms import Close, Extend, SayIn, WriteCall, before
from tadasu.web.funding.calls.models import CLOSED, DRAFT, EMERGENCY, INVITED, OPEN, Call, Invitation
from tadasu.web.funding.calls.promises import promise_of
from tadasu.web.funding.calls.views._shown import ASK, amounts, call_or_404, place_or_404, title, written
from tadasu.web.funding.calls.views.public import language_said
from tadasu.web.funding.calls.words import named, words
from tadasu.web.funding.programmes.models import Line
from tadasu.web.funding.programmes.policy import policy_of
from tadasu.web.funding.programmes.queries import lines_of
from tadasu.web.funding.programmes.views._shown import called
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.wording import say


@login_required
@require_safe
def calls(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every call of an organisation."""
    place, actor = place_or_404(request, organisation, SEE)
    values = {"organisation": place, "name": name_of(place), "begins": may_anew(actor, WRITE.name, place)}
    table = _table().show(request.GET, queries.calls_of(actor, organisation))
    return tables.answer(request, "calls/calls.html", table, values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A call: its terms, its texts, its invitations."""
    held, actor = call_or_404(request, id, SEE)
    table = _invitations(actor, held).show(request.GET, queries.invitations_of(actor, held))
    values = {
        "call": held,
        "title": title(held),
        "state": named("states", held.state, language()),
        "public": held.state != DRAFT,
        "over": held.state == OPEN and held.closes_on is not None and held.closes_on < timezone.localdate(),
        "facts": _facts(held),
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
            _("In which languages one can apply is said by the form, not by this."),
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


def _facts(held: Call) -> Sequence[Pair]:
    policy, today = policy_of(held.regime), timezone.localdate()
    line = Line.objects.select_related("fund").filter(id=held.line).first()
    promise = promise_of(held, today)
    comma = say("list.separator", {}, language())
    rows = [
        Pair(term=_("Kind of call"), text=named("kinds", held.kind, language())),
        Pair(term=_("Tier of the policy"), text=named("tiers", held.tier, language())),
        Pair(
            term=_("Policy and procedure"),
            text=f"{in_words(policy.names, language())}: {standing_on(policy, today, language())}",
            address=reverse("programmes-policy", args=[line.fund_id]) if line is not None else "",
        ),
    ]
    if line is not None:
        rows.append(
            Pair(
                term=_("Line of a fund from which it is paid"),
                text=f"{called(line.fund)}: {line.code} {called(line)}",
                address=reverse("programmes-line", args=[line.id]),
            )
        )
    if promise is not None:
        rows.append(
            Pair(
                term=_("How soon a decision is due"),
                text=f"{_due(promise.count, promise.hours)} {written(held, promise)}",
            )
        )
    rows += [
        Pair(term=_("Amounts"), text=amounts(held)),
        Pair(term=_("First day"), text=day_text(held.opens_on, language())),
        Pair(
            term=_("Last day"),
            text=day_text(held.closes_on, language()) if held.closes_on else _("none: it goes on until it is closed"),
        ),
        Pair(term=_("Who may apply"), text=comma.join(named("applicants", one, language()) for one in held.applicants)),
        Pair(
            term=_("Conflicts of interest"),
            text=comma.join(named("conflicts", one, language()) for one in held.conflicts) or _("no rule"),
        ),
        Pair(
            term=_("Form that it asks with"),
            text=f"{said_in(queries.form_of(held).title, language())} {held.form.number}",
            address=reverse("calls-form", args=[held.form_id]),
        ),
        Pair(
            term=_("Languages in which one applies"),
            text=comma.join(language_said(one)["name"] for one in held.languages),
        ),
    ]
    return rows


def _due(count: int, hours: bool) -> str:
    return (_("%(count)s hours.") if hours else _("%(count)s days.")) % {"count": count}


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


def _table() -> Table:
    return Table(
        name="calls",
        caption=gettext_lazy("Calls"),
        columns=(
            Column(
                name="title",
                label=gettext_lazy("Call"),
                value=title,
                sorts="title",
                address=lambda one: reverse("calls-one", args=[one.id]),
            ),
            Column(
                name="kind",
                label=gettext_lazy("Kind"),
                value=lambda one: named("kinds", one.kind, language()),
                sorts="kind",
            ),
            Column(
                name="tier",
                label=gettext_lazy("Tier"),
                value=lambda one: named("tiers", one.tier, language()),
                sorts="tier",
            ),
            Column(
                name="state",
                label=gettext_lazy("State"),
                value=lambda one: named("states", one.state, language()),
                sorts="state",
            ),
            Column(name="opens_on", label=gettext_lazy("First day"), sorts="opens_on"),
            Column(name="closes_on", label=gettext_lazy("Last day"), sorts="closes_on"),
        ),
        filters=(
            Filter(
                name="state",
                label=gettext_lazy("State"),
                choices=[(code, names[language()]) for code, names in words("states").items()],
            ),
        ),
        searched=("title", "title_ja"),
        order="-opens_on",
        empty=gettext_lazy("No call yet"),
        how=gettext_lazy("A call is written as a draft, then opened."),
    )


def _invitations(actor: Actor, held: Call) -> Table:
    """Who was invited stands nowhere."""
    withdraws = may_anew(actor, access.WITHDRAW.name, held)

    def fresh(one: Invitation) -> bool:
        return one.used_in is None and not one.withdrawn

    return Table(
        name="invitations",
        caption=gettext_lazy("Invitations"),
        columns=(
            Column(name="month", label=gettext_lazy("Made in"), value=lambda one: f"{one.month:%Y-%m}", sorts="month"),
            Column(name="ends_on", label=gettext_lazy("Can be used until"), sorts="ends_on"),
            Column(name="state", label=gettext_lazy("State"), value=_invitation_state),
            Column(
                name="withdraw",
                label=gettext_lazy("Withdraw"),
                value=lambda one: _("Withdraw") if withdraws and fresh(one) else "",
                address=lambda one: reverse("calls-withdraw", args=[one.id]) if withdraws and fresh(one) else "",
            ),
        ),
        empty=gettext_lazy("No invitation yet"),
        how=gettext_lazy("Each is a code that is shown once; you hand it over yourselves, by a way that is safe."),
        file=False,
    )


def _invitation_state(one: Invitation) -> str:
    if one.used_in is not None:
        return _("used in %(month)s") % {"month": f"{one.used_in:%Y-%m}"}
    if one.withdrawn:
        return _("withdrawn")
    return _("open") if one.ends_on >= timezone.localdate() else _("over")
