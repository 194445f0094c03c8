"""Who may do what with funds and the ledger."""

from tadasu.web.foundation.access import act, both, either, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER

PLANS = (ORGANISER, "programme")
"""Who sets up funds and lines."""

READS = (*PLANS, "payer", "reviewer", "publisher")

KEEPS_BOOKS = ("programme", "payer")
"""Who enters in the ledger. That a payment needs two people is held by awards."""

_reads = both(has_role(*READS), with_second_factor)
_audits = both(has_role(AUDITOR), with_second_factor)
_plans = both(has_role(*PLANS), with_second_factor, lately_signed_in)

SEE = act("programmes.see", either(_reads, _audits))
SEE_LEDGER = act("programmes.see-ledger", either(both(has_role(*PLANS, "payer"), with_second_factor), _audits))
SAVE_LEDGER = act("programmes.save-ledger", both(has_role(*PLANS, "payer"), with_second_factor))
"""As a file. An auditor reads without one."""

SET_UP = act("programmes.set-up", _plans)
BUDGET = act("programmes.budget", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
RATE = act("programmes.rate", both(has_role(*PLANS, "payer"), with_second_factor))
ENTER = act("programmes.enter", both(has_role(*KEEPS_BOOKS), with_second_factor))
CORRECT = act("programmes.correct", both(has_role(*KEEPS_BOOKS), with_second_factor, lately_signed_in))
CARRY_OVER = act("programmes.carry-over", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
INSPECT = act("programmes.inspect", _audits)
SEE_VISITS = act("programmes.see-visits", both(has_role(ORGANISER, AUDITOR), with_second_factor))
