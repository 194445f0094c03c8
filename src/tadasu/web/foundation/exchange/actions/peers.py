"""Whom we exchange with: a card is taken by one person and confirmed by another; or the key before it vouches for it."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.exchange._card import Card, read_card, written
from tadasu.web.foundation.exchange._own import own_of, today
from tadasu.web.foundation.exchange.access import CONFIRM, DECLINE, PROPOSE, RESUME, SUSPEND
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.kinds import kinds
from tadasu.web.foundation.exchange.models import Peer, Terms

_SUBJECT = "exchange.peer"

OVERLAP = timedelta(days=30)
"""For how long a peer's old key still counts at most, whatever their statement says."""


def propose(
    actor: Actor, *, organisation: Organisation, card: str, takes: Collection[str], gives: Collection[str]
) -> Terms:
    """Take a card, with what is to be taken from them and given to them. It is in force when another person has confirmed it; at
    once when the key in force has signed it or has handed over to its key, and nothing else is to change.

    Raises Refused, Fault `exchange-card`, `exchange-card-signature`, `exchange-card-old`, `exchange-card-own`,
    `exchange-unknown-kind`.
    """
    allow(actor, PROPOSE.name, organisation)
    found = read_card(card)
    _known(takes, gives)
    with transaction.atomic():
        if own_of(organisation.id).id == found.id:
            raise Fault("exchange-card-own")
        peer = _peer(organisation, found)
        now = in_force(peer)
        if now is not None and found.made < now.made:
            raise Fault("exchange-card-old")
        Terms.objects.filter(peer=peer, confirmed_at=None, ended_at=None).update(ended_at=timezone.now())
        made = Terms(
            organisation=organisation,
            peer=peer,
            card=written(found),
            name=found.name,
            name_ja=found.name_ja,
            address=found.address,
            signing=found.signing.hex(),
            receiving=found.receiving,
            made=found.made,
            takes=sorted(takes),
            gives=sorted(gives),
            proposed_by_id=actor.user,
        )
        if now is not None and _vouched(now, made, found):
            _replace(now, found)
            made.handed_over, made.confirmed_at = True, timezone.now()
        made.save()
        _write_down(actor, PROPOSE.name, peer, fingerprint=found.fingerprint, vouched=int(made.handed_over))
        return made


def confirm(actor: Actor, *, terms: Terms) -> None:
    """Somebody else has compared the fingerprint with the peer, by a way that is not this one: from now on the card counts.

    Raises Refused, UsageError `exchange-terms-over` when it does not wait any more.
    """
    allow(actor, CONFIRM.name, terms)
    with transaction.atomic():
        held = _waiting(terms)
        found, now = read_card(held.card), in_force(held.peer)
        if now is not None:
            _replace(now, found)
        held.confirmed_by_id, held.confirmed_at = actor.user, timezone.now()
        held.save(update_fields=["confirmed_by", "confirmed_at"])
        _write_down(actor, CONFIRM.name, held.peer, fingerprint=found.fingerprint)


def decline(actor: Actor, *, terms: Terms, reason: str = "") -> None:
    """The fingerprint was another, or nobody wants it. Raises Refused, UsageError `exchange-terms-over`."""
    allow(actor, DECLINE.name, terms)
    with transaction.atomic():
        held = _waiting(terms)
        held.ended_at = timezone.now()
        held.save(update_fields=["ended_at"])
        _write_down(actor, DECLINE.name, held.peer, reason=reason)


def suspend(actor: Actor, *, peer: Peer, reason: str = "") -> None:
    """Nothing is taken from them or given to them until somebody resumes; what comes meanwhile they keep and try again.
    Raises Refused."""
    allow(actor, SUSPEND.name, peer)
    with transaction.atomic():
        if Peer.objects.filter(id=peer.id, suspended_at=None).update(suspended_at=timezone.now()):
            _write_down(actor, SUSPEND.name, peer, reason=reason)


def resume(actor: Actor, *, peer: Peer, reason: str = "") -> None:
    """Go on. Raises Refused."""
    allow(actor, RESUME.name, peer)
    with transaction.atomic():
        if Peer.objects.filter(id=peer.id).exclude(suspended_at=None).update(suspended_at=None):
            _write_down(actor, RESUME.name, peer, reason=reason)


def in_force(peer: Peer) -> Terms | None:
    """The card and terms that count now."""
    return Terms.objects.filter(peer=peer, confirmed_at__isnull=False, ended_at=None).first()


def signing_keys(peer: Peer) -> list[bytes]:
    """The keys with which a peer may have signed what comes today."""
    found = Terms.objects.filter(peer=peer, confirmed_at__isnull=False)
    return [
        bytes.fromhex(one.signing)
        for one in found
        if one.ended_at is None or (one.until is not None and one.until >= today())
    ]


def _peer(organisation: Organisation, card: Card) -> Peer:
    """The peer, made when it is new, and nobody else changes it meanwhile."""
    found = Peer.objects.select_for_update(no_key=True).filter(organisation=organisation, instance=card.id).first()
    if found is not None:
        return found
    taken = Peer.objects.filter(organisation=organisation, known_as=card.name).exists()
    name = f"{card.name[:180]} ({card.id[:8]})" if taken else card.name
    return Peer.objects.create(organisation=organisation, instance=card.id, known_as=name)


def _vouched(now: Terms, made: Terms, card: Card) -> bool:
    """Whether the key in force stands for the new card, and nothing is to be taken or given that was not before."""
    same = set(made.takes) == set(now.takes) and set(made.gives) == set(now.gives)
    return same and card.follows(bytes.fromhex(now.signing))


def _replace(now: Terms, card: Card) -> None:
    """What was in force ends. A key that has handed over still counts for a time; one that others took the place of does not."""
    now.ended_at = timezone.now()
    statement = next((one for one in card.hand_overs if one.old.hex() == now.signing), None)
    if card.signing.hex() == now.signing:
        now.until = None
    elif statement is not None:
        now.until = min(statement.until, today() + OVERLAP)
    now.save(update_fields=["ended_at", "until"])


def _waiting(terms: Terms) -> Terms:
    Peer.objects.select_for_update(no_key=True).get(id=terms.peer_id)
    found = Terms.objects.filter(id=terms.id, confirmed_at=None, ended_at=None).select_related("peer").first()
    if found is None:
        raise UsageError("exchange-terms-over")
    return found


def _known(takes: Collection[str], gives: Collection[str]) -> None:
    taken = {one.name for one in kinds() if one.take is not None}
    given = {one.name for one in kinds() if one.makes}
    for name in [*(one for one in takes if one not in taken), *(one for one in gives if one not in given)]:
        raise Fault("exchange-unknown-kind", value=name[:60])


def _write_down(actor: Actor, act: str, peer: Peer, *, reason: str = "", **detail: str | int) -> UUID:
    return record(
        actor,
        act=act,
        subject=_SUBJECT,
        subject_id=peer.id,
        organisation=peer.organisation_id,
        reason=reason,
        detail={"instance": peer.instance, **detail},
    )
