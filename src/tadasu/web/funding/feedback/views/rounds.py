"""Rounds of a funder, and one of them: how it stands, and, when it is closed, what was answered."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import Actor, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.feedback import access, queries
from tadasu.web.funding.feedback._rounds import handed_over
from tadasu.web.funding.feedback.models import CLOSED, OPEN, Round
from tadasu.web.funding.feedback.questions import form
from tadasu.web.funding.feedback.views._shown import called, left_out, parts_of, pictures_of, round_or_404, svg_of
from tadasu.web.funding.feedback.words import named
from tadasu.web.funding.programmes.models import Fund
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Table
from tadasu.web.ui.views import tables

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The picture stands alone: its style is inside it, and it runs nothing."""


@login_required
@require_safe
def rounds(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """The latest first."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    rows = queries.rounds_of(actor, organisation)
    values = {"name": name_of(place), "organisation": place, "begins": may_anew(actor, access.BEGIN.name, place)}
    return tables.answer(request, "feedback/rounds.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def round(request: HttpRequest, id: UUID) -> HttpResponse:
    """How it stands. Nothing of answers before it is closed."""
    held, actor = round_or_404(request, id)
    results = held.results or {}
    values = {
        "round": held,
        "title": _("Round %(number)s: what grantees and applicants think of us") % {"number": held.number},
        "state": named("states", held.state, language()),
        "facts": list(_facts(held)),
        "least": form().least,
        "few": held.state == CLOSED and results.get("answered") is None,
        "pictures": pictures_of(held),
        "parts": parts_of(held),
        "left_out": left_out(held) if results.get("answered") is not None else [],
        "reply": held.reply_in(language()),
        "replied_on": day_text(held.replied_on, language()) if held.replied_on else "",
        "buttons": _buttons(actor, held),
    }
    return render(request, "feedback/round.html", values)


@login_required
@require_safe
def picture(request: HttpRequest, id: UUID, question: str) -> HttpResponse:
    """The bars of a question."""
    held, _actor = round_or_404(request, id)
    counts = (held.results or {}).get("questions", {}).get(question)
    if counts is None or question not in form().questions:
        raise Http404
    found = HttpResponse(svg_of(question, counts), content_type="image/svg+xml; charset=utf-8")
    found.headers["Content-Security-Policy"] = PICTURE_POLICY
    return found


def _facts(held: Round) -> list[Pair]:
    funds = Fund.objects.filter(id__in=held.funds).order_by("name", "id")
    found = [
        Pair(term=gettext_lazy("State"), text=named("states", held.state, language())),
        Pair(term=gettext_lazy("Who is asked"), text="; ".join(named("asked", one, language()) for one in held.asked)),
        Pair(term=gettext_lazy("First day"), text=day_text(held.opens_on, language())),
        Pair(term=gettext_lazy("Last day"), text=day_text(held.closes_on, language())),
        Pair(term=gettext_lazy("Invited"), text=str(held.invited)),
    ]
    if funds:
        found.insert(2, Pair(term=gettext_lazy("Programmes"), text="; ".join(called(one) for one in funds)))
    answered = (held.results or {}).get("answered")
    if held.state == CLOSED:
        least = _("fewer than %(least)s") % {"least": form().least}
        found.append(Pair(term=gettext_lazy("Vouchers taken"), text=str(held.taken)))
        found.append(Pair(term=gettext_lazy("Answered"), text=str(answered) if answered is not None else least))
    return found


def _buttons(actor: Actor, held: Round) -> dict[str, object]:
    over = held.state == OPEN and held.closes_on < timezone.localdate()
    handed = handed_over(held)
    closed, told = held.state == CLOSED, (held.results or {}).get("answered") is not None
    return {
        "close": over and may_anew(actor, access.CLOSE.name, held),
        "drop": held.state == OPEN and may_anew(actor, access.DROP.name, held),
        "words": bool(held.words) and may_anew(actor, access.READ.name, held),
        "reply": closed and not handed and may_anew(actor, access.REPLY.name, held),
        "hand_over": told and bool(held.reply) and not handed and may_anew(actor, access.HAND_OVER.name, held),
        "proposal": held.proposal,
    }


def _table() -> Table:
    return Table(
        name="rounds",
        caption=gettext_lazy("Rounds"),
        columns=(
            Column(
                name="number",
                label=gettext_lazy("Round"),
                value=lambda one: str(one.number),
                sorts="number",
                address=lambda one: reverse("feedback-round", args=[one.id]),
            ),
            Column(name="state", label=gettext_lazy("State"), value=lambda one: named("states", one.state, language())),
            Column(name="opens_on", label=gettext_lazy("First day"), sorts="opens_on"),
            Column(name="closes_on", label=gettext_lazy("Last day"), sorts="closes_on"),
            Column(name="answered", label=gettext_lazy("Answered"), value=_answered),
        ),
        empty=gettext_lazy("No round yet"),
        how=gettext_lazy("A programme officer begins one: grantees and applicants then find it in their boxes."),
        file=False,
    )


def _answered(one: Round) -> str | None:
    if one.state != CLOSED:
        return None
    answered = (one.results or {}).get("answered")
    return str(answered) if answered is not None else _("fewer than %(least)s") % {"least": form().least}
