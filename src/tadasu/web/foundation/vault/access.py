"""Who may do what with sealed records. A right opens nothing by itself: without a key of one's own there is only ciphertext."""

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    anyone,
    both,
    either,
    has_role,
    lately_signed_in,
    nobody,
    of_organisation,
    own,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import AUDITOR, CUSTODIAN, ORGANISER
from tadasu.web.foundation.vault.models import Reader, SealedRecord, Share


def _reads(actor: Actor, record: object | None) -> bool:
    return (
        actor.user is not None
        and isinstance(record, SealedRecord)
        and Reader.objects.filter(record=record, user=actor.user).exists()
    )


def _keeps_share(actor: Actor, record: object | None) -> bool:
    key = getattr(record, "key_id", None)
    return actor.user is not None and key is not None and Share.objects.filter(key=key, user=actor.user).exists()


reads = Predicate("a reader of it", _reads)
keeps_share = Predicate("a custodian of the key", _keeps_share)

_reader = both(reads, of_organisation, with_second_factor)
_lately = both(with_second_factor, lately_signed_in)

KEEP_KEYS = act("vault.keep-keys", with_second_factor)
START_ANEW = act("vault.start-anew", _lately)
SEAL = act("vault.seal", anyone)
ADD_FILE = act("vault.add-file", _reader)
OPEN = act("vault.open", _reader)
OPEN_OUTSIDE = act("vault.open-outside", anyone)  # who holds the private key
FORGET = act("vault.forget", nobody)  # the system
SHUT = act("vault.shut", nobody)  # the system, for whoever an app lets
LOCK_ALL = act("vault.lock-all", nobody)  # the same
ERASE_ALL = act("vault.erase-all", nobody)  # the same
ASK_RELEASE = act("vault.ask-release", _reader)
ANSWER_RELEASE = act("vault.answer-release", _reader)
SEE_OPENINGS = act("vault.see-openings", both(either(reads, has_role(AUDITOR)), of_organisation, with_second_factor))
ADD_READER = act("vault.add-reader", both(_reader, lately_signed_in))
REMOVE_READER = act("vault.remove-reader", both(_reader, lately_signed_in))
ROTATE = act("vault.rotate", _reader)
ERASE = act("vault.erase", both(_reader, lately_signed_in))
SEE_RECOVERY = act("vault.see-recovery", both(has_role(ORGANISER, CUSTODIAN, AUDITOR), with_second_factor))
SET_UP_RECOVERY = act("vault.set-up-recovery", both(has_role(ORGANISER), _lately))
CONFIRM_SHARE = act("vault.confirm-share", both(own, has_role(CUSTODIAN), with_second_factor))
BEGIN_RECOVERY = act("vault.begin-recovery", both(has_role(ORGANISER, CUSTODIAN), _lately))
CONTRIBUTE = act("vault.contribute", both(keeps_share, has_role(CUSTODIAN), _lately))
COMPLETE_RECOVERY = act("vault.complete-recovery", both(own, of_organisation, _lately))
