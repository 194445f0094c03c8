"""The first page: what waits for whoever is signed in, and what each of their organisations lets them do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tadasu.web.api.access import SEE_TOKENS
from tadasu.web.foundation.access import Act, Actor, asking, may
from tadasu.web.foundation.accounts.access import SEE_PEOPLE
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.words import kind_name, name_of, role_names
from tadasu.web.foundation.audit.access import READ
from tadasu.web.foundation.correspondence.access import SEE_COUNTERS
from tadasu.web.foundation.correspondence.queries import reads_any
from tadasu.web.foundation.exchange import access as exchange
from tadasu.web.foundation.findings import access as findings
from tadasu.web.foundation.parties import access as parties
from tadasu.web.foundation.parties import queries as of_parties
from tadasu.web.foundation.parties.views import hits
from tadasu.web.foundation.procedure.queries import waiting
from tadasu.web.foundation.procedure.views.waiting import table_of
from tadasu.web.foundation.publication import access as publication
from tadasu.web.foundation.vault.access import SEE_RECOVERY
from tadasu.web.project.offers import offers
from tadasu.web.project.second import waiting_for_a_second
from tadasu.web.ui.parts import Said, Way

OF_AN_ORGANISATION: Sequence[tuple[Act, Said, str]] = (
    (SEE_PEOPLE, _("People and invitations"), "accounts-people"),
    (parties.SEE, _("Parties"), "parties-list"),
    (findings.SEE, _("Findings"), "findings-list"),
    (publication.SEE, _("Publications"), "publication-proposals"),
    (exchange.SEE, _("Exchange with others"), "exchange"),
    (READ, _("Record of what was done"), "audit-record"),
    (SEE_RECOVERY, _("Recovery key"), "vault-recovery"),
    (SEE_COUNTERS, _("Letters from people without an account"), "correspondence-counters"),
    (SEE_TOKENS, _("Tokens of programs"), "api-tokens"),
)
"""What an organisation offers: the act that is asked for, its name, its address. Desks add their own (`offers`)."""

OF_ONESELF: Sequence[tuple[Callable[[Actor], bool], Said, str]] = (
    (reads_any, _("Boxes that I read"), "correspondence-boxes"),
)
"""Lists of whoever is signed in: for whom, its name, its address. Desks add their own."""

URGENT = 10
"""Lines on the first page; all of them are on a page of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An organisation in which one has a place: what one is there, and what one may do."""

    name: str
    kind: str
    roles: Sequence[str]
    ways: Sequence[Way]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For someone who is not signed in: what this is, and the way in."""
    actor = asking(request)
    if actor.user is None:
        return render(request, "project/welcome.html")
    tasks = waiting(actor, timezone.localdate(), most=URGENT)
    held = [_held(actor, one) for one in Organisation.objects.filter(id__in=actor.organisations).order_by("name")]
    possible = of_parties.waiting(actor)
    shown = {"table": table_of(tasks, request), "held": held, "seconds": waiting_for_a_second(actor)}
    shown["mine"] = _mine(actor)
    if possible.exists():
        shown["hits"] = hits.table_of(possible, request, most=URGENT)
    return render(request, "project/home.html", shown)


def _held(actor: Actor, organisation: Organisation) -> Held:
    return Held(
        name=name_of(organisation),
        kind=kind_name(organisation.kind),
        roles=role_names(organisation.kind, actor.roles_in(organisation.id)),
        ways=[
            Way(label=label, address=reverse(view, args=[organisation.id]))
            for act, label, view in _offered()
            if may(actor, act.name, organisation)
        ],
    )


def _mine(actor: Actor) -> Sequence[Way]:
    """Lists that are somebody's own, whatever their organisations."""
    known = (*OF_ONESELF, *(one for brought in offers() for one in getattr(brought, "MINE", ())))
    return [Way(label=label, address=reverse(view)) for has, label, view in known if has(actor)]


def _offered() -> Sequence[tuple[Act, Said, str]]:
    """Of the foundation, and of those desks that run here."""
    return (*OF_AN_ORGANISATION, *(one for brought in offers() for one in getattr(brought, "OFFERED", ())))
