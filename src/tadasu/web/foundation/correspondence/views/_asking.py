"""How an act is asked for on the pages of readers: the page says what will happen; sent, it happens, or it says what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Generic[AnyForm]):
    """A question; `do` gets the form when it holds, and raises TadasuError."""

    question: str
    act: str
    form: Callable[[QueryDict | None], AnyForm]
    do: Callable[[AnyForm], None]
    back: str
    happens: Sequence[str] = ()


def answer(request: HttpRequest, asking: Asking[AnyForm]) -> HttpResponseBase:
    """The page of the question, or back to where one came from."""
    form = asking.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                asking.do(form)
            return redirect(asking.back)
        except TadasuError as error:
            form.add_error(None, sentence(error))
    values = {
        "question": asking.question,
        "act": asking.act,
        "form": form,
        "happens": asking.happens,
        "address": request.get_full_path(),
        "back": asking.back,
    }
    return render(request, "ui/reason.html", values, status=400 if form.is_bound else 200)


def key_or_unlock(request: HttpRequest, back: str = "") -> Unlocked | HttpResponse:
    """The unlocked key, or the way to the page that unlocks it and comes back."""
    found = unlocked_key(request)
    if found is not None:
        return found
    return redirect(f"{reverse('vault-unlock')}?{urlencode({'next': back or request.get_full_path()})}")
