"""What may be done with findings, and by whom. Asked of a version; before there is one, of the organisation."""

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    both,
    has_role,
    lately_signed_in,
    of_organisation,
    with_second_factor,
)

CONCLUDES = ("analyst", "investigator", "verifier")
SIGNS = ("decider", "editor", "manager")
EXCHANGES = (*SIGNS, "liaison")


def _somebody_else(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "concluded_by_id", actor.user) != actor.user


not_who_concluded = Predicate("not who concluded it", _somebody_else)

SEE = act("findings.see", both(of_organisation, with_second_factor))
CONCLUDE = act("findings.conclude", both(has_role(*CONCLUDES), with_second_factor))
SIGN = act("findings.sign", both(has_role(*SIGNS), not_who_concluded, with_second_factor, lately_signed_in))
DECLINE = act("findings.decline", both(has_role(*SIGNS), with_second_factor))
WITHDRAW = act("findings.withdraw", both(has_role(*SIGNS), with_second_factor, lately_signed_in))
SEND = act("findings.send", both(has_role(*EXCHANGES), with_second_factor))
TAKE = act("findings.take", both(has_role(*EXCHANGES), with_second_factor))
