"""Who may do what with calls and forms. Open calls anybody may read."""

from tadasu.web.foundation.access import act, anyone, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER

CALLS = (ORGANISER, "programme")
"""Who writes and opens calls."""

_calls = both(has_role(*CALLS), with_second_factor)
_lately = both(_calls, lately_signed_in)

READ = act("calls.read", anyone)
"""The public page of a call that is open."""

SEE = act("calls.see", both(has_role(*CALLS, "reviewer", "payer", "publisher", AUDITOR), with_second_factor))
WRITE = act("calls.write", _calls)
OPEN_CALL = act("calls.open", _lately)
CLOSE = act("calls.close", _lately)
LOAD_FORM = act("calls.load-form", _lately)
INVITE = act("calls.invite", _lately)
WITHDRAW = act("calls.withdraw-invitation", _calls)
"""Of an invitation that was not used."""

USE = act("calls.use-invitation", anyone)
"""Whoever has the code: nobody else sees the row."""
