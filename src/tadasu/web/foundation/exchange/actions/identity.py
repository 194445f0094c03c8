"""Our own card: opened, moved to another address, given new keys."""

from datetime import timedelta

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._card import Card, address_of, read_card, written
from tadasu.web.foundation.exchange._own import card_of, own_of
from tadasu.web.foundation.exchange.access import OPEN, RENEW_KEYS
from tadasu.web.foundation.exchange.models import Identity

OVERLAP = timedelta(days=30)
"""For how long the old keys still count after a change: packages on their way, peers who have not got the new card."""

_SUBJECT = "exchange.identity"


def open_exchange(actor: Actor, *, organisation: Organisation, address: str = "") -> Card:
    """Make the keys if there are none, and the card with this address. Raises Refused, UsageError `exchange-address`."""
    allow(actor, OPEN.name, organisation)
    address = _address(address)
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation.id)
        own = _keys.make(data_folder(writing=True), organisation.id)
        return _keep(actor, OPEN.name, own, organisation, address)


def renew_keys(actor: Actor, *, organisation: Organisation, seen: int) -> Card:
    """New keys after those of number `seen`, which vouch for them and still count for 30 days. Nothing when somebody else has
    renewed them meanwhile. Raises Refused, Fault `exchange-not-open`."""
    allow(actor, RENEW_KEYS.name, organisation)
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation.id)
        own_of(organisation.id)
        held = Identity.objects.get(organisation=organisation)
        own = _keys.renew(data_folder(writing=True), organisation.id, seen=seen, overlap=OVERLAP)
        return _keep(actor, RENEW_KEYS.name, own, organisation, held.address)


def _keep(actor: Actor, act: str, own: _keys.Own, organisation: Organisation, address: str) -> Card:
    card = read_card(written(card_of(own, organisation, address)))  # one that nobody could take is not made
    Identity.objects.update_or_create(
        organisation=organisation, defaults={"instance": card.id, "address": address, "card": written(card)}
    )
    record(
        actor,
        act=act,
        subject=_SUBJECT,
        organisation=organisation.id,
        detail={"instance": card.id, "keys": own.now.number, "fingerprint": card.fingerprint},
    )
    return card


def _address(said: str) -> str:
    try:
        return address_of(said.strip())
    except ValueError:
        raise UsageError("exchange-address") from None
