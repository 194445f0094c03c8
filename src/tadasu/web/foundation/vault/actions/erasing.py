"""Erase a record: keys, content and file go, and organisation, kind and month stay for statistics."""

from collections import Counter
from collections.abc import Collection
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault import _files, keeping, purposes
from tadasu.web.foundation.vault._boxes import key_of, locked, of_actor
from tadasu.web.foundation.vault._keys import Unlocked
from tadasu.web.foundation.vault.access import ERASE, ERASE_ALL
from tadasu.web.foundation.vault.models import Outside, Reader, Reason, RecoveryBox, Release, SealedFile, SealedRecord


def erase(actor: Actor, *, record: UUID, ground: str, key: Unlocked | None = None) -> None:
    """Erase it for good. A record for two needs the release of another reader for this too, and so the actor's key; the
    system, which erases when a time is over, needs neither.

    Who opened it and when stays in the log; why they said they did goes. Raises Refused, UsageError `vault-erased`,
    `vault-no-such-purpose`, for a record for two as `open_record`, and what an app says that keeps it (`keeping`).
    """
    found = locked(record, ERASE.name, actor)
    ground = purposes.known(ground, purposes.erasing())
    keeping.refuse_kept(found.id)
    if found.needs_two and not actor.system:
        if key is None:
            raise UsageError("vault-locked")
        key_of(found, of_actor(actor, key))
    for model in (Reader, Outside, RecoveryBox, Reason, Release):
        model._default_manager.filter(record=found).delete()
    _erase_files(found.id)
    found.content = found.commitment = found.about = found.sealed_on = None
    found.erased_at = timezone.now()
    found.save()
    write_down(
        actor,
        act=ERASE.name,
        subject="vault.record",
        subject_id=found.id,
        organisation=found.organisation_id,
        detail={"kind": found.kind, "ground": ground},
    )


def erase_all(actor: Actor, *, organisation: UUID, records: Collection[UUID], ground: str) -> int:
    """Erase many of one organisation at once, by the system, with one line in the record of acts that counts them; how many there
    were. Raises Refused, UsageError `vault-no-such-purpose`, and what an app says that keeps one of them: then none of them
    is."""
    allow(actor, ERASE_ALL.name)
    ground = purposes.known(ground, purposes.erasing())
    rows = SealedRecord.objects.filter(organisation=organisation, id__in=records, erased_at=None).order_by("id")
    found = dict(rows.select_for_update(no_key=True).values_list("id", "kind"))
    for record in found:
        keeping.refuse_kept(record)
    for model in (Reader, Outside, RecoveryBox, Reason, Release):
        model._default_manager.filter(record__in=list(found)).delete()
    _erase_files(*found)
    rows.update(content=None, commitment=None, about=None, sealed_on=None, erased_at=timezone.now())
    if found:
        write_down(
            actor,
            act=ERASE.name,
            subject="vault.record",
            organisation=organisation,
            detail={"ground": ground, **Counter(found.values())},
        )
    return len(found)


def _erase_files(*records: UUID) -> None:
    """The row now, the file when that is committed: a file without a row is removed in any case (`sweeping`)."""
    kept = SealedFile.objects.filter(record__in=records)
    for name in list(kept.values_list("name", flat=True)):
        transaction.on_commit(partial(_files.remove, name))
    kept.delete()
