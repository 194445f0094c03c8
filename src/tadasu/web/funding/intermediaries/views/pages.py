"""How the money of each line flows, with what to be warned of; what one intermediary owes and told; what we state to funders
elsewhere."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tadasu.funds import MILLION, Problem, Totals
from tadasu.web.foundation.access import Act, Actor, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.awards import money
from tadasu.web.funding.awards.views._shown import level_text
from tadasu.web.funding.awards.words import regions
from tadasu.web.funding.intermediaries import access, queries
from tadasu.web.funding.intermediaries.chains import LinePicture, Picture, picture
from tadasu.web.funding.intermediaries.models import Attestation, Incident, Terms
from tadasu.web.funding.intermediaries.words import named
from tadasu.web.funding.programmes.views._shown import called
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Clock, Pair, State
from tadasu.wording import say

OF_SHARES = ("share", "most")
"""Parameters of problems that are parts per million."""

OF_NAMES = ("organisation",)


@login_required
@require_safe
def chains(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All lines."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    terms = list(queries.terms_of(actor, organisation))
    found = picture(actor, organisation, committed=request.GET.get("of") == "agreed")
    values = {
        "organisation": place,
        "name": name_of(place),
        "committed": request.GET.get("of") == "agreed",
        "lines": [_line(one, found) for one in found.lines],
        "problems": [_problem(one, found) for one in (*found.problems, *found.depend)],
        "alone": len(found.dependence.on_one),
        "recipients": len(found.dependence.routes),
        "sealed": found.dependence.sealed,
        "terms": [_row(one) for one in terms],
        "states": queries.states_anything(actor, organisation),
    }
    return render(request, "intermediaries/chains.html", values)


@login_required
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What we owe to funders on this server."""
    rows = [_row(one) for one in queries.terms_held(asking(request))]
    return render(request, "intermediaries/held.html", {"rows": rows})


@login_required
@require_safe
def one(request: HttpRequest, id: UUID) -> HttpResponse:
    """Terms: duties and who said yes, attestations, incidents with their clock."""
    terms, actor = terms_or_404(request, id), asking(request)
    ours = terms.organisation_id in actor.places
    duties = queries.duties_of(terms)
    values = {
        "terms": terms,
        "ours": ours,
        "award": reverse("awards-one", args=[terms.award]) if ours else "",
        "facts": _facts(terms),
        "duties": [{"row": one, "name": named("duties", one.code, language())} for one in duties],
        "attestations": [_attestation(actor, terms, one) for one in queries.attestations_of(terms)],
        "incidents": [_incident(actor, terms, one) for one in queries.incidents_of(terms)],
        "buttons": _buttons(actor, terms, any(one.acknowledged_on is None for one in duties)),
    }
    return render(request, "intermediaries/one.html", values)


@login_required
@require_safe
def grants(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Grants from funders elsewhere, and what we stated of each."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    rows = [
        {
            "row": one,
            "statements": [
                {"row": each, "amount": money.shown(each.amount, one.currency)} for each in one.statements.all()
            ],
        }
        for one in queries.grants_of(actor, organisation)
    ]
    values = {
        "organisation": place,
        "rows": rows,
        "states": may_anew(actor, access.STATE.name, place),
    }
    return render(request, "intermediaries/grants.html", values)


def terms_or_404(request: HttpRequest, id: UUID) -> Terms:
    """Terms; what is not theirs is not there. Raises Http404."""
    try:
        return queries.one_of(asking(request), id)
    except Terms.DoesNotExist:
        raise Http404 from None


