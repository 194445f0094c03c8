"""Who decides: named, asked for ties, checked, given the copy, recused."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.access import Actor, allow, asking
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.funding.calls.words import named as called
from tadasu.web.funding.review import actions, queries, standing
from tadasu.web.funding.review.access import ANSWER, CHECK_TIES, DECLARE, GIVE_COPY, LAY_DOWN, RECUSE, SEAT, TAKE_LEAD
from tadasu.web.funding.review.actions.seating import in_appeal
from tadasu.web.funding.review.forms import Answered, Nothing, Seated, TakenOver, Ties, Why
from tadasu.web.funding.review.models import APPEAL, Seat
from tadasu.web.funding.review.views._asking import ask, held_for, seat_for, with_key
from tadasu.web.ui.days import language
from tadasu.web.ui.views.question import QUESTION, posted


@login_required
@require_http_methods(QUESTION)
def declare(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """What binds whoever asks, anywhere."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    allow(actor, DECLARE.name, place)
    last = queries.declaration_of(organisation, actor.user) if actor.user else None

    def do(form: Ties) -> HttpResponseBase:
        actions.declare(actor, organisation=organisation, names=form.names())
        return redirect("review-mine")

    return ask(
        request,
        organisation,
        question=_("Declare your ties"),
        act=_("Seal what I declared"),
        form=Ties(posted(request)),
        do=do,
        back=reverse("review-mine"),
        happens=[
            _(
                "It is sealed to you and to the programme officers. With it they check whether you are tied to an application."
            ),
            _("Of each check only yes or no is kept, never a name."),
            _("It takes the place of what you declared before.") if last else _("You have declared nothing yet."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def seat(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Name a reviewer."""
    held, actor = held_for(request, id, SEAT)
    appeal = in_appeal(held)

    def do(form: Seated) -> None:
        said = form.cleaned_data
        actions.seat(actor, review=id, user=UUID(said["user"]), body=APPEAL if appeal else "", outside=said["outside"])

    return ask(
        request,
        id,
        question=_("Name a reviewer for the appeal") if appeal else _("Name a reviewer"),
        act=_("Name this person"),
        form=Seated(posted(request), people=queries.could_sit(held)),
        do=do,
        happens=[
            _("This person is asked for ties first, and sees nothing of the application before they are checked."),
            _("Only reviewers with keys who have no seat here can be chosen; who was recused cannot come back."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def lead(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Lead a review that nobody leads any more, or that somebody leads who does not act."""
    held, actor = held_for(request, id, TAKE_LEAD)
    before = standing.lead_of(held)
    happens = [_("You are asked for ties first, and another officer checks them. Who leads does not score or sign.")]
    if before is not None:
        happens.append(_("%(person)s leads it no longer, and is told on their first page.") % {"person": before.user})
    return ask(
        request,
        id,
        question=_("Take over this review") if before is not None else _("Lead this review"),
        act=_("Lead it"),
        form=TakenOver(posted(request), initial={"of": before.id}) if before is not None else Nothing(posted(request)),
        do=lambda form: actions.take_lead(
            actor, review=id, why=form.cleaned_data.get("why", ""), of=form.cleaned_data.get("of")
        ),
        happens=happens,
    )


@login_required
@require_http_methods(QUESTION)
def lay_down(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Lead a review no longer."""
    actor = held_for(request, id, LAY_DOWN)[1]
    return ask(
        request,
        id,
        question=_("Lay this review down"),
        act=_("Lead it no longer"),
        form=Nothing(posted(request)),
        do=lambda form: actions.lay_down(actor, review=id),
        happens=[
            _("Nothing is prepared or signed until a colleague leads it; the clock runs on."),
            _("If something binds you, take yourself out instead: then nothing of it is left to you."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def answer(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Ties to this application."""
    held, actor = seat_for(request, id, ANSWER)

    def do(form: Answered) -> HttpResponseBase:
        actions.answer(actor, seat=id, ties=form.cleaned_data["ties"], key=unlocked_key(request))
        return redirect("review-mine")

    return ask(
        request,
        held.review_id,
        question=_("Say whether something binds you to %(name)s") % {"name": held.review.pseudonym},
        act=_("Say this"),
        form=Answered(posted(request)),
        do=do,
        back=reverse("review-mine"),
        happens=[
            _(
                "You need not know who applies: a programme officer also holds what you declared against the sealed names."
            ),
            _("A tie takes you out of this review for good; you see nothing more of it."),
            *_promised(actor, held),
        ],
    )


def _promised(actor: Actor, held: Seat) -> list[str]:
    """What the call of the application promises, as far as whoever is asked may know it."""
    rules = [called("conflicts", one, language()) for one in queries.rules_of_call(actor, held.application)]
    said = [_("The call of this application promises: %(rule)s.") % {"rule": one} for one in rules]
    return [*said, _("Every tie below takes you out, also one that the call does not name.")] if said else []


@login_required
@require_http_methods(QUESTION)
def check_ties(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Sealed names against what was declared."""
    held, actor = seat_for(request, id, CHECK_TIES)

    def then(key: Unlocked) -> HttpResponseBase:
        def do(form: Why) -> None:
            actions.check_ties(actor, seat=id, key=key, reason=form.cleaned_data["reason"])

        return ask(
            request,
            held.review_id,
            question=_("Check ties of %(person)s") % {"person": held.user},
            act=_("Check"),
            form=Why(posted(request)),
            do=do,
            happens=[
                _(
                    "The names of the application and what the person declared are opened and compared here; you see neither."
                ),
                _("Yes takes the person out of the review. Kept are yes or no and the version of the comparison."),
            ],
        )

    return with_key(request, then)


@login_required
@require_http_methods(QUESTION)
def give(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The copy for somebody who came later."""
    held, actor = seat_for(request, id, GIVE_COPY)
    return with_key(
        request,
        lambda key: ask(
            request,
            held.review_id,
            question=_("Let %(person)s read the copy") % {"person": held.user},
            act=_("Let this person read it"),
            form=Nothing(posted(request)),
            do=lambda form: actions.give_copy(actor, seat=id, key=key),
            happens=[_("The copy without names and what was assessed are sealed to this person too.")],
        ),
    )


@login_required
@require_http_methods(QUESTION)
def recuse(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A tie noticed later."""
    held, actor = seat_for(request, id, RECUSE)

    def do(form: Nothing) -> HttpResponseBase | None:
        actions.recuse(actor, seat=id, key=unlocked_key(request))
        return redirect("review-mine") if held.user_id == actor.user else None

    return ask(
        request,
        held.review_id,
        question=_("Take %(person)s out of this review") % {"person": held.user},
        act=_("Take out, for good"),
        form=Nothing(posted(request)),
        do=do,
        template="ui/reason.html",
        happens=[
            _(
                "Every key to the application, its letters and this review is taken from the person, and nothing of "
                "it is shown to them."
            ),
            _("What they have read they have read. Their scores stay; they score, speak and sign no more."),
            _("Where they hold a key, yours must be unlocked."),
        ],
    )
