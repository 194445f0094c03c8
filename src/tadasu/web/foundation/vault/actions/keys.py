"""A person's own keys: made, given another passphrase, renewed, or made anew when the passphrase is lost."""

from typing import cast
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._boxes import of_actor, person_of
from tadasu.web.foundation.vault._keys import MODERATE, Cost, Private, Unlocked, new_pair, wrap
from tadasu.web.foundation.vault._passphrase import refuse_weak
from tadasu.web.foundation.vault._sealing import Context, DoesNotOpen, put_in_box, take_from_box
from tadasu.web.foundation.vault._trying import exchanged, try_passphrase
from tadasu.web.foundation.vault.access import KEEP_KEYS, START_ANEW
from tadasu.web.foundation.vault.models import KeyPair, PrivateKey, Reader, Share, UnlockedKey


def make_keys(actor: Actor, *, passphrase: str, cost: Cost = MODERATE) -> UUID:
    """Make a person's keys; the id of the pair. The passphrase is not the one of signing in.

    Raises Refused, UsageError `vault-keys-exist`, `vault-key-exchanged`, `vault-weak-passphrase`,
    `vault-passphrase-is-password`.
    """
    allow(actor, KEEP_KEYS.name)
    if exchanged(actor.user):
        raise UsageError("vault-key-exchanged")
    if KeyPair.objects.filter(user=actor.user, until=None).exists():
        raise UsageError("vault-keys-exist")
    _refuse(actor, passphrase)
    pair = _new_keys(actor, passphrase, cost)
    _write_down(actor, "vault.make-keys", pair.id)
    return pair.id


def change_passphrase(actor: Actor, *, old: str, new: str, cost: Cost = MODERATE) -> None:
    """Wrap the same private key anew. Whoever has an old backup and the old passphrase still opens what is in that backup;
    against them `renew_keys` helps. Raises as `make_keys`, and UsageError `vault-no-keys`, `vault-wait`, WrongPassphrase."""
    allow(actor, KEEP_KEYS.name)
    kept, private = try_passphrase(actor, old)
    _refuse(actor, new)
    wrapped = wrap(private, new, _place_of(kept.pair), cost)
    kept.salt, kept.sealed = wrapped.salt, wrapped.sealed
    kept.passes, kept.memory = wrapped.cost.passes, wrapped.cost.memory
    kept.save()
    _write_down(actor, "vault.change-passphrase", kept.pair_id)


def renew_keys(actor: Actor, *, passphrase: str, key: Unlocked, cost: Cost = MODERATE) -> UUID:
    """Make new keys and move every box that is in reach from the old ones to them: what a leak of the old private key reveals
    ends with what was copied before. Boxes in organisations where the person has no place any more are lost with the old key.

    Raises as `make_keys`, and UsageError `vault-other-key`.
    """
    allow(actor, KEEP_KEYS.name)
    old = KeyPair.objects.filter(id=of_actor(actor, key).pair, until=None).first()
    if old is None:
        raise UsageError("vault-other-key")
    _refuse(actor, passphrase)
    _end(old.user_id)
    pair = _new_keys(actor, passphrase, cost)
    _move_records(key, pair)
    _move_shares(key, pair)
    _write_down(actor, "vault.renew-keys", pair.id)
    return pair.id


def start_anew(actor: Actor, *, passphrase: str, cost: Cost = MODERATE) -> UUID:
    """For one who lost the passphrase, or whose keys somebody else exchanged: new keys that open nothing yet. Other readers have
    to add the person again.

    Raises as `make_keys`, and UsageError `vault-no-keys`.
    """
    allow(actor, START_ANEW.name)
    user = person_of(actor, START_ANEW.name)
    if not exchanged(user) and not KeyPair.objects.filter(user=user, until=None).exists():
        raise UsageError("vault-no-keys")
    _refuse(actor, passphrase)
    _end(user)
    pair = _new_keys(actor, passphrase, cost)
    _write_down(actor, START_ANEW.name, pair.id)
    return pair.id


def _refuse(actor: Actor, passphrase: str) -> None:
    """The password of signing in passes through the server at every sign-in and may be set anew by others: it opens nothing."""
    user = User.objects.get(id=person_of(actor, KEEP_KEYS.name))
    refuse_weak(passphrase, user.login)
    if user.has_usable_password() and user.check_password(passphrase):
        raise UsageError("vault-passphrase-is-password")


def _new_keys(actor: Actor, passphrase: str, cost: Cost) -> KeyPair:
    """A new pair in force. Raises UsageError `vault-keys-exist` where there is one already."""
    private, public = new_pair()
    pair = KeyPair(id=uuid4(), user_id=person_of(actor, KEEP_KEYS.name), public=public)
    wrapped = wrap(private, passphrase, _place_of(pair), cost)
    try:
        with transaction.atomic():
            pair.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at once
        raise UsageError("vault-keys-exist") from None
    PrivateKey.objects.create(
        pair=pair,
        user_id=pair.user_id,
        salt=wrapped.salt,
        sealed=wrapped.sealed,
        passes=wrapped.cost.passes,
        memory=wrapped.cost.memory,
    )
    return pair


def _place_of(pair: KeyPair) -> Context:
    return _contexts.private_key(pair.user_id, pair.id, bytes(pair.public))


def _end(user: UUID) -> None:
    """Nothing of a person's keys is left but public halves, none of them in force."""
    KeyPair.objects.filter(user=user, until=None).update(until=timezone.now())
    UnlockedKey.objects.filter(user=user).delete()
    PrivateKey.objects.filter(user=user).delete()


def _move_records(key: Unlocked, pair: KeyPair) -> None:
    readers = Reader.objects.filter(user=key.user, pair=key.pair).select_related("record").defer("record__content")
    for reader in readers:
        record = reader.record
        old, new = (_contexts.reader(record.id, one, reader.deal, record.needs_two) for one in (key.pair, pair.id))
        moved = _moved(bytes(reader.box), key.private, pair, old, new)
        if moved is not None:
            reader.box, reader.pair = moved, pair
            reader.save(update_fields=["box", "pair"])


def _move_shares(key: Unlocked, pair: KeyPair) -> None:
    for share in Share.objects.filter(user=key.user, pair=key.pair, box__isnull=False):
        old, new = (_contexts.share(share.key_id, one) for one in (key.pair, pair.id))
        moved = _moved(bytes(cast(bytes, share.box)), key.private, pair, old, new)
        if moved is not None:
            share.box, share.pair = moved, pair
            share.save(update_fields=["box", "pair"])


def _moved(box: bytes, private: Private, pair: KeyPair, old: Context, new: Context) -> bytes | None:
    """The box for the new pair; None for a row that somebody changed: one bad row shall not keep all others."""
    try:
        return put_in_box(take_from_box(box, private, old), bytes(pair.public), new)
    except DoesNotOpen:
        return None


def _write_down(actor: Actor, act: str, pair: UUID) -> None:
    write_down(actor, act=act, subject="vault.key-pair", subject_id=pair)
