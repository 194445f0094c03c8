"""Versions of forms: the list, one of them as it is asked, and how another is loaded."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.calls import actions, queries
from tadasu.web.funding.calls.access import LOAD_FORM, SEE
from tadasu.web.funding.calls.definitions import Definition, read, said_in
from tadasu.web.funding.calls.definitions import Question as Asked
from tadasu.web.funding.calls.forms import LoadForm
from tadasu.web.funding.calls.views._shown import form_or_404, language_name, place_or_404
from tadasu.web.funding.calls.words import named
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted
from tadasu.wording import say

ASK_FILE = "calls/ask_file.html"


@login_required
@require_safe
def forms(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Every version of every form."""
    place, actor = place_or_404(request, organisation, SEE)
    values = {"organisation": place, "name": name_of(place), "loads": may_anew(actor, LOAD_FORM.name, place)}
    table = _table().show(request.GET, queries.forms_of(actor, organisation))
    return tables.answer(request, "calls/forms.html", table, values)


@login_required
@require_safe
def form(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """A version as it is asked: page by page, with what is sealed and what is a code."""
    held = form_or_404(request, id)
    if request.GET.get("as") == "json":
        found = JsonResponse(held.definition, json_dumps_params={"ensure_ascii": False, "indent": 2})
        found.headers["Content-Disposition"] = f'attachment; filename="{held.key}-{held.number}.json"'
        return found
    definition = read(held.definition)
    comma = say("list.separator", {}, language())
    values = {
        "form": held,
        "title": said_in(definition.title, language()),
        "before": said_in(definition.before, language()),
        "facts": [
            Pair(term=_("Version"), text=f"{held.key} {held.number}"),
            Pair(term=_("Loaded by"), text=str(held.made_by)),
            Pair(term=_("Loaded on"), text=day_text(held.made_on, language())),
            Pair(term=_("Languages"), text=comma.join(language_name(one) for one in definition.languages())),
            Pair(term=_("SHA-256 of its definition"), text=held.digest),
        ],
        "pages": _pages(definition),
    }
    return render(request, "calls/form.html", values)


@login_required
@require_http_methods(QUESTION)
def load(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Another version."""
    place, actor = place_or_404(request, organisation, LOAD_FORM)

    def do(form: LoadForm) -> HttpResponseBase:
        said = form.cleaned_data["said"]
        return redirect("calls-form", actions.load_form(actor, organisation=place.id, said=said).id)

    return answer(
        request,
        Question(
            question=_("Load a form"),
            act=_("Load this form"),
            form=LoadForm(request.POST, request.FILES) if posted(request) is not None else LoadForm(),
            do=do,
            back=reverse("calls-forms", args=[organisation]),
            happens=[
                _("Another text is another version. Calls keep the version with which they were written."),
                _("It speaks English and Japanese, and one applies in these. Further languages are kept with it."),
                _("Words and people are always sealed. Mark as coded only answers that identify nobody."),
            ],
            template=ASK_FILE,
        ),
    )


def _pages(definition: Definition) -> Sequence[dict[str, object]]:
    return [
        {
            "title": said_in(page.title, language()),
            "hint": said_in(page.hint, language()),
            "when": _when(definition, page.when),
            "questions": [
                {
                    "ask": said_in(one.ask, language()),
                    "hint": said_in(one.hint, language()),
                    "how": _how(one),
                    "choices": [said_in(choice.text, language()) for choice in one.choices],
                    "coded": one.coded,
                }
                for one in page.questions
            ],
        }
        for page in definition.pages
    ]


def _when(definition: Definition, when: tuple[str, frozenset[str]] | None) -> str:
    question = definition.question(when[0]) if when is not None else None
    if when is None or question is None:
        return ""
    said = [said_in(one.text, language()) for one in question.choices if one.code in when[1]]
    comma = say("list.separator", {}, language())
    return _("Only where “%(ask)s” was answered: %(said)s") % {
        "ask": said_in(question.ask, language()),
        "said": comma.join(said),
    }


def _how(one: Asked) -> str:
    parts = [named("questions", one.kind, language())]
    if one.required:
        parts.append(_("needed"))
    if one.spoken:
        parts.append(_("may be spoken"))
    if one.kind == "text":
        parts.append(_("up to %(most)s signs") % {"most": f"{one.most:,}"})
    return say("list.separator", {}, language()).join(parts)


def _table() -> Table:
    return Table(
        name="forms",
        caption=gettext_lazy("Forms"),
        columns=(
            Column(
                name="title",
                label=gettext_lazy("Form"),
                value=lambda one: said_in(one.definition["title"], language()),
                address=lambda one: reverse("calls-form", args=[one.id]),
            ),
            Column(name="key", label=gettext_lazy("Key"), sorts="key"),
            Column(name="number", label=gettext_lazy("Version"), number=True, sorts="number"),
            Column(name="made_on", label=gettext_lazy("Loaded on"), sorts="made_on"),
            Column(name="made_by", label=gettext_lazy("Loaded by"), value=lambda one: str(one.made_by)),
        ),
        empty=gettext_lazy("No form yet"),
        how=gettext_lazy("Load one of ours, or a definition from a file."),
    )
