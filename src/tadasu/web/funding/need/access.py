"""Who may do what with needs and plans.

Reviewers see the map: it says where money is needed in general. They see no source and no plan, so that nobody who scores
applications has seen advice about whom to fund. Plans hold no application and no grantee anyway.
"""

from tadasu.web.foundation.access import act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER

PROGRAMME = "programme"
PLANS = (ORGANISER, PROGRAMME)

SEE_MAP = act("need.see-map", both(has_role(*PLANS, AUDITOR, "reviewer", "publisher"), with_second_factor))
SAVE = act("need.save", both(has_role(*PLANS, "reviewer", "publisher"), with_second_factor))
"""What may be seen, as a file. An auditor reads without one."""

SEE = act("need.see", both(has_role(*PLANS, AUDITOR), with_second_factor))
"""Sources, what hangs on them, plans."""

NOTE = act("need.note", both(has_role(PROGRAMME), with_second_factor))
LOAD = act("need.load", both(has_role(PROGRAMME), with_second_factor))
DROP = act("need.drop", both(has_role(*PLANS), with_second_factor, lately_signed_in))
PLAN = act("need.plan", both(has_role(*PLANS), with_second_factor))
