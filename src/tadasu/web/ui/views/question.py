"""How an act is asked for: the page says what will happen; sent, it happens, or the page says what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from tadasu.schema import TadasuError
from tadasu.web.ui.parts import Said
from tadasu.web.ui.sentences import sentence

AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)

QUESTION = ["GET", "HEAD", "POST"]
"""How a page is asked for that asks something: shown, and sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[AnyForm]):
    """`do` gets the form when it holds, raises TadasuError, and says where to go on if that is not `back`. With `counted`, what
    it wrote before it raised stays (wrong passphrases are counted). `template` and `values` where the page says more."""

    question: Said
    act: Said
    form: AnyForm
    do: Callable[[AnyForm], HttpResponseBase | None]
    back: str
    happens: Sequence[Said] = ()
    counted: bool = False
    template: str = "ui/reason.html"
    values: Mapping[str, object] = field(default_factory=dict)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is made of: nothing while the page is only shown."""
    return request.POST if request.method == "POST" else None


def answer(request: HttpRequest, asked: Question[AnyForm]) -> HttpResponseBase:
    """The page of the question, or what follows its answer."""
    form = asked.form
    if form.is_bound and form.is_valid():
        try:
            with nullcontext() if asked.counted else transaction.atomic():
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
