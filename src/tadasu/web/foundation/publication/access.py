"""Who proposes, who signs, who withdraws. That two different people sign, the database holds (migrations/0002_published.py)."""

from tadasu.web.foundation.access import act, both, has_role, lately_signed_in, of_organisation, with_second_factor
from tadasu.web.foundation.accounts.roles import PUBLISHER

PROPOSES = ("decider", "editor", "manager", "programme", PUBLISHER)
"""Roles that answer for what an organisation says."""

_PROPOSES = both(has_role(*PROPOSES), with_second_factor)
_SIGNS = both(has_role(PUBLISHER), with_second_factor, lately_signed_in)

SEE = act("publication.see", both(of_organisation, with_second_factor))
PROPOSE = act("publication.propose", _PROPOSES)
CHANGE = act("publication.change", _PROPOSES)
SIGN = act("publication.sign", _SIGNS)
REFUSE = act("publication.refuse", _PROPOSES)
WITHDRAW = act("publication.withdraw", _SIGNS)
