"""Who may do what with intermediaries: people of the funder, asked of the terms or their organisation; people of the
intermediary, who have a place in the organisation that the terms name as holder; and an organisation that is itself an
intermediary for a funder elsewhere."""

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    both,
    either,
    has_role,
    lately_signed_in,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER
from tadasu.web.funding.awards.access import PROGRAMME

SEES = (ORGANISER, PROGRAMME, "payer", "publisher", AUDITOR)
SPEAKS = (ORGANISER, PROGRAMME)
"""Who answers for an intermediary."""


def _holds(actor: Actor, record: object | None) -> bool:
    holder = getattr(record, "holder_id", None)
    return holder is not None and not actor.roles_in(holder).isdisjoint(SPEAKS)


def _another(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "signed_by_id", None) != actor.user


holder = Predicate("organiser or programme of the intermediary", _holds)
not_who_signed = Predicate("not whoever signed it", _another)

_ours = both(has_role(PROGRAMME), with_second_factor)
_either = both(either(has_role(PROGRAMME), holder), with_second_factor)

SEE = act("intermediaries.see", both(has_role(*SEES), with_second_factor))
SEE_TERMS = act("intermediaries.see-terms", both(either(has_role(*SEES), holder), with_second_factor))
SET = act("intermediaries.set-terms", _ours)
ACKNOWLEDGE = act("intermediaries.acknowledge", _either)
ATTEST = act("intermediaries.attest", both(_either, lately_signed_in))
JUDGE = act("intermediaries.judge", both(_ours, not_who_signed))
TELL = act("intermediaries.tell-incident", _either)
CLOSE = act("intermediaries.close-incident", both(has_role(*SPEAKS), with_second_factor, lately_signed_in))
STATE = act("intermediaries.state", both(has_role(*SPEAKS), with_second_factor, lately_signed_in))
"""For a funder on another server."""

TAKE = act("intermediaries.take", both(has_role(*SPEAKS, "publisher"), with_second_factor))
