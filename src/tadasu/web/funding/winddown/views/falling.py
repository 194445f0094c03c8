"""If the funder falls: how things stand, shut, erase by two, tell grantees, go on."""

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tadasu.web.foundation.access import Act, Actor, allow, asking, may_anew
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.winddown import access, actions, queries
from tadasu.web.funding.winddown.actions.beginning import STANDS, drop_late
from tadasu.web.funding.winddown.forms import DESTROY, Announce, Shut
from tadasu.web.funding.winddown.models import ERASE, Fall
from tadasu.web.funding.winddown.words import kept_text, mode_name, rank_name, state_name
from tadasu.web.ui.days import day_text, language, moment_text
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

SECONDS = 8.0
"""For which a page works by itself; the worker does the rest, minute by minute."""

ASK = "winddown/ask.html"

ALWAYS = (
    gettext_lazy("No box can be opened any more, nobody writes in those that there are, and all visits end."),
    gettext_lazy("Every key that is unlocked is locked."),
)
SHUTS: Sequence[Said] = (
    gettext_lazy("At once nobody in the organisation opens anything that is sealed here; no passphrase helps."),
    gettext_lazy("Codes of applicants and grantees open nothing either."),
    gettext_lazy("Only as many custodians as are needed, together, bring it back."),
    *ALWAYS,
)
ERASES: Sequence[Said] = (
    gettext_lazy(
        "Identities, ways of payment, applications, letters, files and all words of reviews are destroyed for good."
    ),
    gettext_lazy("Custodians cannot bring anything back. Copies in backups open until those are destroyed too."),
    gettext_lazy("Sums, days, lines, outcomes, signatures and the record of acts stay, and what the law keeps."),
    *ALWAYS,
)


