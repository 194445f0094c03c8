"""Who may do what with results. What is withheld is asked of its named readers alone, here as in the database. Nothing in awards
asks anything of results: no payment and no close hangs on them."""

from tadasu.web.foundation.access import Predicate, act, both, either, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER, PUBLISHER
from tadasu.web.foundation.correspondence.access import holds_code
from tadasu.web.funding.awards.access import SEES, not_withheld, reader

PROGRAMME = "programme"

of_programme = Predicate("of the programme as a whole", lambda actor, record: getattr(record, "award", record) is None)
_reads = either(reader, of_programme)

SEE = act("results.see", both(has_role(*SEES), not_withheld, with_second_factor))
OPEN = act("results.open", both(has_role(*SEES), _reads, with_second_factor))
WRITE = act("results.write", both(has_role(PROGRAMME), _reads, with_second_factor))
"""Asked of the result, which carries level and readers of its award; where there is no award, of the programme."""

SETTLE = act("results.settle", both(has_role(PROGRAMME), reader, with_second_factor))
"""What a grantee told."""

STATE = act("results.state-indicator", both(has_role(PROGRAMME, ORGANISER), with_second_factor))
NOTE = act("results.note-value", both(has_role(PROGRAMME), not_withheld, with_second_factor))

SEE_PUBLIC = act("results.see-telling", both(has_role(PUBLISHER, PROGRAMME, ORGANISER, AUDITOR), with_second_factor))
PREPARE = act("results.prepare", both(has_role(PUBLISHER), with_second_factor))
HAND_OVER = act("results.hand-over", both(has_role(PUBLISHER), with_second_factor, lately_signed_in))
DROP = act("results.drop", both(has_role(PUBLISHER), with_second_factor))

TELL = act("results.tell", holds_code)
"""The grantee, through its box."""
