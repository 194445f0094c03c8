"""How an act is asked for: the page says what will happen and asks for the reason; sent, it happens, or the page says what is
wrong, or what others did meanwhile. Nothing of what was written is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tadasu.schema import UsageError
from tadasu.web.foundation.access import asking
from tadasu.web.foundation.procedure import _words
from tadasu.web.foundation.procedure.conflicts import Conflict
from tadasu.web.foundation.procedure.forms import Act, AnyAct
from tadasu.web.foundation.procedure.guards import guards
from tadasu.web.foundation.procedure.models import Step
from tadasu.web.foundation.procedure.queries import RunShown
from tadasu.web.ui.parts import Compared
from tadasu.web.ui.sentences import sentence
from tadasu.web.ui.views import errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Generic[AnyAct]):
    """An act that is proposed to whoever acts. `form` makes its form, of what was sent or as it is first shown; `happens` says
    what the values of that lead to, and `do` does it: both raise UsageError."""

    question: str
    act: str
    form: Callable[[QueryDict | None], AnyAct]
    happens: Callable[[AnyAct], Sequence[str]]
    do: Callable[[AnyAct], Step]


def answer(request: HttpRequest, shown: RunShown, proposed: Proposed[AnyAct]) -> HttpResponse:
    """The page of the act, what follows its answer, or the page of a conflict."""
    sent = request.POST if request.method == "POST" else None
    form, happens = proposed.form(sent), list[str]()
    try:
        if not form.is_bound or form.is_valid():
            happens = list(proposed.happens(form))
        if form.is_bound and form.is_valid():
            if form.as_told:
                with transaction.atomic():
                    proposed.do(form)
                return redirect("procedure-run", shown.run.id)
            happens = [_("This is not done yet: look at it once more."), *happens]
            form = proposed.form(_retold(request.POST, form.chosen))
    except Conflict as conflict:
        return _conflict(request, shown, conflict.steps, proposed.act, form.cleaned_data["reason"])
    except UsageError as error:
        if form.is_bound:
            form.add_error(None, refusal(error))
        else:
            happens = [refusal(error)]
    values = {
        "question": proposed.question,
        "act": proposed.act,
        "form": form,
        "happens": happens,
        "address": request.path,
        "back": reverse("procedure-run", args=[shown.run.id]),
    }
    return render(request, "ui/reason.html", values)


def overtaken(request: HttpRequest, shown: RunShown, wanted: str) -> HttpResponse | None:
    """The page of a conflict for an act that was sent from a page on which later steps were not shown: whatever else is wrong
    with it now may be because of them."""
    if request.method != "POST":
        return None
    form = Act(request.POST)
    form.is_valid()
    seen = form.cleaned_data.get("seen")
    later = [one for one in shown.steps if seen is not None and one.number > seen]
    return _conflict(request, shown, later, wanted, form.cleaned_data.get("reason", "")) if later else None


def state_before(shown: RunShown, number: int) -> str:
    """The state in which a case was before a step."""
    seen = [one for one in shown.steps if one.number < number and one.state_to]
    return seen[-1].state_to if seen else ""


def refusal(error: UsageError) -> str:
    """What is wrong; of a rule that stands before a move also what it asks for."""
    said = sentence(error)
    guard = guards().get(dict(error.params).get("guard", "")) if error.code == "run-guard" else None
    return f"{said} {guard.told}" if guard is not None else said


def _retold(sent: QueryDict, chosen: str) -> QueryDict:
    """What was sent, with what the page says now."""
    again = sent.copy()
    again["told"] = chosen
    return again


def _conflict(request: HttpRequest, shown: RunShown, later: Sequence[Step], wanted: str, reason: str) -> HttpResponse:
    """What others did, beside what was to be done and why."""
    actor = asking(request)
    theirs = [_words.event(one, actor) for one in later]
    before, now = state_before(shown, later[0].number), later[-1].run.state
    compared = [
        Compared(
            label=_("Stage"),
            before=_words.state_text(shown.procedure, before),
            theirs=_words.state_text(shown.procedure, now),
            yours="",
        ),
        Compared(
            label=_("What is done"),
            before="",
            theirs="\n".join(" · ".join(filter(None, (str(one.what), str(one.who)))) for one in theirs),
            yours=wanted,
        ),
        Compared(label=_("Reason"), before="", theirs="\n".join(str(one.text) for one in theirs), yours=reason),
    ]
    return errors.conflict(request, compared, again=reverse("procedure-run", args=[shown.run.id]))
