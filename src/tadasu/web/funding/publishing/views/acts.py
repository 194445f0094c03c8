"""Prepare a release, hand it over, give it up; say as what the organisation publishes."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.release import exclusion_policy
from tadasu.web.funding.publishing import actions, gathering, queries
from tadasu.web.funding.publishing.access import DROP, HAND_OVER, PREPARE, SET_PUBLISHER
from tadasu.web.funding.publishing.forms import PrepareForm, PublisherForm
from tadasu.web.funding.publishing.models import SINGLED_OUT
from tadasu.web.funding.publishing.views._shown import place_or_404, release_or_404
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted

ASK, ASK_FILE = "publishing/ask.html", "publishing/ask_file.html"


@login_required
@require_http_methods(QUESTION)
def publisher(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """As what the organisation publishes."""
    _place, actor = place_or_404(request, organisation, SET_PUBLISHER)

    def do(form: PublisherForm) -> None:
        actions.set_publisher(actor, organisation=organisation, said=form.said)

    return answer(
        request,
        Question(
            question=_("As what does this organisation publish?"),
            act=_("Set this"),
            form=PublisherForm(posted(request), found=queries.publisher_of(actor, organisation)),
            do=do,
            back=reverse("publishing-releases", args=[organisation]),
            happens=[
                _("This stands in every file that is published."),
                _("Once something was handed over to be signed, the identifier stays: activities are known by it."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def prepare(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """A new release."""
    _place, actor = place_or_404(request, organisation, PREPARE)
    form = PrepareForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        intermediaries=gathering.intermediaries(organisation),
        last=gathering.last_closed(exclusion_policy()),
        told=gathering.standing_years(organisation),
    )

    def do(form: PrepareForm) -> HttpResponseBase:
        made = actions.prepare(actor, organisation=organisation, wish=form.wish)
        if made.state == SINGLED_OUT:
            messages.error(request, _("The attack singles somebody out. Nothing can be published like this."))
        return redirect("publishing-release", made.id)

    return answer(
        request,
        Question(
            question=_("Prepare a release of grants"),
            act=_("Prepare and attack it"),
            form=form,
            do=do,
            back=reverse("publishing-releases", args=[organisation]),
            happens=[
                _(
                    "The system reads level, programme, region, month, amount and consents of awards, none that is withheld."
                ),
                _(
                    "What would single somebody out is rolled up or not told. Then an attack tries to single somebody out."
                ),
                _("Nothing is public yet. A large portfolio is prepared in the background."),
                _("Give every file that an intermediary has published: whoever has it can take it off our figures."),
            ],
            template=ASK_FILE,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def hand_over(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """To those who sign."""
    found, actor = release_or_404(request, id, HAND_OVER)

    def do(form: Reason) -> HttpResponseBase:
        proposal = actions.hand_over(actor, release=id, reason=form.cleaned_data["reason"])
        return redirect("publication-proposal", proposal)

    return answer(
        request,
        Question(
            question=_("Hand release %(number)s to those who sign?") % {"number": found.number},
            act=_("Hand it over"),
            form=Reason(posted(request)),
            do=do,
            back=reverse("publishing-release", args=[id]),
            happens=[
                _(
                    "Two publishers read exactly what will be public and sign it. Whoever made or signed an award in it cannot."
                ),
                _("If something else is published before both have signed, it has to be prepared again."),
                _("Once published, it cannot be called back: others copy it at once."),
            ],
            template=ASK,
        ),
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Give it up."""
    found, actor = release_or_404(request, id, DROP)

    def do(form: forms.Form) -> None:
        actions.drop(actor, release=id)

    return answer(
        request,
        Question(
            question=_("Give release %(number)s up?") % {"number": found.number},
            act=_("Give it up"),
            form=forms.Form(posted(request)),
            do=do,
            back=reverse("publishing-release", args=[id]),
            happens=[_("What would have been public is erased here. What the attack found stays.")],
            template=ASK,
        ),
    )
