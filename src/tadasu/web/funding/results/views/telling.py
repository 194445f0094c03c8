"""Tell the public: what was prepared, one of them, prepare, hand over, give up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import Act, Actor, allow, asking, may, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.publishing.counting import problem_from
from tadasu.web.funding.results import access, actions, queries
from tadasu.web.funding.results._public import names_of
from tadasu.web.funding.results.actions.publicising import standing_number, standing_years
from tadasu.web.funding.results.forms import PrepareTelling
from tadasu.web.funding.results.models import PASSED, SINGLED_OUT, Telling
from tadasu.web.funding.results.views._shown import ask, place_or_404, word
from tadasu.web.funding.results.words import TOGETHER, YEAR, groups
from tadasu.web.ui.days import language
from tadasu.web.ui.forms import Reason
from tadasu.web.ui.views.question import QUESTION, posted
from tadasu.wording import say


@login_required
@require_safe
def tellings(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """All of them, and where the last one is public."""
    place, actor = place_or_404(request, organisation, access.SEE_PUBLIC)
    rows = queries.tellings_of(actor, organisation)
    values = {
        "organisation": place,
        "name": name_of(place),
        "rows": [(one, word("tellings", one.state)) for one in rows],
        "number": standing_number(organisation),
        "prepares": may(actor, access.PREPARE.name, place),
    }
    return render(request, "results/tellings.html", values)


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """What would be public, or why it goes no further."""
    found, actor = _telling_or_404(request, id, access.SEE_PUBLIC)
    document = found.document or {}
    values = {
        "telling": found,
        "retired": names_of(found.retired)[language()],
        "can_retire": found.state == SINGLED_OUT and _leaves(found),
        "state": word("tellings", found.state),
        "tables": [_table(document[name]) for name in ("results", "together") if name in document],
        "found": [_problem(one) for one in found.found],
        "hands": found.state == PASSED and may_anew(actor, access.HAND_OVER.name, found),
        "drops": found.state in (PASSED, SINGLED_OUT) and may(actor, access.DROP.name, found),
    }
    return render(request, "results/telling.html", values)


@login_required
@require_http_methods(QUESTION)
def prepare(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Count, hide, attack."""
    _place, actor = place_or_404(request, organisation, access.PREPARE)

    def do(form: PrepareTelling) -> HttpResponseBase:
        made = actions.prepare(actor, organisation=organisation, anew=form.cleaned_data.get("anew", False))
        if made.state == SINGLED_OUT:
            messages.error(request, _("The attack singles somebody out. Nothing can be published like this."))
        return redirect("results-telling", made.id)

    return ask(
        request,
        question=_("Prepare what the public is told of results"),
        act=_("Prepare and attack it"),
        form=PrepareTelling(posted(request), told=_standing(organisation)),
        do=do,
        back=reverse("results-tellings", args=[organisation]),
        happens=[
            _("Counted are results of awards that a release of grants would count; nothing that is withheld."),
            _(
                "Numbers behind which there are too few grantees, or one who has half, are hidden, and so are those that "
                "give them away."
            ),
            _("Nothing is public yet: two publishers sign."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def hand_over(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """To those who sign."""
    found, actor = _telling_or_404(request, id, access.HAND_OVER)

    def do(form: Reason) -> HttpResponseBase:
        proposal = actions.hand_over(actor, telling=id, reason=form.cleaned_data["reason"])
        return redirect("publication-proposal", proposal)

    return ask(
        request,
        question=_("Hand telling %(number)s to those who sign?") % {"number": found.number},
        act=_("Hand it over"),
        form=Reason(posted(request)),
        do=do,
        back=reverse("results-telling", args=[id]),
        happens=[
            _("Two publishers read exactly what will be public and sign it; one of them may be you."),
            _("Once published, it cannot be called back: others copy it at once."),
        ],
    )


@login_required
@require_http_methods(QUESTION)
def drop(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Give it up."""
    found, actor = _telling_or_404(request, id, access.DROP)

    def do(form: forms.Form) -> None:
        actions.drop(actor, telling=id)

    return ask(
        request,
        question=_("Give telling %(number)s up?") % {"number": found.number},
        act=_("Give it up"),
        form=forms.Form(posted(request)),
        do=do,
        back=reverse("results-telling", args=[id]),
        happens=[_("What would have been public is erased here. What the attack found stays.")],
    )


def _telling_or_404(request: HttpRequest, id: UUID, act: Act) -> tuple[Telling, Actor]:
    actor = asking(request)
    found = Telling.objects.select_related("prepared_by", "organisation").filter(id=id).first()
    if found is None:
        raise Http404
    allow(actor, act.name, found)
    return found, actor


def _standing(organisation: UUID) -> str:
    """Years that were told and could be told no more, in words."""
    return names_of(standing_years(organisation))[language()]


def _leaves(telling: Telling) -> bool:
    """Whether it tells years again that could be told no more."""
    standing = standing_years(telling.organisation_id)
    return any(set(years).difference(telling.retired.get(one, ())) for one, years in standing.items())


def _table(grid: Mapping[str, Any]) -> dict[str, object]:
    """In the language of the page."""
    return {
        "columns": [one[language()] for one in grid["columns"]],
        "rows": [[one[language()] for one in row] for row in grid["rows"]],
    }


def _problem(kept: Mapping[str, Any]) -> str:
    """What the attack said: of which kind and year, and what."""
    one = problem_from(kept)
    said = say(f"release-{one.code}", dict(one.params), language())
    kind, _region, year = one.at.split("/") if one.at.count("/") == 2 else ("", "", "")
    names = {**groups(YEAR), **groups(TOGETHER)}
    where = [names[kind][language()] if kind in names else "", "" if year == "*" else year]
    return f"{' '.join(filter(None, where))}: {said}" if any(where) else said
