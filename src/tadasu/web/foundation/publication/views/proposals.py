"""The proposals of an organisation, and one of them: exactly what will be public, what speaks against it, who signed."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tadasu.release import kinds
from tadasu.web.foundation.access import Actor, asking, may, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.publication import queries
from tadasu.web.foundation.publication.access import CHANGE, PROPOSE, REFUSE, SEE, SIGN, WITHDRAW
from tadasu.web.foundation.publication.content import file_of, read
from tadasu.web.foundation.publication.forms import can_be_typed
from tadasu.web.foundation.publication.models import OPEN, PUBLISHED, REFUSED, Proposal
from tadasu.web.foundation.publication.shown import Shown, shown
from tadasu.web.foundation.publication.views._found import organisation_of, proposal_of
from tadasu.web.foundation.publication.words import STATES, told
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Way
from tadasu.web.ui.tables import Column, Filter, Table
from tadasu.web.ui.views import tables
from tadasu.wording import LANGUAGES

_STATES = (
    (OPEN, _("Not decided yet")),
    (PUBLISHED, STATES[PUBLISHED][0]),
    (REFUSED, STATES[REFUSED][0]),
)


def title_of(found: Proposal) -> str:
    """In the language of the page."""
    return shown(read(found.content), language()).title


PROPOSALS = Table(
    name="proposals",
    caption=_("What was proposed, the latest first"),
    columns=(
        Column(
            name="title",
            label=_("Title"),
            value=title_of,
            address=lambda one: reverse("publication-proposal", args=[one.id]),
        ),
        Column(name="kind", label=_("Kind"), value=lambda one: kinds()[one.kind].names[language()]),
        Column(name="state", label=_("How far"), value=lambda one: dict(_STATES)[one.state], sorts="state"),
        Column(name="number", label=_("Public number"), number=True, sorts="number"),
        Column(name="proposed_by", label=_("Proposed by"), value=lambda one: str(one.proposed_by)),
        Column(
            name="proposed_at",
            label=_("Proposed"),
            value=lambda one: timezone.localtime(one.proposed_at).date(),
            sorts="proposed_at",
        ),
    ),
    filters=(Filter(name="state", label=_("How far"), choices=_STATES),),
    order="-proposed_at",
    empty=_("Nothing was proposed yet"),
    how=_(
        "What is proposed for publication comes here. The rules look at it, and two people sign it before it is public."
    ),
    file=False,
)


@login_required
@require_safe
def proposals(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All of an organisation."""
    actor = asking(request)
    found = organisation_of(actor, organisation, SEE.name)
    ways = [
        Way(
            label=now("Propose: %(kind)s") % {"kind": kind.names[language()]},
            address=reverse("publication-propose", args=[organisation, kind.id]),
        )
        for kind in kinds().values()
        if can_be_typed(kind) and may(actor, PROPOSE.name, found)
    ]
    table = PROPOSALS.show(request.GET, queries.proposals(actor, organisation=organisation))
    return tables.answer(request, "publication/proposals.html", table, {"ways": ways, "name": name_of(found)})


@login_required
@require_safe
def proposal(request: HttpRequest, id: UUID) -> HttpResponse:
    """One."""
    actor, found = asking(request), proposal_of(request, id)
    standing = queries.standing(found)
    word, state = STATES[standing.state]
    values = {
        "proposal": found,
        "title": title_of(found),
        "kind": kinds()[found.kind].names[language()],
        "standing": standing,
        "word": word,
        "state": state,
        "problems": told(standing.problems, kinds()[found.kind]),
        "previews": previews(found),
        "may": _acts(actor, found, standing),
        "withdrawn": found.number is not None and queries.is_withdrawn(found.number),
    }
    return render(request, "publication/proposal.html", values)


@login_required
@require_safe
def file(request: HttpRequest, id: UUID, name: str) -> HttpResponse:
    """A file that would be public, byte for byte, for those who read before they sign."""
    found = file_of(read(proposal_of(request, id).content), name)
    if found is None:
        raise Http404
    answer = HttpResponse(found.content, content_type=f"{found.media}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return answer


def previews(found: Proposal) -> list[tuple[str, Shown]]:
    """What will be public, in each language as its page will show it."""
    made: list[tuple[str, Shown]] = []
    for one in LANGUAGES:
        with override(one):
            made.append((one, shown(read(found.content), one)))
    return made


def _acts(actor: Actor, found: Proposal, standing: queries.Standing) -> set[str]:
    """What the page offers to whoever looks; each page behind it asks again."""
    if found.state == OPEN:
        offered = {"refuse": may(actor, REFUSE.name, found)}
        offered["change"] = may(actor, CHANGE.name, found) and can_be_typed(kinds()[found.kind])
        offered["sign"] = (
            may_anew(actor, SIGN.name, found)
            and not standing.problems
            and actor.user not in [one.id for one in standing.signed]
        )
        return {name for name, yes in offered.items() if yes}
    public = found.state == PUBLISHED and found.number is not None and not queries.is_withdrawn(found.number)
    offered = {
        "correct": may(actor, PROPOSE.name, found) and can_be_typed(kinds()[found.kind]),
        "withdraw": may_anew(actor, WITHDRAW.name, found),
    }
    return {name for name, yes in offered.items() if yes and public}
