"""Shut: every box of an organisation's records is destroyed but those of the recovery key, so that from then on nobody opens
anything until enough custodians recover it. It needs no key, since it opens nothing."""

from collections.abc import Collection
from uuid import UUID

from tadasu.web.foundation.access import Actor, acting, allow
from tadasu.web.foundation.accounts.models import Membership
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.access import LOCK_ALL, SHUT
from tadasu.web.foundation.vault.models import Outside, Reader, Reason, Release, SealedRecord, UnlockedKey


def shut(actor: Actor, *, organisation: UUID, records: Collection[UUID]) -> int:
    """Destroy what readers and holders of codes open these records with, reasons and releases among it; how many there were. A
    record without a recovery box opens for nobody ever again (`queries.standing`): whoever asks has to know. Raises Refused.
    """
    allow(actor, SHUT.name)
    rows = SealedRecord.objects.filter(organisation=organisation, id__in=records, erased_at=None).order_by("id")
    found = list(rows.select_for_update(no_key=True).values_list("id", flat=True))
    for model in (Reader, Outside, Reason, Release):
        model._default_manager.filter(record__in=found).delete()
    if found:
        write_down(
            actor,
            act=SHUT.name,
            subject="vault.record",
            organisation=organisation,
            detail={"records": len(found)},
        )
    return len(found)


def lock_all(actor: Actor, *, organisation: UUID) -> int:
    """Lock the keys of everybody who has or had a place, in every session; how many people. Raises Refused."""
    allow(actor, LOCK_ALL.name)
    people = set(Membership.objects.filter(organisation=organisation).values_list("user", flat=True))
    for one in sorted(people):
        with acting(Actor(user=one)):  # an unlocked key is shown to its person only
            UnlockedKey.objects.filter(user=one).delete()
    return len(people)


def forget_reasons(actor: Actor, *, organisation: UUID) -> int:
    """Destroy every reason that anybody gave for an opening, a release or a recovery; how many. Raises Refused."""
    allow(actor, SHUT.name)
    return Reason.objects.filter(organisation=organisation).delete()[0]
