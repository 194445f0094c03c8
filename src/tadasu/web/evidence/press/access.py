"""Who may do what with published articles. What is published is no secret within an organisation; who looks for what is."""

from tadasu.web.foundation.access import act, both, has_role, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR

ADDS = ("documenter", "investigator", "verifier", "editor")
"""Who takes articles in, corrects what is said of them and follows outlets."""

SEES = ("decider", "manager")

_adds = both(has_role(*ADDS), with_second_factor)

SEE = act("press.see", both(has_role(*ADDS, *SEES, AUDITOR), with_second_factor))
ADD = act("press.add", _adds)
CHANGE = act("press.change", _adds)
FOLLOW = act("press.follow", _adds)
