"""What may be done with parties, and by whom. Asked of a party, or of the organisation before there is one."""

from tadasu.web.foundation.access import act, both, has_role, of_organisation, with_second_factor

WORKS = ("analyst", "documenter", "investigator", "officer", "programme", "verifier")
"""Roles whose work parties are."""

_WORKS = both(has_role(*WORKS), with_second_factor)

SEE = act("parties.see", both(of_organisation, with_second_factor))
ADD = act("parties.add", _WORKS)
STATE = act("parties.state", _WORKS)
WITHDRAW = act("parties.withdraw", _WORKS)
JUDGE = act("parties.judge", _WORKS)
TAKE_BACK = act("parties.take-back", _WORKS)
DECIDE = act("parties.decide", _WORKS)
