"""How an act is asked for: the page says what will happen; sent, it happens, or the page says what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Actor, allow, asking
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication import queries
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.ui.sentences import sentence

AnyForm = TypeVar("AnyForm", bound=forms.Form)

QUESTION = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Generic[AnyForm]):
    """A question. `do` gets the form when it holds, raises TadasuError, and says where to go on if that is not `back`."""

    question: str
    act: str
    form: AnyForm
    do: Callable[[AnyForm], HttpResponse | None]
    back: str
    happens: Sequence[str] = ()
    template: str = "ui/reason.html"
    values: dict[str, Any] = field(default_factory=dict)


def answer(request: HttpRequest, asked: Asked[AnyForm]) -> HttpResponse:
    """The page of the question, or what follows its answer."""
    form = asked.form
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                return asked.do(form) or redirect(asked.back)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    values = {
        "question": asked.question,
        "act": asked.act,
        "form": form,
        "happens": asked.happens,
        "address": request.get_full_path(),
        "back": asked.back,
        **asked.values,
    }
    return render(request, asked.template, values, status=400 if form.is_bound else 200)


def organisation_of(actor: Actor, id: UUID, act: str) -> Organisation:
    """The organisation, if the actor may do the act in it. Raises Http404 for one in which they have no place, Refused."""
    if id not in actor.places:
        raise Http404
    found = Organisation.objects.get(id=id)
    allow(actor, act, found)
    return found


def proposal_of(request: HttpRequest, id: UUID) -> Proposal:
    """One that is shown to whoever asks. Raises Http404."""
    found = queries.proposal(asking(request), id)
    if found is None:
        raise Http404
    return found
