"""What may be done with inquiries, and by whom. Asked of the inquiry or its organisation; of the item where one is assessed, of
the conclusion where one is signed."""

from tadasu.web.evidence.custody.access import reads_item
from tadasu.web.foundation.access import act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR
from tadasu.web.foundation.findings.access import not_who_concluded

ASSESSES = ("documenter", "investigator", "verifier")
"""Who opens inquiries, takes items in and assesses what they can open."""

CONCLUDES = ("investigator", "verifier")
SIGNS = ("decider", "editor", "verifier")

_assesses = both(has_role(*ASSESSES), with_second_factor)
_concludes = both(has_role(*CONCLUDES), with_second_factor)

SEE = act("verification.see", both(has_role(*ASSESSES, *SIGNS, AUDITOR), with_second_factor))
OPEN = act("verification.open", _assesses)
CHANGE = act("verification.change", _assesses)
TAKE = act("verification.take", _assesses)
NAME_ORIGIN = act("verification.name-origin", _assesses)
ASSESS = act("verification.assess", both(_assesses, reads_item))
NOTE = act("verification.note", both(_assesses, reads_item))
HEAR = act("verification.hear", _concludes)
CLOSE = act("verification.close", _concludes)
REOPEN = act("verification.reopen", _concludes)
CONCLUDE = act("verification.conclude", _concludes)
SIGN = act("verification.sign", both(has_role(*SIGNS), not_who_concluded, with_second_factor, lately_signed_in))
PREPARE = act("verification.prepare-finding", _concludes)
