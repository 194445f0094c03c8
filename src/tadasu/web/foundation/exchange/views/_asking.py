"""How an act is asked for: the page says what will happen; sent, it happens, or the page says what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange.access import SEE
from tadasu.web.foundation.exchange.models import Peer
from tadasu.web.foundation.exchange.queries import PeerShown, peer
from tadasu.web.foundation.exchange.words import wrong

AnyForm = TypeVar("AnyForm", bound=forms.Form)

QUESTION = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Generic[AnyForm]):
    """A question. `do` gets the form when it holds and raises UsageError; `template` where the page says more."""

    question: str
    act: str
    form: AnyForm
    do: Callable[[AnyForm], HttpResponse | None]
    back: str
    happens: Sequence[str] = ()
    template: str = "ui/reason.html"


def answer(request: HttpRequest, asked: Asking[AnyForm], **values: object) -> HttpResponse:
    """The page of the question, or what follows its answer."""
    form = asked.form
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                return asked.do(form) or redirect(asked.back)
        except UsageError as error:
            form.add_error(None, wrong(error))
    shown = {
        "question": asked.question,
        "act": asked.act,
        "form": form,
        "happens": asked.happens,
        "address": request.get_full_path(),
        "back": asked.back,
        **values,
    }
    return render(request, asked.template, shown, status=400 if form.is_bound else 200)


def organisation_of(request: HttpRequest, organisation: UUID) -> Organisation:
    """One in which whoever asks has a place; for everybody else it is not there. Raises Refused for nobody, Http404."""
    actor = asking(request)
    if actor.user is None:
        raise Refused(SEE.name)
    if organisation not in actor.places:
        raise Http404
    return get_object_or_404(Organisation, pk=organisation)


def peer_or_404(actor: Actor, id: UUID) -> PeerShown:
    """A peer that may be seen. Raises Refused for nobody, Http404."""
    if actor.user is None:
        raise Refused(SEE.name)
    try:
        return peer(actor, id)
    except Peer.DoesNotExist:
        raise Http404 from None
