"""Our own card: shown, saved as a file, opened, renewed."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import allow, asking, may, may_anew
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.exchange import actions, queries
from tadasu.web.foundation.exchange.access import OPEN, PROPOSE, RENEW_KEYS
from tadasu.web.foundation.exchange.forms import Address, Nothing
from tadasu.web.foundation.exchange.views._found import organisation_of
from tadasu.web.foundation.exchange.views.peers import table_of
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


@require_safe
def overview(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Who we are in exchanges, and whom we know."""
    actor, found = asking(request), organisation_of(request, organisation)
    values = {
        "organisation": found,
        "name": name_of(found),
        "own": queries.own_card(actor, found),
        "opens": may_anew(actor, OPEN.name, found),
        "renews": may_anew(actor, RENEW_KEYS.name, found),
        "proposes": may(actor, PROPOSE.name, found),
        "table": table_of(request, queries.peers(actor, found)),
    }
    return render(request, "exchange/overview.html", values)


@require_safe
def card(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Our card as a file."""
    found = queries.own_card(asking(request), organisation_of(request, organisation))
    if found is None:
        raise Http404
    return file_answer(found.text.encode(), f"card-{found.card.id[:8]}.json", "application/json")


@require_http_methods(QUESTION)
def open_exchange(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Make the card, or another address in it."""
    actor, found = asking(request), organisation_of(request, organisation)
    allow(actor, OPEN.name, found)
    own = queries.own_card(actor, found)
    held = {"address": own.card.address} if own else None

    def do(form: Address) -> None:
        actions.open_exchange(actor, organisation=found, address=form.cleaned_data["address"])

    return answer(
        request,
        Question(
            question=_("Change the address in our card?") if own else _("Open the exchange?"),
            act=_("Make the new card") if own else _("Make keys and card"),
            form=Address(request.POST) if request.method == "POST" else Address(initial=held),
            do=do,
            back=reverse("exchange", args=[found.id]),
            happens=[
                _("The keys stay; the card gets a new date. Peers must be given the new card."),
            ]
            if own
            else [
                _("A key that signs and a key that opens are made on this server. They never leave it."),
                _("The card with the public keys can be handed to others. Nothing is sent to anybody yet."),
            ],
        ),
    )


@require_http_methods(QUESTION)
def renew(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """New keys."""
    actor, found = asking(request), organisation_of(request, organisation)
    allow(actor, RENEW_KEYS.name, found)
    own = queries.own_card(actor, found)
    if own is None:
        raise Http404
    seen = own.keys

    def do(form: Nothing) -> None:
        actions.renew_keys(actor, organisation=found, seen=seen)

    return answer(
        request,
        Question(
            question=_("Renew our keys?"),
            act=_("Make new keys"),
            form=Nothing(posted(request)),
            do=do,
            back=reverse("exchange", args=[found.id]),
            happens=[
                _("The old key signs a statement that the new keys follow it. The statement stands in the card."),
                _("Give the new card to all peers within %(days)d days: so long the old keys still count.")
                % {"days": actions.OVERLAP.days},
                _(
                    "If the old key may have been stolen this is not enough: tell your peers to suspend you, by telephone."
                ),
            ],
        ),
    )


def file_answer(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved, never to be shown."""
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
