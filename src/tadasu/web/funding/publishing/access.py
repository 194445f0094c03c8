"""Who prepares a release and who reads what became of it. Who signs is asked by publication, and by the database: never whoever
made an award in it (migrations/0002_guarded.py)."""

from tadasu.web.foundation.access import act, both, has_role, lately_signed_in, with_second_factor
from tadasu.web.foundation.accounts.roles import AUDITOR, ORGANISER, PUBLISHER

PROGRAMME = "programme"

_SEES = both(has_role(PUBLISHER, PROGRAMME, ORGANISER, AUDITOR), with_second_factor)
_PUBLISHES = both(has_role(PUBLISHER), with_second_factor)

SEE = act("publishing.see", _SEES)
SET_PUBLISHER = act("publishing.set-publisher", both(has_role(ORGANISER), with_second_factor, lately_signed_in))
PREPARE = act("publishing.prepare", _PUBLISHES)
HAND_OVER = act("publishing.hand-over", both(_PUBLISHES, lately_signed_in))
DROP = act("publishing.drop", _PUBLISHES)
