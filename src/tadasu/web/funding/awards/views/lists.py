"""Lists: the awards of an organisation, and payments that wait for a payer."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import Actor, asking, may_anew
from tadasu.web.foundation.accounts.pages import organisation_or_404
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.awards import access, queries
from tadasu.web.funding.awards.access import PAYER
from tadasu.web.funding.awards.models import Payment
from tadasu.web.funding.awards.models.money import PREPARED
from tadasu.web.funding.awards.views._buttons import of_payment
from tadasu.web.funding.awards.views._shown import amount_text, blocks_said, code_text, level_text
from tadasu.web.funding.awards.words import regions, words
from tadasu.web.ui.days import language
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables


@login_required
@require_safe
def awards(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Those that the viewer may know of."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    rows = queries.awards_of(actor, organisation)
    values = {
        "name": name_of(place),
        "organisation": place,
        "begins": may_anew(actor, access.BEGIN.name, place),
        "pays": access.PAYER in actor.roles_in(place.id),
        "draws": may_anew(actor, access.DRAW.name, place),
    }
    return tables.answer(request, "awards/awards.html", _table().show(request.GET, rows), values)


@login_required
@require_safe
def to_release(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Payments that wait to be released, or to be noted; what stands in the way of each."""
    place, actor = organisation_or_404(request, organisation), asking(request)
    rows = [_waiting(actor, one) for one in queries.to_release(actor, organisation)]
    return render(request, "awards/to_release.html", {"organisation": place, "name": name_of(place), "rows": rows})


def _waiting(actor: Actor, one: Payment) -> dict[str, object]:
    award = one.award
    return {
        "row": one,
        "award": award,
        "amount": amount_text(one.amount, award),
        "route": code_text("routes", one.route),
        "basis": code_text("bases", one.basis),
        "state": code_text("payment_states", one.state),
        "blocks": blocks_said(actor, award, one.tranche) if one.state == PREPARED else [],
        "own": one.prepared_by_id == actor.user,
        "unread": actor.user not in award.readers and PAYER in actor.roles_in(award.organisation_id),
        "ways": of_payment(actor, award, one),
    }


def _table() -> Table:
    return Table(
        name="awards",
        caption=gettext_lazy("Awards"),
        columns=(
            Column(
                name="pseudonym",
                label=gettext_lazy("Award"),
                value=lambda one: one.pseudonym,
                sorts="pseudonym",
                address=lambda one: reverse("awards-one", args=[one.id]),
            ),
            Column(
                name="state",
                label=gettext_lazy("State"),
                value=lambda one: code_text("states", one.state),
                sorts="state",
            ),
            Column(
                name="amount",
                label=gettext_lazy("Amount"),
                value=lambda one: amount_text(one.amount, one),
                sorts="amount",
            ),
            Column(
                name="level", label=gettext_lazy("Protection"), value=lambda one: level_text(one.level), sorts="level"
            ),
            Column(
                name="region",
                label=gettext_lazy("Region"),
                value=lambda one: regions().get(one.region, {}).get(language(), one.region),
                sorts="region",
            ),
            Column(
                name="lane",
                label=gettext_lazy("Kind of grant"),
                value=lambda one: code_text("lanes", one.lane),
                sorts="lane",
            ),
            Column(name="ends_on", label=gettext_lazy("Until"), sorts="ends_on"),
        ),
        filters=(
            Filter(
                name="state",
                label=gettext_lazy("State"),
                choices=[(code, one[language()]) for code, one in words("states").items()],
            ),
            Filter(
                name="lane",
                label=gettext_lazy("Kind of grant"),
                choices=[(code, one[language()]) for code, one in words("lanes").items()],
            ),
        ),
        searched=("pseudonym",),
        order="-begun_on",
        empty=gettext_lazy("No award yet"),
        how=gettext_lazy("An award begins from a decision, or directly for an intermediary."),
    )
