"""Who may do what with reports: whoever holds the code of the box, and those of the organisation who read it; nobody else."""

from tadasu.web.foundation.access import act, both, of_organisation, with_second_factor
from tadasu.web.foundation.correspondence.access import holds_code, reads_box

REPORT = act("intake.report", holds_code)
OPEN = act("intake.open", both(reads_box, of_organisation, with_second_factor))
