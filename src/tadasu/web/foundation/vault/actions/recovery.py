"""An organisation's recovery key: made, split among custodians, and in force once enough of them can open their share."""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, Refused, allow
from tadasu.web.foundation.accounts.models import Membership, Organisation
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.accounts.roles import CUSTODIAN
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault._boxes import of_actor, pairs_of, person_of
from tadasu.web.foundation.vault._custody import deal_shares, share_from
from tadasu.web.foundation.vault._keys import Unlocked, new_pair
from tadasu.web.foundation.vault.access import CONFIRM_SHARE, SET_UP_RECOVERY
from tadasu.web.foundation.vault.models import RecoveryKey, Share


def set_up_recovery(actor: Actor, *, organisation: UUID, custodians: Collection[UUID], needed: int) -> UUID:
    """A new key, whose private half is in memory for this moment only; its id. It is in force, in place of an earlier one,
    when `needed` custodians have confirmed. Records sealed before come under it as they are opened.

    Raises Refused, UsageError `vault-shares`, `vault-custodian-elsewhere`, `vault-reader-without-key`.
    """
    allow(actor, SET_UP_RECOVERY.name, Organisation.objects.filter(id=organisation).first())
    wanted = set(custodians)
    places = Membership.objects.filter(current(), user__in=wanted, organisation=organisation)
    if {one.user_id for one in places if CUSTODIAN in one.roles} != wanted:
        raise UsageError("vault-custodian-elsewhere")
    pairs = pairs_of(wanted)
    private, public = new_pair()
    _end_pending(organisation)
    key = RecoveryKey(
        id=uuid4(),
        organisation_id=organisation,
        public=public,
        needed=needed,
        among=len(pairs),
        made_by_id=person_of(actor, SET_UP_RECOVERY.name),
    )
    deal_shares(key, private, pairs)
    write_down(
        actor,
        act=SET_UP_RECOVERY.name,
        subject="vault.recovery-key",
        subject_id=key.id,
        organisation=organisation,
        detail={"needed": needed, "among": len(pairs)},
    )
    return key.id


def confirm_share(actor: Actor, *, share: UUID, key: Unlocked) -> None:
    """Show that one can open one's share. Raises Refused, UsageError `vault-other-key`, `vault-share-changed`,
    `vault-recovery-over`."""
    found = Share.objects.select_related("key").filter(id=share).first()
    allow(actor, CONFIRM_SHARE.name, found)
    if found is None:
        raise Refused(CONFIRM_SHARE.name)
    recovery_key = RecoveryKey.objects.select_for_update().get(id=found.key_id)
    if recovery_key.ended_at is not None:
        raise UsageError("vault-recovery-over")
    share_from(found, of_actor(actor, key))
    found.confirmed_at = timezone.now()
    found.save(update_fields=["confirmed_at"])
    confirmed = Share.objects.filter(key=recovery_key, confirmed_at__isnull=False).count()
    if recovery_key.in_force_since is None and confirmed >= recovery_key.needed:
        _put_in_force(recovery_key)
    write_down(
        actor,
        act=CONFIRM_SHARE.name,
        subject="vault.recovery-key",
        subject_id=recovery_key.id,
        organisation=found.organisation_id,
        detail={"confirmed": confirmed},
    )


def _put_in_force(key: RecoveryKey) -> None:
    """Earlier boxes stay under the earlier key, and its custodians keep their shares, until each record is opened again."""
    now = timezone.now()
    RecoveryKey.objects.filter(organisation=key.organisation_id, in_force_since__isnull=False, ended_at=None).update(
        ended_at=now
    )
    key.in_force_since = now
    key.save(update_fields=["in_force_since"])


def _end_pending(organisation: UUID) -> None:
    """One that never came into force holds no box: its shares go."""
    pending = RecoveryKey.objects.filter(organisation=organisation, in_force_since=None, ended_at=None)
    Share.objects.filter(key__in=list(pending)).update(box=None)
    pending.update(ended_at=timezone.now())
