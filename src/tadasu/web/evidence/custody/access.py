"""Who may do what with items of evidence. A role opens nothing by itself: what is sealed opens for its readers only."""

from tadasu.web.foundation.access import Actor, Predicate, act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR
from tadasu.web.foundation.vault.models import Reader

HANDLES = ("documenter", "investigator", "verifier")
"""Who receives, derives, opens and hands out."""

SIGNS = ("decider", "editor", "manager")
"""Who sees what there is, and releases a hold."""


def _reads(actor: Actor, record: object | None) -> bool:
    """Of an item whose content is published and held by another app there is nothing sealed to be a reader of."""
    if actor.user is None or not hasattr(record, "record"):
        return False
    if record.record is None:
        return bool(getattr(record, "public", False))
    return Reader.objects.filter(record=record.record, user=actor.user).exists()


reads_item = Predicate("a reader of the item", _reads)

_handles = both(has_role(*HANDLES), with_second_factor)
_reader = both(_handles, reads_item)
_lately = both(_reader, lately_signed_in)

SEE = act("custody.see", both(has_role(*HANDLES, *SIGNS, AUDITOR), with_second_factor))
RECEIVE = act("custody.receive", _handles)
OPEN = act("custody.open-item", _reader)
DERIVE = act("custody.derive", _reader)
SET_STATUS = act("custody.set-item-status", _handles)
DISCLOSE = act("custody.disclose", _lately)
EXPORT = act("custody.export", _lately)
SHARE = act("custody.share", _lately)
HOLD = act("custody.hold", both(has_role(*HANDLES, *SIGNS), with_second_factor))
RELEASE = act("custody.release-hold", both(has_role(*SIGNS), with_second_factor, lately_signed_in))
ERASE = act("custody.erase-item", _lately)