def _line(line: LinePicture, found: Picture) -> dict[str, object]:
    return {
        "name": f"{line.line.code} {called(line.line)}",
        "totals": [_totals(unit, one) for unit, one in line.totals.items()],
        "through": [
            (found.names.get(key, "…"), _percent(amount * MILLION // line.told.total if line.told.total else 0))
            for key, amount in sorted(line.through.items(), key=lambda one: -one[1])
        ],
        "problems": [_problem(one, found) for one in line.problems],
    }


def _totals(unit: str, one: Totals) -> dict[str, object]:
    rows = (
        (_("Entered"), one.entered),
        (_("Reached recipients who are known"), one.arrived),
        (_("Reached recipients who are attested"), one.sealed),
        (_("Kept as overhead"), one.overhead + one.sealed_overhead),
        (_("Held by intermediaries"), one.held),
        (_("Came back"), one.returned),
    )
    return {"unit": unit, "pairs": [Pair(term=term, text=money.shown(amount, unit)) for term, amount in rows]}


def _problem(one: Problem, found: Picture) -> str:
    params = dict(one.params)
    for name, value in params.items():
        if name in OF_SHARES and value.isdigit():
            params[name] = _percent(int(value))
        elif name in OF_NAMES:
            params[name] = found.names.get(value, _("the funder"))
    if one.code == "one-above-half":
        return (
            _("%(organisation)s receives %(share)s of this line; more than %(most)s through one hand is a risk.")
            % params
        )
    return say(f"funds-{one.code}", params, language())


def _percent(parts: int) -> str:
    return f"{parts / 10_000:.1f}%"


def _row(one: Terms) -> dict[str, object]:
    return {
        "row": one,
        "address": reverse("intermediaries-one", args=[one.id]),
        "amount": money.shown(one.amount, one.currency),
        "protection": level_text(one.protection),
        "open": one.duties.filter(acknowledged_on=None).count(),
    }


def _facts(terms: Terms) -> Sequence[Pair]:
    rows = [
        (_("Award"), terms.pseudonym),
        (_("Depth of the chain"), str(terms.depth)),
        (_("Amount"), money.shown(terms.amount, terms.currency)),
        (_("First day"), day_text(terms.starts_on, language())),
        (_("Last day"), day_text(terms.ends_on, language())),
        (_("Overhead that it may keep"), f"{terms.overhead_points / 100:.2f} %"),
        (_("Lowest protection level below"), level_text(terms.protection)),
        (_("It reports every so many days"), str(terms.report_days)),
        (_("It tells of an incident within hours"), str(terms.incident_hours)),
        (_("Its organisation on this server"), name_of(terms.holder) if terms.holder else ""),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]


def _attestation(actor: Actor, terms: Terms, one: Attestation) -> dict[str, object]:
    waits = one.state == "signed" and may_anew(actor, access.JUDGE.name, one)
    return {
        "row": one,
        "amount": money.shown(one.amount, one.currency),
        "state": named("attestation_states", one.state, language()),
        "source": named("sources", one.source, language()),
        "why": named("returns", one.why, language()) if one.why else "",
        "regions": [
            (regions().get(code, {}).get(language(), code), named("bands", band, language()))
            for code, band in sorted(one.regions.items())
        ],
        "judge": reverse("intermediaries-judge", args=[one.id]) if waits else "",
    }


def _incident(actor: Actor, terms: Terms, one: Incident) -> dict[str, object]:
    late = one.told_at > one.due_at
    closes = one.state == "open" and may_anew(actor, access.CLOSE.name, terms)
    clock = None
    if one.state == "open":
        today = timezone.localdate()
        clock = Clock(rule=_("Looked at again by"), today=today, due=one.review_on, left=(one.review_on - today).days)
    return {
        "row": one,
        "name": named("incidents", one.code, language()),
        "state": named("incident_states", one.state, language()),
        "in_time": (State.HOLD, _("told too late")) if late else (State.CLEAR, _("told in time")),
        "clock": clock,
        "opens": one.record is not None and terms.organisation_id in actor.places,
        "close": reverse("intermediaries-close", args=[one.id]) if closes else "",
    }


def _buttons(actor: Actor, terms: Terms, owes: bool) -> Sequence[tuple[str, str]]:
    offered: Sequence[tuple[Act, bool, str, str]] = (
        (access.ACKNOWLEDGE, owes, "intermediaries-acknowledge", _("Say yes to what is owed")),
        (access.ATTEST, True, "intermediaries-attest", _("Attest sub-grants")),
        (access.TELL, True, "intermediaries-tell", _("Tell of an incident")),
    )
    return [
        (reverse(view, args=[terms.id]), label)
        for act, there, view, label in offered
        if there and may_anew(actor, act.name, terms)
    ]
