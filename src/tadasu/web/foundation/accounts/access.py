"""What may be done with people and organisations, and by whom."""

from tadasu.web.foundation.access import (
    act,
    anyone,
    both,
    has_role,
    lately_signed_in,
    nobody,
    of_organisation,
    signed_in,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import ORGANISER

_ORGANISES = both(has_role(ORGANISER), with_second_factor)
_ORGANISES_NOW = both(has_role(ORGANISER), with_second_factor, lately_signed_in)

FOUND = act("accounts.found", nobody)  # the system: whoever runs the machine
SEE_PEOPLE = act("accounts.see-people", both(of_organisation, with_second_factor))
INVITE = act("accounts.invite", _ORGANISES_NOW)
WITHDRAW = act("accounts.withdraw", _ORGANISES)
JOIN = act("accounts.join", anyone)  # who holds the code of an invitation
TAKE = act("accounts.take", with_second_factor)
CHANGE_ROLES = act("accounts.change-roles", _ORGANISES_NOW)
END_PLACE = act("accounts.end-place", _ORGANISES_NOW)
OFFER_RESET = act("accounts.offer-reset", _ORGANISES_NOW)
OFFER_RESET_TO = act("accounts.offer-reset-to", nobody)  # the system
USE_RESET = act("accounts.use-reset", anyone)  # who holds its code
CHANGE_SETTINGS = act("accounts.change-settings", with_second_factor)
SIGN_OUT_EVERYWHERE = act("accounts.sign-out-everywhere", signed_in)
