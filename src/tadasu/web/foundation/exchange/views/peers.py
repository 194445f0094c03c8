"""Peers: who they are, what is taken from them and given to them; acts of two people."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext as p
from django.views.decorators.http import require_http_methods, require_safe

from tadasu.web.foundation.access import Act, allow, asking, may, may_anew
from tadasu.web.foundation.exchange import actions, words
from tadasu.web.foundation.exchange._card import read_card
from tadasu.web.foundation.exchange.access import CONFIRM, DECLINE, PROPOSE, RESUME, SEND, SUSPEND
from tadasu.web.foundation.exchange.forms import CardForm, Compared, KindsForm, SendForm, Why
from tadasu.web.foundation.exchange.models import Terms
from tadasu.web.foundation.exchange.queries import PeerShown
from tadasu.web.foundation.exchange.views._found import organisation_of, peer_or_404
from tadasu.web.ui.parts import Pair
from tadasu.web.ui.tables import Column, Shown, Table
from tadasu.web.ui.views.question import QUESTION, Question, answer, posted


def table_of(request: HttpRequest, peers: Sequence[PeerShown]) -> Shown:
    """Peers as a table."""
    return _TABLE.show(request.GET, peers)


def _counted(one: PeerShown) -> Terms | None:
    return one.now or one.waits


_TABLE = Table(
    name="peers",
    caption=lazy("Peers"),
    columns=(
        Column(
            name="name",
            label=lazy("Name"),
            value=lambda one: words.peer_name(one.peer, _counted(one)),
            address=lambda one: reverse("exchange-peer", args=[one.peer.id]),
        ),
        Column(name="state", label=lazy("State"), value=lambda one: words.peer_state(one.peer, one.now, one.waits)),
        Column(
            name="takes",
            label=lazy("We take"),
            value=lambda one: words.kind_labels(found.takes) if (found := _counted(one)) else None,
        ),
        Column(
            name="gives",
            label=lazy("We give"),
            value=lambda one: words.kind_labels(found.gives) if (found := _counted(one)) else None,
        ),
    ),
    empty=lazy("No peer yet"),
    how=lazy("A peer comes here when somebody takes their card and somebody else confirms it."),
    file=False,
)


@require_safe
def peer(request: HttpRequest, id: UUID) -> HttpResponse:
    """One peer."""
    actor = asking(request)
    shown = peer_or_404(actor, id)
    acts = [
        (reverse(name, args=[id]), label)
        for name, label, act, there in (
            ("exchange-terms", _("Change what is exchanged"), PROPOSE, shown.now is not None),
            ("exchange-suspend", _("Suspend the exchange"), SUSPEND, shown.peer.suspended_at is None),
            ("exchange-resume", _("Resume the exchange"), RESUME, shown.peer.suspended_at is not None),
        )
        if there and may_anew(actor, act.name, shown.peer)
    ]
    sends = shown.now is not None and shown.peer.suspended_at is None and shown.now.gives
    values = {
        "shown": shown,
        "name": words.peer_name(shown.peer, _counted(shown)),
        "state": words.peer_state(shown.peer, shown.now, shown.waits),
        "now": _pairs(shown.now) if shown.now else (),
        "waits": _pairs(shown.waits) if shown.waits else (),
        "confirms": shown.waits is not None and may_anew(actor, CONFIRM.name, shown.waits),
        "declines": shown.waits is not None and may(actor, DECLINE.name, shown.waits),
        "sends": sends and may(actor, SEND.name, shown.peer),
        "acts": acts,
    }
    return render(request, "exchange/peer.html", values)


@require_http_methods(QUESTION)
def propose(request: HttpRequest, organisation: UUID) -> HttpResponseBase:
    """Take the card of a peer."""
    actor, found = asking(request), organisation_of(request, organisation)
    allow(actor, PROPOSE.name, found)

    def do(form: CardForm) -> HttpResponseBase:
        said = form.cleaned_data
        made = actions.propose(actor, organisation=found, card=form.card, takes=said["takes"], gives=said["gives"])
        return redirect("exchange-peer", made.peer_id)

    sent = request.method == "POST"
    asked = Question(
        question=_("Take the card of a peer"),
        act=_("Take the card"),
        form=CardForm(request.POST, request.FILES) if sent else CardForm(),
        do=do,
        back=reverse("exchange", args=[found.id]),
        happens=[
            _("Nothing is exchanged before another person of your organisation has confirmed the card."),
            _("A newer card of a peer counts at once if their key vouches for it and the kinds stay the same."),
        ],
        template="exchange/form.html",
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def terms(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Other kinds, on the card that is in force: again an act of two."""
    actor = asking(request)
    shown = peer_or_404(actor, id)
    allow(actor, PROPOSE.name, shown.peer)
    now = shown.now
    if now is None:
        raise Http404
    card, held = now.card, {"takes": now.takes, "gives": now.gives}

    def do(form: KindsForm) -> None:
        actions.propose(actor, organisation=shown.peer.organisation, card=card, **form.cleaned_data)

    asked = Question(
        question=_("Change what is exchanged with %(name)s?") % {"name": words.peer_name(shown.peer, _counted(shown))},
        act=_("Propose the change"),
        form=KindsForm(request.POST) if request.method == "POST" else KindsForm(initial=held),
        do=do,
        back=reverse("exchange-peer", args=[id]),
        happens=[_("Until another person has confirmed it, everything stays as it is.")],
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def confirm(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The second person: has compared the fingerprint."""
    actor = asking(request)
    waits = _waiting(request, id, CONFIRM)

    def do(form: Compared) -> None:
        actions.confirm(actor, terms=waits)

    asked = Question(
        question=_("Is this the card of %(name)s?") % {"name": words.peer_name(waits.peer, waits)},
        act=_("Confirm the card"),
        form=Compared(posted(request)),
        do=do,
        back=reverse("exchange-peer", args=[id]),
        happens=[
            _("From now on we take from them: %(kinds)s.") % {"kinds": words.kind_labels(waits.takes)},
            _("From now on we may give them: %(kinds)s.") % {"kinds": words.kind_labels(waits.gives)},
        ],
        template="exchange/confirm.html",
        values={"lines": read_card(waits.card).fingerprint_lines},
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def decline(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """It is not theirs, or it is not wanted."""
    actor = asking(request)
    waits = _waiting(request, id, DECLINE)

    def do(form: Why) -> None:
        actions.decline(actor, terms=waits, reason=form.cleaned_data["reason"])

    asked = Question(
        question=_("Decline this card?"),
        act=_("Decline the card"),
        form=Why(posted(request)),
        do=do,
        back=reverse("exchange-peer", args=[id]),
        happens=[_("The card is kept and never counts. What was in force before stays in force.")],
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def suspend(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Stop."""
    actor = asking(request)
    shown = peer_or_404(actor, id)
    allow(actor, SUSPEND.name, shown.peer)

    def do(form: Why) -> None:
        actions.suspend(actor, peer=shown.peer, reason=form.cleaned_data["reason"])

    asked = Question(
        question=_("Suspend the exchange with %(name)s?") % {"name": words.peer_name(shown.peer, _counted(shown))},
        act=_("Suspend the exchange"),
        form=Why(posted(request)),
        do=do,
        back=reverse("exchange-peer", args=[id]),
        happens=[
            _("From now on nothing is taken from them and nothing is given to them."),
            _("What they send meanwhile waits on their side. What was taken before stays."),
        ],
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def resume(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Go on."""
    actor = asking(request)
    shown = peer_or_404(actor, id)
    allow(actor, RESUME.name, shown.peer)

    def do(form: Why) -> None:
        actions.resume(actor, peer=shown.peer, reason=form.cleaned_data["reason"])

    asked = Question(
        question=_("Resume the exchange with %(name)s?") % {"name": words.peer_name(shown.peer, _counted(shown))},
        act=_("Resume the exchange"),
        form=Why(posted(request)),
        do=do,
        back=reverse("exchange-peer", args=[id]),
        happens=[_("The card in force counts again. If their key may have been stolen, ask for a new card first.")],
    )
    return answer(request, asked)


@require_http_methods(QUESTION)
def send(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """Send what they have not got yet."""
    actor = asking(request)
    shown = peer_or_404(actor, id)
    allow(actor, SEND.name, shown.peer)
    if shown.now is None:
        raise Http404
    gives = [(one, words.kind_label(one)) for one in shown.now.gives]

    def do(form: SendForm) -> HttpResponseBase:
        actions.send(actor, peer=shown.peer, kind=form.cleaned_data["kind"])
        return redirect("exchange-outbox", shown.peer.organisation_id)

    asked = Question(
        question=_("Send to %(name)s?") % {"name": words.peer_name(shown.peer, _counted(shown))},
        act=_("Make and send the package"),
        form=SendForm(posted(request), gives=gives),
        do=do,
        back=reverse("exchange-peer", args=[id]),
        happens=[
            _("Everything of this kind that is new, changed or withdrawn since the last package is sent."),
            _("Only the fields of the kind are sent. No reason, no person, nothing sealed."),
            _("What has arrived cannot be called back; it can be withdrawn, and they are told."),
        ],
    )
    return answer(request, asked)


def _waiting(request: HttpRequest, id: UUID, act: Act) -> Terms:
    actor = asking(request)
    shown = peer_or_404(actor, id)
    if shown.waits is None:
        allow(actor, DECLINE.name, shown.peer)
        raise Http404
    allow(actor, act.name, shown.waits)
    return shown.waits


def _pairs(terms: Terms) -> Sequence[Pair]:
    by = str(terms.proposed_by) if terms.proposed_by else ""
    return [
        Pair(term=_("Name in their card"), text=words.name_of(terms)),
        Pair(term=_("Fingerprint"), text="\n".join(read_card(terms.card).fingerprint_lines)),
        Pair(term=p("of a server", "Address"), text=terms.address or _("none: files only")),
        Pair(term=_("We take"), text=words.kind_labels(terms.takes)),
        Pair(term=_("We give"), text=words.kind_labels(terms.gives)),
        Pair(term=_("Taken by"), text=by or _("The system")),
        *_confirmed(terms),
    ]


def _confirmed(terms: Terms) -> Sequence[Pair]:
    if terms.confirmed_at is None:
        return ()
    if terms.confirmed_by is not None:
        return [Pair(term=_("Confirmed by"), text=str(terms.confirmed_by))]
    return [Pair(term=_("Confirmed by"), text=_("the key before it"))]
