"""Shares of a recovery key: dealt to custodians, opened by each, put together by enough of them."""

from collections.abc import Sequence
from typing import cast

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._keys import Private, Unlocked, public_of
from tadasu.web.foundation.vault._sealing import DoesNotOpen, put_in_box, take_from_box
from tadasu.web.foundation.vault._shares import Share as Part
from tadasu.web.foundation.vault._shares import commitment_of, is_as_dealt, join, share_of, split
from tadasu.web.foundation.vault.models import KeyPair, RecoveryKey, Share


def deal_shares(
    key: RecoveryKey, private: Private, pairs: Sequence[KeyPair], *, confirmed: frozenset[object] = frozenset()
) -> None:
    """Save the key and a share of its private half for each of these pairs. Shares of people in `confirmed` count as
    confirmed. Raises UsageError `vault-shares`."""
    parts = split(private, needed=key.needed, among=len(pairs))
    key.save(force_insert=True)
    Share.objects.bulk_create(
        Share(
            key=key,
            organisation_id=key.organisation_id,
            user_id=pair.user_id,
            pair=pair,
            place=part.place,
            box=put_in_box(bytes(part), bytes(pair.public), _contexts.share(key.id, pair.id)),
            commitment=commitment_of(part, _contexts.custody(key.id)),
            confirmed_at=timezone.now() if pair.user_id in confirmed else None,
        )
        for part, pair in zip(parts, pairs, strict=True)
    )


def share_from(share: Share, unlocked: Unlocked) -> Part:
    """A custodian's own share. Raises UsageError `vault-other-key`, `vault-share-changed`."""
    if share.pair_id != unlocked.pair or share.box is None:
        raise UsageError("vault-other-key")
    try:
        kept = take_from_box(bytes(share.box), unlocked.private, _contexts.share(share.key_id, unlocked.pair))
    except DoesNotOpen:
        raise UsageError("vault-share-changed", place=str(share.place)) from None
    return checked(share_of(kept), share)


def checked(part: Part, share: Share) -> Part:
    """The part, if it is the one that was dealt. Raises UsageError `vault-share-changed`."""
    if not is_as_dealt(part, _contexts.custody(share.key_id), bytes(cast(bytes, share.commitment))):
        raise UsageError("vault-share-changed", place=str(share.place))
    return part


def joined(key: RecoveryKey, parts: Sequence[Part]) -> Private:
    """The private half. Raises UsageError `vault-too-few-shares`, DoesNotOpen when it is not the other half of the public."""
    if len(parts) < key.needed:
        raise UsageError("vault-too-few-shares", needed=str(key.needed), given=str(len(parts)))
    private = Private(join(parts[: key.needed]))
    if public_of(private) != bytes(key.public):
        raise DoesNotOpen
    return private
