"""What may be seen of exchanges: our card, our peers, what was sent, what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tadasu.store import data_folder
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._card import Card, read_card
from tadasu.web.foundation.exchange.access import CONFIRMS, SEE
from tadasu.web.foundation.exchange.models import Arrival, Identity, Peer, Sending, Statistic, Terms, TheirCell


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCard:
    """Our card as it is handed over, the number of its keys, and until when the keys before them still count."""

    card: Card
    text: str
    keys: int
    before_until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerShown:
    """A peer, the terms in force, and those that wait for a second person."""

    peer: Peer
    now: Terms | None
    waits: Terms | None


def own_card(actor: Actor, organisation: Organisation) -> OwnCard | None:
    """Ours, if there is one. Raises Refused, StoreError `exchange-keys`."""
    allow(actor, SEE.name, organisation)
    held = Identity.objects.filter(organisation=organisation).first()
    own = _keys.own(data_folder(), organisation.id) if held is not None else None
    if held is None or own is None:
        return None
    until = own.hand_overs[-1].until.isoformat() if own.hand_overs else ""
    return OwnCard(card=read_card(held.card), text=held.card, keys=own.now.number, before_until=until)


def peers(actor: Actor, organisation: Organisation) -> Sequence[PeerShown]:
    """All of them, by name. Raises Refused."""
    allow(actor, SEE.name, organisation)
    found = Peer.objects.filter(organisation=organisation).prefetch_related("terms").order_by("known_as")
    return [_shown(one) for one in found]


def peer(actor: Actor, id: UUID) -> PeerShown:
    """One. Raises Peer.DoesNotExist, also for one that the actor may not see."""
    found = Peer.objects.select_related("organisation").prefetch_related("terms").get(id=id)
    if not may(actor, SEE.name, found):
        raise Peer.DoesNotExist
    return _shown(found)


def waiting(actor: Actor) -> QuerySet[Terms]:
    """Cards that somebody else took and that the actor may confirm, the oldest first."""
    theirs = actor.places_with(CONFIRMS)
    found = Terms.objects.filter(organisation__in=theirs, confirmed_at=None, ended_at=None)
    return found.exclude(proposed_by=actor.user).order_by("proposed_at")


def sendings(actor: Actor, organisation: Organisation) -> QuerySet[Sending]:
    """What was sent. Raises Refused."""
    allow(actor, SEE.name, organisation)
    return Sending.objects.filter(organisation=organisation).select_related("peer").defer("frame", "receipt")


def arrivals(actor: Actor, organisation: Organisation) -> QuerySet[Arrival]:
    """What came. Raises Refused."""
    allow(actor, SEE.name, organisation)
    return Arrival.objects.filter(organisation=organisation).select_related("peer").defer("frame", "receipt")


def statistics(actor: Actor, organisation: Organisation) -> QuerySet[Statistic]:
    """Counts of peers. Raises Refused."""
    allow(actor, SEE.name, organisation)
    return Statistic.objects.filter(organisation=organisation).select_related("peer")


def their_cells(organisation: UUID) -> QuerySet[TheirCell]:
    """What peers said of theirs, by country and sector. Asks nobody's right: each desk says who may see it."""
    return TheirCell.objects.filter(organisation=organisation).order_by("country", "sector", "known_as")


def receipt_of(actor: Actor, id: UUID) -> bytes:
    """What we signed about a package. Raises Arrival.DoesNotExist, also for one that the actor may not see."""
    found = Arrival.objects.defer("frame").get(id=id)
    if not may(actor, SEE.name, found):
        raise Arrival.DoesNotExist
    return bytes(found.receipt)


def public_card(instance: str) -> Identity | None:
    """The card with an id: for everybody."""
    return Identity.objects.filter(instance=instance).select_related("organisation").first()


def _shown(found: Peer) -> PeerShown:
    """With the terms that were fetched."""
    all_terms = [one for one in found.terms.all() if one.ended_at is None]
    return PeerShown(
        peer=found,
        now=next((one for one in all_terms if one.confirmed_at is not None), None),
        waits=next((one for one in all_terms if one.confirmed_at is None), None),
    )
