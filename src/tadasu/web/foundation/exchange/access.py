"""Who exchanges: those who answer for what an organisation says send and take; its organisers look after keys and peers."""

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    anyone,
    both,
    has_role,
    lately_signed_in,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER

EXCHANGES = ("decider", "editor", "liaison", "manager", "programme")
"""Roles that speak for their organisation outwards."""


def _somebody_elses(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "proposed_by_id", actor.user) != actor.user


proposed_by_another = Predicate("proposed by somebody else", _somebody_elses)

CONFIRMS = (*EXCHANGES, ORGANISER)
"""Roles that look after whom their organisation exchanges with."""

_PEERS = has_role(*CONFIRMS)

SEE = act("exchange.see", both(has_role(*EXCHANGES, ORGANISER, AUDITOR), with_second_factor))
OPEN = act("exchange.open", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
RENEW_KEYS = act("exchange.renew-keys", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
PROPOSE = act("exchange.propose", both(_PEERS, with_second_factor))
CONFIRM = act("exchange.confirm", both(_PEERS, proposed_by_another, with_second_factor, lately_signed_in))
DECLINE = act("exchange.decline", both(_PEERS, with_second_factor))
SUSPEND = act("exchange.suspend", both(_PEERS, with_second_factor))
RESUME = act("exchange.resume", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
SEND = act("exchange.send", both(has_role(*EXCHANGES), with_second_factor))
TAKE = act("exchange.take", both(has_role(*EXCHANGES), with_second_factor))
POST = act("exchange.post", anyone)  # what is posted proves by itself from whom it is
