"""Our own keys and card, for acts: read from the data folder, which only we can read."""

from datetime import UTC, date, datetime
from uuid import UUID

from tadasu.store import data_folder
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.exchange import _keys
from tadasu.web.foundation.exchange._card import Card
from tadasu.web.foundation.exchange._keys import Own
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Identity
from tadasu.web.ui.signs import plain_text


def own_of(organisation: UUID) -> Own:
    """Raises Fault `exchange-not-open`, StoreError `exchange-keys`."""
    found = _keys.own(data_folder(), organisation)
    if found is None or not Identity.objects.filter(organisation=organisation).exists():
        raise Fault("exchange-not-open")
    return found


def card_of(own: Own, organisation: Organisation, address: str) -> Card:
    """The card as it is now, signed."""
    made = datetime.now(UTC).replace(microsecond=0)
    return own.card(
        name=plain_text(organisation.name), name_ja=plain_text(organisation.name_ja), address=address, made=made
    )


def today() -> date:
    """The day by which packages are judged: UTC, the same for both sides."""
    return datetime.now(UTC).date()