@login_required
@require_safe
def overview(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """What is open, what was done, what grantees are told."""
    place, actor = _place(request, organisation, access.SEE)
    left, told = queries.left_of(actor, organisation), queries.announced(organisation)
    running, asked = queries.running(organisation), queries.asked(organisation)
    values = {
        "organisation": place,
        "name": name_of(place),
        "ranks": [
            (rank_name(rank), left.open[rank].safe, left.open[rank].lost, left.sealed[rank]) for rank in left.open
        ],
        "safe": left.safe,
        "lost": left.lost,
        "boxes": left.boxes,
        "running": [(mode_name(one.mode), one.records) for one in running],
        "asked": asked,
        "asked_until": moment_text(asked.asked_at + STANDS, language()) if asked is not None else "",
        "agrees": asked is not None and may_anew(actor, access.CONFIRM_ERASE.name, asked),
        "falls": [_shown(one) for one in queries.falls_of(actor, organisation)[:20]],
        "told": day_text(told.on, language()) if told is not None else "",
        "shuts": may_anew(actor, access.SHUT.name, place),
        "announces": may_anew(actor, access.ANNOUNCE.name, place),
    }
    return render(request, "winddown/overview.html", values)


def _shown(fall: Fall) -> dict[str, object]:
    who = [str(one) for one in (fall.asked_by, fall.confirmed_by) if one is not None]
    return {
        "mode": mode_name(fall.mode),
        "state": state_name(fall.state),
        "who": ", ".join(who) or _("whoever runs the machine"),
        "when": moment_text(fall.asked_at, language()),
        "records": fall.records,
        "kept": [kept_text(code, count) for code, count in sorted(fall.kept.items())],
    }


@login_required
@require_http_methods(QUESTION)
def shut(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """By one person, who is told twice what will happen."""
    _funder, actor = _place(request, organisation, access.SHUT)
    left = queries.left_of(actor, organisation)
    back = reverse("winddown-overview", args=[organisation])
    counted = ngettext(
        "%(count)s record is open now that custodians can bring back.",
        "%(count)s records are open now that custodians can bring back.",
        left.safe,
    ) % {"count": left.safe}
    lost = ngettext(
        "%(count)s record custodians cannot bring back: to shut it is to erase it.",
        "%(count)s records custodians cannot bring back: to shut them is to erase them.",
        left.lost,
    ) % {"count": left.lost}
    happens = [counted, *([lost] if left.lost else []), *SHUTS]

    def do(form: Shut) -> HttpResponseBase | None:
        if form.cleaned_data["sure"] != "yes":
            return _sure(request, form, happens, back)
        fall = actions.shut_now(actor, organisation=organisation, lost=form.cleaned_data.get("lost") == DESTROY)
        return _went_on(request, fall)

    return answer(
        request,
        Question(
            question=_("Shut everything?"),
            act=_("Go on"),
            form=Shut(posted(request), lost=left.lost),
            do=do,
            back=back,
            happens=happens,
        ),
    )


def _sure(request: HttpRequest, form: Shut, happens: Sequence[Said], back: str) -> HttpResponseBase:
    values = {
        "question": _("Once more: shut everything now?"),
        "act": _("Shut everything now"),
        "form": form.sure_now(),
        "happens": happens,
        "address": request.get_full_path(),
        "back": back,
    }
    return render(request, "ui/reason.html", values)


@login_required
@require_http_methods(QUESTION)
def erase(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Asked by one; nothing happens until another agrees."""
    place, actor = _place(request, organisation, access.ASK_ERASE)
    hours = STANDS.days * 24
    return answer(
        request,
        Question(
            question=_("Ask that everything be erased?"),
            act=_("Ask"),
            form=forms.Form(posted(request)),
            do=lambda form: _done(actions.ask_erase(actor, organisation=place.id)),
            back=reverse("winddown-overview", args=[organisation]),
            happens=[
                _("Nothing is erased yet: another organiser or custodian has to agree within %(hours)s hours.")
                % {"hours": hours},
                *ERASES,
            ],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def agree(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The second person: now it happens."""
    fall, actor = _fall(request, id, access.CONFIRM_ERASE)
    return answer(
        request,
        Question(
            question=_("Erase everything now?"),
            act=_("Erase everything now"),
            form=forms.Form(posted(request)),
            do=lambda form: _went_on(request, actions.confirm_erase(actor, fall=fall.id)),
            back=reverse("winddown-overview", args=[fall.organisation_id]),
            happens=ERASES,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is not to be."""
    fall, actor = _fall(request, id, access.DROP_ERASE)
    return answer(
        request,
        Question(
            question=_("Erase nothing?"),
            act=_("Erase nothing"),
            form=forms.Form(posted(request)),
            do=lambda form: actions.drop_erase(actor, fall=fall.id),
            back=reverse("winddown-overview", args=[fall.organisation_id]),
            happens=[_("What was asked is over. It can be asked anew.")],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def announce(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Tell every grantee and applicant, in their box."""
    place, actor = _place(request, organisation, access.ANNOUNCE)
    return answer(
        request,
        Question(
            question=_("Announce the end?"),
            act=_("Announce it"),
            form=Announce(posted(request)),
            do=lambda form: _done(actions.announce(actor, organisation=place.id, on=form.cleaned_data["on"])),
            back=reverse("winddown-overview", args=[organisation]),
            happens=[
                _("The day stands in every box of applicants and grantees, with the way to take their file along."),
                _("The wind-down clause pays for ninety days; a day that is sooner is refused."),
                _("Nothing is shut or erased by it: on that day somebody does it here."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def withdraw(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """It does not come to that."""
    place, actor = _place(request, organisation, access.ANNOUNCE)
    return answer(
        request,
        Question(
            question=_("Take the announcement back?"),
            act=_("Take it back"),
            form=forms.Form(posted(request)),
            do=lambda form: actions.withdraw_announcement(actor, organisation=place.id),
            back=reverse("winddown-overview", args=[organisation]),
            happens=[_("It stands in no box any more.")],
            template=ASK,
        ),
    )


@login_required
@require_POST
def go_on(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Where no worker runs: some seconds more."""
    _place(request, organisation, access.SEE)
    for fall in queries.running(organisation):
        _work(fall)
    return redirect("winddown-overview", organisation)


def _went_on(request: HttpRequest, fall: Fall) -> HttpResponseBase:
    done = _work(fall)
    said = _("It is done.") if done else _("It has begun, and goes on by itself. This page says how far it is.")
    messages.success(request, said)
    return redirect("winddown-overview", fall.organisation_id)


def _work(fall: Fall) -> bool:
    return actions.go_on(fall.id, organisation=fall.organisation_id, seconds=SECONDS, say=lambda step: None)


def _done(result: object) -> None:
    """An act whose page is the one before."""


def _place(request: HttpRequest, id: UUID, act: Act) -> tuple[Organisation, Actor]:
    """A funder, and who asks, who may. Raises Http404, Refused."""
    place, actor = organisation_or_404(request, id), asking(request)
    if place.kind != access.FUNDER:
        raise Http404
    allow(actor, act.name, place)
    drop_late(actor, place)
    return place, actor


def _fall(request: HttpRequest, id: UUID, act: Act) -> tuple[Fall, Actor]:
    actor = asking(request)
    found = Fall.objects.filter(id=id, mode=ERASE).select_related("organisation").first()
    if found is None:
        raise Http404
    allow(actor, act.name, found)
    return found, actor
