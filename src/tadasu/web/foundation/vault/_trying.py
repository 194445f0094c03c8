"""Trying a passphrase: after a few wrong ones the next has to wait, longer each time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._keys import Cost, Private, Wrapped, WrongPassphrase, unwrap
from tadasu.web.foundation.vault.models import KeyPair, PrivateKey

FREE = 5
"""Wrong passphrases without a wait."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def try_passphrase(actor: Actor, passphrase: str) -> tuple[PrivateKey, Private]:
    """The actor's private key. A wrong passphrase is counted in the same transaction: whoever catches the error must not roll
    it back. Raises UsageError `vault-no-keys`, `vault-key-exchanged`, `vault-wait` (minutes), WrongPassphrase."""
    kept = (
        PrivateKey.objects.select_for_update(of=("self",))
        .select_related("pair")
        .filter(user=actor.user, pair__until=None)
        .first()
    )
    if kept is None:
        raise UsageError("vault-key-exchanged" if exchanged(actor.user) else "vault-no-keys")
    now = timezone.now()
    if kept.wait_until is not None and now < kept.wait_until:
        raise UsageError("vault-wait", minutes=str(-(-int((kept.wait_until - now).total_seconds()) // 60)))
    wrapped = Wrapped(bytes(kept.salt), bytes(kept.sealed), Cost(kept.passes, kept.memory))
    about = _contexts.private_key(kept.user_id, kept.pair_id, bytes(kept.pair.public))
    try:
        private = unwrap(wrapped, passphrase, about)
    except WrongPassphrase:
        _count(kept, now)
        raise
    if kept.wrong:
        kept.wrong, kept.wait_until = 0, None
        kept.save(update_fields=["wrong", "wait_until"])
    return kept, private


def exchanged(user: UUID | None) -> bool:
    """Whether somebody else ended a person's keys, or put others in their place: the actions that do it for the person keep
    exactly one private half for the pair in force, and none for any other. Only the person's own private halves can be seen."""
    opens = set(PrivateKey.objects.filter(user=user).values_list("pair", flat=True))
    in_force = set(KeyPair.objects.filter(user=user, until=None).values_list("id", flat=True))
    return opens != in_force


def _count(kept: PrivateKey, now: datetime) -> None:
    kept.wrong += 1
    if kept.wrong >= FREE:
        kept.wait_until = now + min(FIRST_WAIT * 2 ** min(kept.wrong - FREE, 10), LONGEST_WAIT)
    kept.save(update_fields=["wrong", "wait_until"])
