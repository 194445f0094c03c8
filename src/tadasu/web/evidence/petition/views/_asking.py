"""How an act on a petition is asked for: the page says what will happen, and afterwards the petition is shown."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from tadasu.web.evidence.petition.models import Petition
from tadasu.web.evidence.petition.views._shown import petition_or_404
from tadasu.web.foundation.access import Act, Actor, allow, asking
from tadasu.web.ui.views.question import Question, answer

ASK = "petition/ask.html"
"""The page of a question whose answer destroys nothing."""

GRAVE = "ui/reason.html"


def held_for(request: HttpRequest, id: UUID, act: Act) -> tuple[Petition, Actor]:
    """The petition, and who asks, who may. Raises Http404, Refused."""
    held, actor = petition_or_404(request, id), asking(request)
    allow(actor, act.name, held)
    return held, actor


def ask(
    request: HttpRequest,
    held: Petition,
    *,
    question: str,
    act: str,
    form: BaseForm,
    do: Callable[[Any], HttpResponseBase | None],
    happens: Sequence[str],
    template: str = ASK,
    values: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """The page, or what follows its answer."""
    return answer(
        request,
        Question(
            question=question,
            act=act,
            form=form,
            do=do,
            back=reverse("petition-one", args=[held.id]),
            happens=happens,
            template=template,
            values=values or {},
        ),
    )
