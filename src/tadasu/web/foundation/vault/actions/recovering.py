"""The worst day: readers lost their keys. Enough custodians together let named people open records again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _contexts, purposes
from tadasu.web.foundation.vault._boxes import of_actor, pairs_of, person_of, refuse_elsewhere
from tadasu.web.foundation.vault._custody import checked, deal_shares, joined, share_from
from tadasu.web.foundation.vault._keys import Private, Unlocked, new_pair
from tadasu.web.foundation.vault._reasons import keep_reason_for
from tadasu.web.foundation.vault._recovered import let_read, seal_to_next
from tadasu.web.foundation.vault._sealing import Context, put_in_box, take_from_box
from tadasu.web.foundation.vault._shares import Share as Part
from tadasu.web.foundation.vault._shares import share_of
from tadasu.web.foundation.vault.access import BEGIN_RECOVERY, COMPLETE_RECOVERY, CONTRIBUTE
from tadasu.web.foundation.vault.models import Contribution, KeyPair, Recovery, RecoveryBox, RecoveryKey, Share

OPEN_FOR = timedelta(hours=72)
"""How long custodians may contribute."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """How many records came back, and the recovery key they are sealed to now: None when too few custodians have their keys, so
    that the organisation has none in force until it sets one up."""

    records: int
    key: UUID | None


def begin_recovery(
    actor: Actor, *, key: UUID, readers: Collection[UUID], reason: str, records: Collection[UUID] = ()
) -> UUID:
    """Ask the custodians of a recovery key to let `readers` open `records`, or all that are sealed to that key; the id.

    Custodians see who asks, for whom, and of how many records; the reason is sealed to them. Raises Refused, UsageError
    `vault-reason`, `vault-reader-without-key`, `vault-reader-elsewhere`, `vault-recovery-over`.
    """
    found = RecoveryKey.objects.filter(id=key).first()
    allow(actor, BEGIN_RECOVERY.name, found)
    if found is None:
        raise Refused(BEGIN_RECOVERY.name)
    said = purposes.said(reason)
    (own,) = pairs_of([person_of(actor, BEGIN_RECOVERY.name)])
    pairs_of(readers)
    refuse_elsewhere(readers, found.organisation_id)
    custodians = Share.objects.filter(key=found, box__isnull=False, pair__until=None).select_related("pair")
    if found.in_force_since is None or len(custodians) < found.needed or not readers:
        raise UsageError("vault-recovery-over")
    recovery = Recovery.objects.create(
        organisation_id=found.organisation_id,
        key=found,
        user_id=person_of(actor, BEGIN_RECOVERY.name),
        pair=own,
        readers=sorted(set(readers)),
        records=sorted(set(records)),
        ends_at=timezone.now() + OPEN_FOR,
    )
    pairs = {one.pair_id: one.pair for one in custodians} | {own.id: own}
    keep_reason_for(pairs.values(), said, about=recovery.id, organisation=found.organisation_id)
    _write_down(actor, BEGIN_RECOVERY.name, recovery, readers=len(recovery.readers), records=len(recovery.records))
    return recovery.id


def contribute(actor: Actor, *, recovery: UUID, key: Unlocked) -> None:
    """Give one's share to a recovery, in a box for whoever asked. Raises Refused, UsageError `vault-recovery-over`,
    `vault-already-given`, `vault-other-key`, `vault-share-changed`."""
    found = _running(actor, recovery, CONTRIBUTE.name)
    share = Share.objects.get(key=found.key_id, user=actor.user)
    if Contribution.objects.filter(recovery=found, user=actor.user).exists():
        raise UsageError("vault-already-given")
    part = share_from(share, of_actor(actor, key))
    about = _contexts.contribution(found.id, part.place, found.pair_id, _scope(found))
    Contribution.objects.create(
        recovery=found,
        organisation_id=found.organisation_id,
        user_id=person_of(actor, CONTRIBUTE.name),
        place=part.place,
        box=put_in_box(bytes(part), bytes(found.pair.public), about),
    )
    _write_down(actor, CONTRIBUTE.name, found)


def complete_recovery(actor: Actor, *, recovery: UUID, key: Unlocked) -> Recovered:
    """Put the shares together, let the named people read, and replace the recovery key, which was whole in memory for a
    moment, by a new one among the same custodians, if enough of them have their keys.

    Raises Refused, UsageError `vault-recovery-over`, `vault-too-few-shares`, `vault-share-changed` (whose), `vault-other-key`,
    `vault-too-few-readers`.
    """
    found = _running(actor, recovery, COMPLETE_RECOVERY.name)
    recovery_key = RecoveryKey.objects.select_for_update().get(id=found.key_id)
    private = joined(recovery_key, _parts(found, of_actor(actor, key)))
    boxes = RecoveryBox.objects.filter(key=recovery_key).order_by("record_id")
    wanted = list((boxes.filter(record__in=found.records) if found.records else boxes).values_list("id", flat=True))
    readers = pairs_of(found.readers)
    count = sum(let_read(box, private, readers, added_by=person_of(actor, COMPLETE_RECOVERY.name)) for box in wanted)
    given = frozenset(Contribution.objects.filter(recovery=found).values_list("user", flat=True))
    current = _replace(recovery_key, private, given)
    Contribution.objects.filter(recovery__key=recovery_key).delete()
    found.completed_at = timezone.now()
    found.save(update_fields=["completed_at"])
    _write_down(actor, COMPLETE_RECOVERY.name, found, records=count)
    return Recovered(count, current)


def _running(actor: Actor, recovery: UUID, act: str) -> Recovery:
    found = Recovery.objects.select_for_update(of=("self",)).select_related("pair").filter(id=recovery).first()
    allow(actor, act, found)
    if found is None:
        raise Refused(act)
    if found.completed_at is not None or found.ends_at <= timezone.now() or found.pair.until is not None:
        raise UsageError("vault-recovery-over")
    return found


def _scope(recovery: Recovery) -> Context:
    return _contexts.scope(recovery.key_id, recovery.readers, recovery.records)


def _parts(recovery: Recovery, unlocked: Unlocked) -> list[Part]:
    """The shares given, each the one that was dealt to its custodian."""
    if recovery.pair_id != unlocked.pair:
        raise UsageError("vault-other-key")
    shares = {one.user_id: one for one in Share.objects.filter(key=recovery.key_id)}
    parts = []
    for one in Contribution.objects.filter(recovery=recovery).order_by("place"):
        about = _contexts.contribution(recovery.id, one.place, unlocked.pair, _scope(recovery))
        parts.append(checked(share_of(take_from_box(bytes(one.box), unlocked.private, about)), shares[one.user_id]))
    return parts


def _replace(old: RecoveryKey, private: Private, given: frozenset[UUID]) -> UUID | None:
    """A new key for the same custodians, as far as they have keys; those who gave their share are known to have one. The key
    that is in force afterwards, to which what was under the old one is sealed; without one it stays under the old one."""
    pairs = list(KeyPair.objects.filter(id__in=Share.objects.filter(key=old).values("pair"), until=None).order_by("id"))
    was_in_force = old.ended_at is None
    old.ended_at = old.ended_at or timezone.now()
    old.save(update_fields=["ended_at"])
    current = RecoveryKey.objects.filter(
        organisation=old.organisation_id, in_force_since__isnull=False, ended_at=None
    ).first()
    if was_in_force and len(pairs) >= old.needed:
        fresh, public = new_pair()
        current = RecoveryKey(
            id=uuid4(),
            organisation_id=old.organisation_id,
            public=public,
            needed=old.needed,
            among=len(pairs),
            in_force_since=timezone.now(),
        )
        deal_shares(current, fresh, pairs, confirmed=given)
    if current is None:
        return None
    seal_to_next(old, private, current)
    Share.objects.filter(key=old).update(box=None)
    return current.id


def _write_down(actor: Actor, act: str, recovery: Recovery, **detail: int) -> None:
    write_down(
        actor,
        act=act,
        subject="vault.recovery",
        subject_id=recovery.id,
        organisation=recovery.organisation_id,
        detail=dict(detail),
    )
