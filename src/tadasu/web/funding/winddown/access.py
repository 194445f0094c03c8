"""Who may shut, erase and announce; and the holder of a box's code, who takes its file along."""

from tadasu.web.foundation.access import Actor, Predicate, act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.roles import AUDITOR, CUSTODIAN, ORGANISER
from tadasu.web.foundation.correspondence.access import holds_code

FUNDER = "funder"
"""The kind of organisation that can fall here."""


def _another(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "asked_by_id", actor.user) != actor.user


def _of_funder(actor: Actor, record: object | None) -> bool:
    """The organisation itself, or a record of it."""
    place = record if isinstance(record, Organisation) else getattr(record, "organisation", None)
    return getattr(place, "kind", "") == FUNDER


of_funder = Predicate("of a funder", _of_funder)
not_who_asked = Predicate("not whoever asked", _another)

_trusted = both(has_role(ORGANISER, CUSTODIAN), of_funder, with_second_factor)
_lately = both(_trusted, lately_signed_in)

SEE = act("winddown.see", both(has_role(ORGANISER, CUSTODIAN, AUDITOR), of_funder, with_second_factor))
SHUT = act("winddown.shut", _lately)
ASK_ERASE = act("winddown.ask-erase", _lately)
CONFIRM_ERASE = act("winddown.confirm-erase", both(_lately, not_who_asked))
DROP_ERASE = act("winddown.drop-erase", _trusted)
ANNOUNCE = act("winddown.announce", both(has_role(ORGANISER), of_funder, with_second_factor, lately_signed_in))
TAKE_FILE = act("winddown.take-file", holds_code)
