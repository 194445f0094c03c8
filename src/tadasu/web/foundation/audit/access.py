"""Who reads the record, and who may take words out of it."""

from tadasu.web.foundation.access import act, both, has_role, lately_signed_in, of_organisation, with_second_factor

AUDITOR, ORGANISER = "auditor", "organiser"
"""Roles of every kind of organisation, as accounts names them; accounts stands above this app."""

READ = act("audit.read", both(has_role(AUDITOR), with_second_factor))
HISTORY = act("audit.history", both(of_organisation, with_second_factor))
ERASE_TEXT = act("audit.erase-text", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
