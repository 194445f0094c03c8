"""What may be done with tokens, and with the lists by a token."""

from tadasu.web.foundation.access import (
    act,
    both,
    either,
    has_role,
    lately_signed_in,
    of_organisation,
    own,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import ORGANISER

SEE_TOKENS = act(
    "api.see-tokens", both(of_organisation, with_second_factor)
)  # one's own; an organiser sees all of them
MAKE_TOKEN = act("api.make-token", both(of_organisation, with_second_factor, lately_signed_in))
REVOKE_TOKEN = act(
    "api.revoke-token", both(of_organisation, either(own, has_role(ORGANISER)), with_second_factor, lately_signed_in)
)
GIVE_UP_TOKEN = act("api.give-up-token", both(of_organisation, own, with_second_factor))  # by the token itself
SCREEN = act("api.screen", both(of_organisation, with_second_factor))
