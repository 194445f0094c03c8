"""What pages of a review have in common: the review or 404, how an act is asked for, and unlocked keys on the way."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.views.asking import key_or_unlock
from tadasu.web.funding.review import queries
from tadasu.web.funding.review.models import Decision, Hit, Review, Seat
from tadasu.web.ui.parts import Said
from tadasu.web.ui.views.question import Question, answer

ASK = "review/ask.html"


def review_or_404(request: HttpRequest, id: UUID) -> Review:
    """A review; what is not theirs is not there."""
    try:
        return queries.review_of(asking(request), id)
    except Review.DoesNotExist:
        raise Http404 from None


def held_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Review, Actor]:
    """The review, and who asks, who may. Raises Http404, Refused."""
    found, actor = review_or_404(request, id), asking(request)
    allow(actor, act.name, found)
    return found, actor


def seat_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Seat, Actor]:
    """A seat, and who asks, who may. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = queries.seat_held(actor, id)
    except (Seat.DoesNotExist, Review.DoesNotExist):
        raise Http404 from None
    if found.user_id != actor.user:  # one's own is there before one may see what it is about
        review_or_404(request, found.review_id)
    allow(actor, act.name, found)
    return found, actor


def decision_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Decision, Review, Actor]:
    """A decision, its review, and who asks, who may. Raises Http404, Refused."""
    found = Decision.objects.filter(id=id).first()
    if found is None:
        raise Http404
    review, actor = held_for(request, found.review_id, act)
    return found, review, actor


def hit_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Hit, Actor]:
    """A hit, and who asks, who may. Raises Http404, Refused."""
    actor = asking(request)
    try:
        found = queries.hit_of(actor, id)
    except Hit.DoesNotExist:
        raise Http404 from None
    allow(actor, act.name, found)
    return found, actor


def with_key(request: HttpRequest, then: Callable[[Unlocked], HttpResponseBase]) -> HttpResponseBase:
    """What follows when the key is unlocked; else the way there."""
    key = key_or_unlock(request)
    return key if isinstance(key, HttpResponseBase) else then(key)


def ask(
    request: HttpRequest,
    review: UUID,
    *,
    question: Said,
    act: Said,
    form: BaseForm,
    do: Callable[[Any], object],
    happens: Sequence[Said] = (),
    back: str = "",
    template: str = ASK,
    values: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """The page, or what follows its answer: the page of the review, unless `do` gives another."""

    def done(answered: Any) -> HttpResponseBase | None:
        found = do(answered)
        return found if isinstance(found, HttpResponseBase) else None

    return answer(
        request,
        Question(
            question=question,
            act=act,
            form=form,
            do=done,
            back=back or reverse("review-one", args=[review]),
            happens=happens,
            template=template,
            values=values or {},
        ),
    )
