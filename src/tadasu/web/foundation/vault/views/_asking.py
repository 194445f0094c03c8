"""How an act is asked for: the page says what will happen; sent, it happens, or the page says what is wrong."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from tadasu.schema import TadasuError
from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.cookie import unlocked_key
from tadasu.web.ui.sentences import sentence

AnyForm = TypeVar("AnyForm", bound=forms.Form)

QUESTION = ["GET", "HEAD", "POST"]
"""How a page is asked for that asks something: shown, and sent."""

MINUTE = timedelta(minutes=1)
"""Pages say in minutes how long something lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Generic[AnyForm]):
    """A question. `do` gets the form when it holds and raises TadasuError; with `counted`, what it wrote before it raised stays
    (wrong passphrases are counted). `then` is where to go on: an address, or an answer that `do` returned."""

    question: str
    act: str
    form: Callable[[QueryDict | None], AnyForm]
    do: Callable[[AnyForm], HttpResponseBase | None]
    back: str
    happens: Sequence[str] = ()
    counted: bool = False


def answer(request: HttpRequest, asking: Asking[AnyForm]) -> HttpResponseBase:
    """The page of the question, or what follows its answer."""
    form = asking.form(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            with nullcontext() if asking.counted else transaction.atomic():
                return asking.do(form) or redirect(asking.back)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    if form.is_bound:
        status = 400
    values = {
        "question": asking.question,
        "act": asking.act,
        "form": form,
        "happens": asking.happens,
        "address": request.get_full_path(),
        "back": asking.back,
    }
    return render(request, "ui/reason.html", values, status=status)


def key_or_unlock(request: HttpRequest) -> Unlocked | HttpResponse:
    """The unlocked key, or the way to the page that unlocks it and comes back."""
    found = unlocked_key(request)
    if found is not None:
        return found
    return redirect(f"{reverse('vault-unlock')}?{urlencode({'next': request.get_full_path()})}")
