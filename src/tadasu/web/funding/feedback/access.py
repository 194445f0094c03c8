"""Who may open a round, close it, answer the answers. The summary is for everybody who works for the funder, auditors among them,
and not only for those who decided.

Who takes a voucher holds the code of a box. Who answers is anybody with a voucher, and nobody to us: no act of theirs is written
down."""

from tadasu.web.foundation.access import act, anyone, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER
from tadasu.web.foundation.correspondence.access import holds_code

PROGRAMME = "programme"
SEES = (ORGANISER, PROGRAMME, "payer", "publisher", "reviewer", AUDITOR)

_officer = both(has_role(PROGRAMME), with_second_factor)

SEE = act("feedback.see", both(has_role(*SEES), with_second_factor))
BEGIN = act("feedback.begin", both(_officer, lately_signed_in))
CLOSE = act("feedback.close", both(_officer, lately_signed_in))
DROP = act("feedback.drop", both(_officer, lately_signed_in))
READ = act("feedback.read", _officer)
"""Free answers: they are sealed to officers, so a role alone opens nothing."""

REPLY = act("feedback.reply", both(has_role(ORGANISER, PROGRAMME), with_second_factor))
HAND_OVER = act("feedback.hand-over", _officer)
TAKE = act("feedback.take-voucher", holds_code)
ANSWER = act("feedback.answer", anyone)
