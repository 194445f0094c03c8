"""What is done with a round, each on a page that says what will happen."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.vault.forms import Purpose
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.feedback import actions
from tadasu.web.funding.feedback.access import BEGIN, CLOSE, DROP, HAND_OVER, READ, REPLY
from tadasu.web.funding.feedback.actions.beginning import Said
from tadasu.web.funding.feedback.actions.closing import read_words
from tadasu.web.funding.feedback.forms import Begin, Reply
from tadasu.web.funding.feedback.questions import form as questions
from tadasu.web.funding.feedback.views._shown import called, round_or_404
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.parts import Said as Sentence
from tadasu.web.ui.views.question import QUESTION, AnyForm, Question, answer, posted

ASK = "feedback/ask.html"


@login_required
@require_http_methods(QUESTION)
def begin(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A round."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, BEGIN.name, place)
    funds = [(one, called(one)) for one in Fund.objects.filter(organisation=place).order_by("name", "id")]

    def do(form: Begin) -> HttpResponseBase:
        said = Said(
            asked=form.cleaned_data["asked"],
            funds=[UUID(one) for one in form.cleaned_data["funds"]],
            opens_on=form.cleaned_data["opens_on"],
            closes_on=form.cleaned_data["closes_on"],
        )
        return redirect("feedback-round", actions.begin_round(actor, organisation=place.id, said=said).id)

    return answer(
        request,
        Question(
            question=_("Ask grantees and applicants what they think of us?"),
            act=_("Begin the round"),
            form=Begin(posted(request), funds=funds),
            do=do,
            back=reverse("feedback-rounds", args=[organisation]),
            happens=[
                _("Everybody who is asked finds it in their box from the first day on, and takes a voucher there."),
                _(
                    "Answers are sealed to programme officers who have keys now. Nobody sees any before the last day is over."
                ),
                _("If fewer than %(least)s answer, all of it is destroyed unread.") % {"least": questions().least},
                _("Whom you ask cannot be changed later; you can give the round up."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def close(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """All answers at once, by an officer whose key opens them."""
    held, actor = round_or_404(request, id, CLOSE)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key

    def do(form: Reason) -> None:
        actions.close_round(actor, round=id, key=key, reason=form.cleaned_data["reason"])

    return _ask(
        request,
        id,
        question=_("Close round %(number)s and count the answers?") % {"number": held.number},
        act=_("Close and count"),
        form=Reason(posted(request)),
        do=do,
        happens=[
            _(
                "All answers are opened together, counted, and destroyed. What is left are counts, and free answers without them."
            ),
            _("If fewer than %(least)s answered, none is opened, and all are destroyed.")
            % {"least": questions().least},
            _("It cannot be taken back, and nobody answers after it."),
        ],
        template="ui/reason.html",
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Nothing is counted."""
    held, actor = round_or_404(request, id, DROP)
    return _ask(
        request,
        id,
        question=_("Give round %(number)s up?") % {"number": held.number},
        act=_("Give it up"),
        form=forms.Form(posted(request)),
        do=lambda form: _done(actions.drop_round(actor, round=id)),
        happens=[
            _("All answers are destroyed unread, and vouchers open nothing any more."),
            _("It cannot be taken back. Another round can be begun."),
        ],
        template="ui/reason.html",
    )


@login_required
@require_http_methods(QUESTION)
def open_(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Free answers, for a purpose with a reason."""
    held, actor = round_or_404(request, id, READ)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key

    def do(form: Purpose) -> HttpResponseBase:
        actions.open_words(actor, round=id, key=key, **form.cleaned_data)
        return redirect("feedback-words", id)

    return _ask(
        request,
        id,
        question=_("Open the free answers of round %(number)s?") % {"number": held.number},
        act=_("Open them"),
        form=Purpose(posted(request), initial={"purpose": "decide"}),
        do=do,
        happens=[
            _(
                "They stand in an order of chance, apart from all counts. That you opened them stays in the log of the vault."
            ),
            _("Do not try to find out who wrote what, and copy nothing out of them that could show it."),
        ],
    )


@login_required
@require_safe
def words(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was opened less than half an hour ago."""
    held, actor = round_or_404(request, id, READ)
    key = key_or_unlock(request)
    if isinstance(key, HttpResponseBase):
        return key
    with transaction.atomic():
        found = read_words(actor, round=held, key=key)
    if found is None:
        return redirect("feedback-open", id)
    shown = [(questions().free[one][language()], texts) for one, texts in found.items() if one in questions().free]
    response = render(request, "feedback/words.html", {"round": held, "found": shown})
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(QUESTION)
def reply(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What was heard, and what changes."""
    held, actor = round_or_404(request, id, REPLY)

    def do(form: Reply) -> None:
        actions.reply(actor, round=id, **form.cleaned_data)

    return _ask(
        request,
        id,
        question=_("Answer what you were told in round %(number)s") % {"number": held.number},
        act=_("Put it into every box"),
        form=Reply(posted(request), initial={"english": held.reply, "japanese": held.reply_ja}),
        do=do,
        happens=[
            _("It stands for a year in the box of every grantee and applicant, also of those who were not asked."),
            _("Until it is handed to those who sign for the public it can be written anew."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def hand_over(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """To two who sign."""
    held, actor = round_or_404(request, id, HAND_OVER)

    def do(form: Reason) -> HttpResponseBase:
        proposal = actions.hand_over(actor, round=id, reason=form.cleaned_data["reason"])
        return redirect("publication-proposal", proposal)

    return _ask(
        request,
        id,
        question=_("Hand round %(number)s to those who sign for the public?") % {"number": held.number},
        act=_("Hand it over"),
        form=Reason(posted(request)),
        do=do,
        happens=[
            _("Counts of all who answered and the reply become public when two different people have signed."),
            _("No programme, no language and no free answer is among it. The reply cannot be changed any more."),
        ],
    )


def _ask(
    request: HttpRequest,
    id: UUID,
    *,
    question: Sentence,
    act: Sentence,
    form: AnyForm,
    do: Callable[[AnyForm], HttpResponseBase | None],
    happens: Sequence[Sentence],
    template: str = ASK,
) -> HttpResponseBase:
    back = reverse("feedback-round", args=[id])
    return answer(
        request,
        Question(question=question, act=act, form=form, do=do, back=back, happens=happens, template=template),
    )


def _done(result: object) -> None:
    """An act whose page is the one before."""
