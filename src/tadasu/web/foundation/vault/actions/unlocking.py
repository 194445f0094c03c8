"""Unlock one's private key for a session, use it, lock it again.

While unlocked it lies in the database sealed under a random key that is in the session's cookie and nowhere else. So neither
the database with disk, environment and backup, nor the cookie alone, gives it.
"""

import base64
import binascii
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._boxes import person_of
from tadasu.web.foundation.vault._keys import Private, Unlocked
from tadasu.web.foundation.vault._sealing import KEY_BYTES, DoesNotOpen, Key, new_key, seal, unseal
from tadasu.web.foundation.vault._trying import try_passphrase
from tadasu.web.foundation.vault.access import KEEP_KEYS
from tadasu.web.foundation.vault.models import UnlockedKey

UNUSED = timedelta(minutes=30)
"""An unlocked key that nobody uses so long is locked again."""

_NOTED = timedelta(minutes=1)
"""Use is noted no more often."""

_ID_BYTES = 16


def unlock(actor: Actor, *, passphrase: str, session: str) -> str:
    """What the cookie has to hold; good in this session only. Raises Refused, UsageError `vault-no-keys`,
    `vault-key-exchanged`, `vault-wait`, WrongPassphrase (counted: not to be rolled back)."""
    allow(actor, KEEP_KEYS.name)
    kept, private = try_passphrase(actor, passphrase)
    UnlockedKey.objects.filter(user=actor.user, used_at__lte=timezone.now() - UNUSED).delete()
    key, row = new_key(), uuid4()
    about = _contexts.unlocked_key(row, kept.user_id, kept.pair_id, session)
    UnlockedKey.objects.create(id=row, user_id=kept.user_id, pair=kept.pair, sealed=seal(key, private, about))
    write_down(actor, act="vault.unlock", subject="vault.key-pair", subject_id=kept.pair_id)
    return base64.urlsafe_b64encode(row.bytes + key).decode()


def unlocked(actor: Actor, *, token: str, session: str) -> Unlocked | None:
    """The unlocked key of this cookie and session; None when it is not, or no longer, unlocked."""
    split = _split(token)
    if actor.user is None or split is None:
        return None
    row, key = split
    now = timezone.now()
    kept = UnlockedKey.objects.filter(id=row, user=actor.user, pair__until=None).first()
    if kept is None:
        return None
    if now - kept.used_at >= UNUSED:
        kept.delete()
        return None
    about = _contexts.unlocked_key(row, kept.user_id, kept.pair_id, session)
    try:
        private = Private(unseal(key, bytes(kept.sealed), about))
    except DoesNotOpen:
        return None
    if now - kept.used_at >= _NOTED:
        kept.used_at = now
        kept.save(update_fields=["used_at"])
    return Unlocked(kept.user_id, kept.pair_id, private)


def lock(actor: Actor, *, token: str = "") -> None:
    """Lock the key of this cookie; without one, in every session of the person."""
    split = _split(token)
    rows = UnlockedKey.objects.filter(user=person_of(actor, KEEP_KEYS.name))
    if token:
        rows = rows.filter(id=split[0]) if split else rows.none()
    rows.delete()


def _split(token: str) -> tuple[UUID, Key] | None:
    try:
        said = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(said) != _ID_BYTES + KEY_BYTES:
        return None
    return UUID(bytes=said[:_ID_BYTES]), Key(said[_ID_BYTES:])
