"""Who may do what with awards. A role opens nothing that is sealed: that is sealed to named readers. What is withheld is asked of
them alone, here as in the database."""

from tadasu.web.foundation.access import Actor, Predicate, act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER
from tadasu.web.foundation.correspondence.access import holds_code
from tadasu.web.funding.awards.models import HIDDEN

PROGRAMME, PAYER = "programme", "payer"
SEES = (ORGANISER, PROGRAMME, PAYER, "publisher", AUDITOR)
SIGNS = (ORGANISER, PROGRAMME)


def _not_withheld(actor: Actor, record: object | None) -> bool:
    level = getattr(record, "level", 0)
    return level < HIDDEN or (actor.user is not None and actor.user in getattr(record, "readers", ()))


def _reader(actor: Actor, record: object | None) -> bool:
    return actor.user is not None and actor.user in getattr(record, "readers", ())


def _another(of: str) -> Predicate:
    """Not the person whom a field of the record names."""
    return Predicate(
        f"not whoever {of.removesuffix('_by_id').replace('_', ' ')} it",
        lambda actor, record: actor.user is not None and getattr(record, of, None) != actor.user,
    )


not_withheld = Predicate("not withheld from them", _not_withheld)
reader = Predicate("a named reader", _reader)

_programme = both(has_role(PROGRAMME), not_withheld, with_second_factor)
_reads = both(has_role(PROGRAMME), reader, with_second_factor)

SEE = act("awards.see", both(has_role(*SEES), not_withheld, with_second_factor))
OPEN = act("awards.open", both(has_role(*SEES), reader, with_second_factor))
BEGIN = act("awards.begin", both(has_role(PROGRAMME), with_second_factor))
WRITE = act("awards.write", _reads)
NAME_READER = act("awards.name-reader", both(_reads, lately_signed_in))
SIGN = act("awards.sign", both(has_role(*SIGNS), reader, with_second_factor, lately_signed_in))
DROP = act("awards.drop", _programme)
HAND_OUT = act("awards.hand-out", both(_reads, lately_signed_in))
SETTLE = act("awards.settle", _reads)
PLAN = act("awards.plan", _programme)
CHECK = act("awards.check", _reads)
JUDGE = act("awards.judge", _reads)
PREPARE = act("awards.prepare", _reads)
RELEASE = act(
    "awards.release",
    both(has_role(PAYER), reader, _another("prepared_by_id"), with_second_factor, lately_signed_in),
)
"""Asked of the payment, which carries level and readers of its award: nobody lets go what they cannot read."""

PAY = act("awards.pay", both(has_role(PAYER), not_withheld, with_second_factor))
ACCOUNT = act("awards.account", _programme)
ACCEPT = act(
    "awards.accept", both(has_role(PROGRAMME, PAYER), not_withheld, _another("noted_by_id"), with_second_factor)
)
REPORT = act("awards.report", _programme)
AMEND = act("awards.amend", _reads)
APPROVE = act(
    "awards.approve",
    both(has_role(*SIGNS), not_withheld, _another("proposed_by_id"), with_second_factor, lately_signed_in),
)
RAISE = act("awards.raise-level", both(has_role(PROGRAMME), reader, with_second_factor))
"""More protection waits for nobody."""

SUSPEND = act("awards.suspend", both(has_role(ORGANISER, PROGRAMME, PAYER), not_withheld, with_second_factor))
RESUME = act("awards.resume", both(has_role(*SIGNS), not_withheld, with_second_factor, lately_signed_in))
RETURN = act("awards.return", both(has_role(PROGRAMME, PAYER), not_withheld, with_second_factor))
DRAW = act("awards.draw", both(has_role(AUDITOR), with_second_factor, lately_signed_in))
INSPECT = act("awards.inspect", both(has_role(AUDITOR), not_withheld, with_second_factor))
CLOSE = act("awards.close", both(_programme, lately_signed_in))
TELL = act("awards.tell", holds_code)
"""The grantee, through its box."""
