"""The releases of an organisation, one of them with what the attack did, and the files that would be public."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tadasu.web.foundation.access import Actor, may, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.funding.publishing import gathering, queries
from tadasu.web.funding.publishing._document import MEDIA
from tadasu.web.funding.publishing._making import TRIED
from tadasu.web.funding.publishing.access import DROP, HAND_OVER, PREPARE, SEE, SET_PUBLISHER
from tadasu.web.funding.publishing.models import DROPPED, HANDED, PASSED, SINGLED_OUT, Release
from tadasu.web.funding.publishing.queries import Outcome
from tadasu.web.funding.publishing.views import _shown
from tadasu.web.funding.publishing.words import named, words
from tadasu.web.ui.days import day_text, language
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.wording import say


def _table() -> Table:
    return Table(
        name="releases",
        caption=_("What was prepared, the latest first"),
        columns=(
            Column(
                name="number",
                label=_("Number"),
                number=True,
                sorts="number",
                address=lambda one: reverse("publishing-release", args=[one.id]),
            ),
            Column(name="years", label=_("Years"), value=_years),
            Column(
                name="state",
                label=_("How far"),
                value=lambda one: named("states", one.state, language()),
                sorts="state",
            ),
            Column(name="day", label=_("Prepared"), sorts="day"),
            Column(name="asked_by", label=_("Prepared by"), value=lambda one: str(one.asked_by)),
        ),
        filters=(
            Filter(
                name="state",
                label=_("How far"),
                choices=[(code, names[language()]) for code, names in words("states").items()],
            ),
        ),
        order="-number",
        empty=_("No release yet"),
        how=_(
            "A publisher prepares a release of the years that may be told. It is attacked before anybody can sign it."
        ),
        file=False,
    )


def _years(one: Release) -> str:
    return str(one.first) if one.first == one.last else f"{one.first}-{one.last}"


@login_required
@require_safe
def releases(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All of them, and where the last one is public."""
    place, actor = _shown.place_or_404(request, organisation, SEE)
    publisher = queries.publisher_of(actor, organisation)
    values = {
        "organisation": place,
        "name": name_of(place),
        "publisher": publisher,
        "kind": named("organisations", publisher.kind, language()) if publisher else "",
        "prepares": publisher is not None and may(actor, PREPARE.name, place),
        "sets": may_anew(actor, SET_PUBLISHER.name, place),
        "number": gathering.standing_number(organisation),
    }
    shown = _table().show(request.GET, queries.releases_of(actor, organisation))
    return tables.answer(request, "publishing/releases.html", shown, values)


@login_required
@require_safe
def release(request: HttpRequest, id: UUID) -> HttpResponse:
    """One: what is told, what is not and why, what the attack tried and found."""
    found, actor = _shown.release_or_404(request, id, SEE)
    outcome, told = queries.outcome_of(found), {} if found.fault else found.told
    values = {
        "release": found,
        "title": now("Release %(number)s: %(years)s") % {"number": found.number, "years": _years(found)},
        "word": named("states", found.state, language()),
        "state": _shown.STATES[found.state],
        "fault": _fault(found),
        "facts": _facts(found, outcome),
        "grants": _shown.reasons(told),
        "left": _shown.left(told),
        "hidden": _shown.hidden(told),
        "found": _shown.shown(queries.found_in(actor, found)),
        "tried": [names[language()] for code, names in words("tried").items() if code in TRIED] if told else [],
        "told": told,
        "against": [(one, named("files", one["kind"], language())) for one in found.against],
        "files": _files(found),
        "outcome": outcome,
        "buttons": _buttons(actor, found),
        "can_retire": found.state == SINGLED_OUT and bool(gathering.standing_years(found.organisation_id)),
        "reaches": found.state in (PASSED, HANDED),
    }
    return render(request, "publishing/release.html", values)


@login_required
@require_safe
def file(request: HttpRequest, id: UUID, name: str) -> HttpResponse:
    """A file as it would be public."""
    found, _actor = _shown.release_or_404(request, id, SEE)
    for one in (found.document or {}).get("files", ()):
        if one["name"] == name:
            answer = HttpResponse(one["text"].encode(), content_type=f"{MEDIA[name.rsplit('.', 1)[1]]}; charset=utf-8")
            answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return answer
    raise Http404


def _fault(found: Release) -> str:
    if not found.fault:
        return ""
    said = say(found.fault, found.told.get("fault", {}), language())
    return said[:1].upper() + said[1:]


def _facts(found: Release, outcome: Outcome | None) -> Sequence[Pair]:
    facts = [
        Pair(term=_("Years"), text=_years(found)),
        Pair(term=_("Files for others"), text=", ".join(named("kinds", one, language()) for one in found.kinds)),
        Pair(
            term=_("Prepared by"),
            text=now("%(who)s, %(day)s") % {"who": found.asked_by, "day": day_text(found.day, language())},
        ),
    ]
    if retired := found.told.get("retired"):
        facts.append(Pair(term=_("Years told no more"), text=", ".join(retired)))
    if found.policy:
        facts.append(Pair(term=_("Digest of the policy"), text=found.policy))
    if found.proposal:
        facts.append(
            Pair(
                term=_("For those who sign"),
                text=now("See the text"),
                address=reverse("publication-proposal", args=[found.proposal]),
            )
        )
    if outcome is not None and outcome.number is not None:
        facts.append(
            Pair(
                term=_("Public number"),
                text=str(outcome.number),
                address=reverse("portal-publication", args=[outcome.number]),
            )
        )
    return facts


def _files(found: Release) -> list[tuple[str, str, str]]:
    """Name, size, digest."""
    return [
        (one["name"], f"{len(one['text'].encode()):,}", one["sha256"])
        for one in (found.document or {}).get("files", ())
    ]


def _buttons(actor: Actor, found: Release) -> dict[str, bool]:
    return {
        "hand_over": found.state == PASSED and may_anew(actor, HAND_OVER.name, found),
        "drop": found.state not in (HANDED, DROPPED) and may(actor, DROP.name, found),
    }
