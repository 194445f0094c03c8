"""A hit: what the list says, what we say, why they are alike; and the decision."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, asking
from tadasu.web.foundation.parties import actions, queries, words
from tadasu.web.foundation.parties.access import DECIDE
from tadasu.web.foundation.parties.forms import Decide
from tadasu.web.foundation.parties.models import Hit
from tadasu.web.foundation.parties.views._shown import asked_reason, found_or_404
from tadasu.web.foundation.parties.views.parties import described
from tadasu.web.ui.parts import Event, Pair, Reasons
from tadasu.web.ui.tables import Column, Shown, Table
from tadasu.web.ui.views.question import QUESTION, posted

ON_A_PAGE = 25
"""Lines on the page of all that wait."""


@login_required
@require_safe
def hit(request: HttpRequest, id: UUID) -> HttpResponse:
    """Both parties side by side."""
    shown = found_or_404(queries.hit_of, request, id)
    found = shown.hit
    ours = queries.party_shown(asking(request), found.party_id)
    values = {
        **described(ours),
        "hit": found,
        "list": words.list_text(found.list_id),
        "likely": words.likely_text(found),
        "reasons": words.reason_texts(found.reasons),
        "listed": _listed(found),
        "asked_again": shown.asked_again,
        "waits": not found.verdict and found.gone_at is None,
        "verdict": words.verdict_text(found.verdict) if found.verdict else "",
        "decides": queries.may_decide(asking(request), found),
        "events": [
            Event(
                at=one.made_at,
                what=words.verdict_text(one.verdict),
                who=words.person_text(one.made_by),
                text=one.reason,
            )
            for one in shown.decisions
        ],
    }
    return render(request, "parties/hit.html", values)


@login_required
@require_http_methods(QUESTION)
def decide(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The same, not the same, open."""
    shown = found_or_404(queries.hit_of, request, id)
    actor = asking(request)
    allow(actor, DECIDE.name, shown.hit)
    names = {"listed": shown.hit.matched_name, "ours": shown.hit.party.title}
    return asked_reason(
        request,
        question=_("Is “%(listed)s” in the list the same as %(ours)s?") % names,
        act=_("Keep this decision"),
        happens=[
            _(
                "The decision holds over later screenings, until the list says something else of its party or we of ours."
            ),
            _("Then the question comes back, with what was decided before."),
        ],
        form=Decide(posted(request), decided=bool(shown.hit.verdict), initial={"seen": shown.seen}),
        do=lambda said: actions.decide(
            actor, hit=id, verdict=said["verdict"], seen=said["seen"], reason=said["reason"]
        ),
        back=reverse("parties-hit", args=[id]),
    )


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """All hits that wait for whoever asks, the most alike first."""
    shown = table_of(queries.waiting(asking(request)), request, most=ON_A_PAGE)
    return render(request, "parties/hits.html", {"table": shown})


def table_of(hits: Any, request: HttpRequest, *, most: int) -> Shown:
    """Hits that wait, so many on a page."""
    return _table(most).show(request.GET, hits)


def _table(most: int) -> Table:
    return Table(
        name="hits",
        caption=gettext_lazy("Possible hits that wait for a decision"),
        columns=(
            Column(
                name="party",
                label=gettext_lazy("Party"),
                value=lambda one: one.party.title,
                address=lambda one: reverse("parties-hit", args=[one.id]),
            ),
            Column(name="listed", label=gettext_lazy("Name in the list"), value=lambda one: one.matched_name),
            Column(name="list", label=gettext_lazy("List"), value=lambda one: words.list_text(one.list_id)),
            Column(name="likely", label=gettext_lazy("The same?"), value=words.likely_text),
            Column(
                name="why",
                label=gettext_lazy("Why"),
                value=lambda one: Reasons(words.reason_texts(one.reasons, limit=3)),
            ),
        ),
        size=most,
        empty=gettext_lazy("No hit waits"),
        how=gettext_lazy("A hit comes here when a party of yours may be one that a list names."),
        prefix="hits-",
        file=False,
    )


def _listed(hit: Hit) -> Sequence[Pair]:
    """What the list says."""
    said = hit.listed
    rows = [
        (_("Name in the list"), said["name"]),
        (_("Other names"), "\n".join(said["aliases"])),
        (_("Country"), ", ".join(words.place_text(one) for one in said["countries"])),
        (_("Address"), "\n".join(said["addresses"])),
        (
            _("Registration number"),
            "\n".join(f"{value} ({words.scheme_text(scheme)})" for scheme, value in said["identifiers"]),
        ),
        (_("Listed for"), words.topic_texts(hit)),
        (_("Programme"), said["programme"]),
        (_("Listed on"), said["listed_on"]),
        (_("Entry"), hit.entity_id),
        (_("Version of the list"), hit.list_version),
    ]
    return [Pair(term=term, text=text) for term, text in rows if text]
