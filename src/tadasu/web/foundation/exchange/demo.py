"""The exchange of the demonstration: a documentation group and a customs authority know one another, and the group's findings
reach the authority by the same packages as between instances; the card of an importer waits for a second person. All invented."""

from contextlib import suppress
from datetime import UTC, datetime

from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.demo import organisations
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.exchange.actions import confirm, open_exchange, propose, send
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.foundation.exchange.models import Identity, Peer

SPEAKS = {"documenters": "editor", "customs": "liaison", "importer": "manager"}
"""Who speaks for each of them."""

KINDS = ("findings", "statistics")


def exchanges() -> None:
    """Make whatever is not there yet. Needs the people of the demonstration; its findings are sent if there are any."""
    there = organisations()
    if not set(SPEAKS) <= set(there):
        return
    if not Identity.objects.filter(organisation=there["customs"]).exists():
        for key in SPEAKS:
            organiser = _actor(key, "organiser")
            with acting(organiser):
                open_exchange(organiser, organisation=there[key])
        _knows("documenters", there["documenters"], there["customs"])
        _knows("customs", there["customs"], there["documenters"])
        _knows("customs", there["customs"], there["importer"], confirmed=False)
    editor = _actor("documenters", "editor")
    with suppress(Fault), acting(editor):
        send(editor, peer=Peer.objects.get(organisation=there["documenters"]), kind="findings")


def _knows(key: str, here: Organisation, other: Organisation, *, confirmed: bool = True) -> None:
    one, second = _actor(key, "organiser"), _actor(key, SPEAKS[key])
    card = Identity.objects.get(organisation=other).card
    with acting(one):
        terms = propose(one, organisation=here, card=card, takes=KINDS, gives=KINDS)
    if confirmed:
        with acting(second):
            confirm(second, terms=terms)


def _actor(key: str, role: str) -> Actor:
    """A person of the demonstration, as if just signed in."""
    user = User.objects.get(login=f"{key}-{role}")
    return actor_of(user, second_factor=True, signed_in_at=datetime.now(UTC))
