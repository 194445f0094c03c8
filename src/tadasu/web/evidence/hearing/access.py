"""What may be done with notices, and by whom. Asked of the notice or its organisation; an answer, of the visit of whoever has the
code."""

from tadasu.web.evidence.verification.access import ASSESSES, CONCLUDES, SIGNS
from tadasu.web.foundation.access import Actor, Predicate, act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR
from tadasu.web.foundation.correspondence.access import holds_code

RELEASES = ("decider", "editor", "investigator", "verifier")
"""Who may be the second person."""


def _another(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and getattr(record, "prepared_by_id", None) != actor.user


not_who_prepared = Predicate("not who prepared it", _another)

_asks = both(has_role(*CONCLUDES), with_second_factor)

SEE = act("hearing.see", both(has_role(*ASSESSES, *SIGNS, AUDITOR), with_second_factor))
PREPARE = act("hearing.prepare", _asks)
RELEASE = act("hearing.release", both(has_role(*RELEASES), not_who_prepared, with_second_factor, lately_signed_in))
DROP = act("hearing.drop", _asks)
SEND = act("hearing.send", both(_asks, lately_signed_in))
NOT_TELL = act("hearing.not-tell", _asks)
NOTE = act("hearing.note", _asks)
ANSWER = act("hearing.answer", holds_code)
