"""What a recovery does to each record, while the recovery key is whole in memory."""

from collections.abc import Sequence
from uuid import UUID

from tadasu.web.foundation.vault import _contexts
from tadasu.web.foundation.vault._boxes import add, deal, live_pairs
from tadasu.web.foundation.vault._keys import Private
from tadasu.web.foundation.vault._sealing import DoesNotOpen, Key, fits, put_in_box, take_from_box
from tadasu.web.foundation.vault.models import KeyPair, RecoveryBox, RecoveryKey, SealedRecord


def let_read(box_id: UUID, private: Private, readers: Sequence[KeyPair], *, added_by: UUID) -> int:
    """Make people readers of the record whose key is in this box. 1, or 0 for a row that somebody changed: one bad row shall
    not keep all others from coming back. Raises UsageError `vault-too-few-readers`."""
    box = RecoveryBox.objects.get(id=box_id)
    record = SealedRecord.objects.select_for_update(no_key=True).get(id=box.record_id)
    key = _key_in(box, record, private)
    if key is None:
        return 0
    present = live_pairs(record)
    fresh = [pair for pair in readers if pair not in present]
    if record.needs_two:
        deal(record, key, [*present, *fresh], added_by=added_by)
    else:
        for pair in fresh:
            add(record, key, pair, added_by=added_by)
    return 1


def seal_to_next(old: RecoveryKey, private: Private, new: RecoveryKey) -> None:
    """Move every box of one recovery key to another."""
    boxes = RecoveryBox.objects.select_related("record").defer("record__content")
    for box_id in list(RecoveryBox.objects.filter(key=old).values_list("id", flat=True)):
        box = boxes.get(id=box_id)
        key = _key_in(box, box.record, private)
        if key is not None:
            box.box = put_in_box(key, bytes(new.public), _contexts.recovery_box(box.record_id, new.id))
            box.key = new
            box.save(update_fields=["box", "key"])


def _key_in(box: RecoveryBox, record: SealedRecord, private: Private) -> Key | None:
    try:
        key = Key(take_from_box(bytes(box.box), private, _contexts.recovery_box(record.id, box.key_id)))
    except DoesNotOpen:
        return None
    committed = record.commitment
    return key if committed is not None and fits(key, bytes(committed)) else None
