"""The box of the demonstration: an invented newsroom receives letters, and two of its invented people read them."""

from dataclasses import dataclass, field
from hashlib import sha256

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of, steward
from tadasu.web.foundation.accounts.demo import drawn, organisations
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence._code import RANDOM, grouped, with_check
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.vault.actions import make_keys

PLACE = "newsroom"
READERS = ("newsroom-documenter", "newsroom-verifier")
_LENGTH = 24

_LETTERS = 40
"""Of the secret key, for a code: more than its hundred bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoBox:
    """Where a box is opened, who reads it, and the passphrase of their keys."""

    counter: Counter
    readers: tuple[str, ...]
    passphrase: str = field(repr=False)


def demo_box() -> DemoBox | None:
    """Make what is not there yet; None where there is no such invented organisation."""
    place = organisations().get(PLACE)
    if place is None:
        return None
    passphrase = drawn("keys of the box", _LENGTH)
    readers = list(User.objects.filter(login__in=READERS, invented=True).order_by("login"))
    for one in readers:
        _keys(actor_of(one, second_factor=True), passphrase)
    keeper = steward(place)
    with acting(keeper):
        counter = Counter.objects.filter(organisation=place, purpose="general").first()
        if counter is None:
            made = set_up_counter(
                keeper, organisation=place, purpose="general", readers=[one.id for one in readers], open=True
            )
            counter = Counter.objects.get(id=made)
    return DemoBox(counter=counter, readers=READERS, passphrase=passphrase)


def demo_code(name: str) -> str:
    """The code of a box of the demonstration, by a name: the same at every start, and nobody's guess."""
    number = int.from_bytes(sha256(drawn(f"box {name}", _LETTERS).encode()).digest()) % 10**RANDOM
    return with_check(f"{number:0{RANDOM}d}")


def demo_code_shown(name: str) -> str:
    """As it is printed."""
    return grouped(demo_code(name))


def _keys(actor: Actor, passphrase: str) -> None:
    with acting(actor):
        try:
            make_keys(actor, passphrase=passphrase)
        except UsageError as error:
            if error.code != "vault-keys-exist":
                raise
