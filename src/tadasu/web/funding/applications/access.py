"""Who may do what with applications: whoever holds the code of the box; those of the organisation who see its codes; those who
read the box, and of an application whose existence is withheld they alone."""

from tadasu.web.foundation.access import (
    Actor,
    Predicate,
    act,
    both,
    has_role,
    with_second_factor,
)
from tadasu.web.foundation.accounts.roles import AUDITOR
from tadasu.web.foundation.correspondence.access import holds_code
from tadasu.web.foundation.correspondence.models import BoxReader
from tadasu.web.funding.applications.levels import WITHHELD
from tadasu.web.funding.applications.models import Application

HANDLES = ("programme", "reviewer")
"""Who works on applications."""


def _reads(actor: Actor, record: object | None) -> bool:
    return (
        actor.user is not None
        and isinstance(record, Application)
        and BoxReader.objects.filter(box=record.box_id, user=actor.user).exists()
    )


def _not_withheld(actor: Actor, record: object | None) -> bool:
    return isinstance(record, Application) and (record.level < WITHHELD or _reads(actor, record))


reads_application = Predicate("a reader of its box", _reads)
not_withheld = Predicate("not withheld from them", _not_withheld)

_handles = both(has_role(*HANDLES), with_second_factor)

APPLY = act("applications.apply", holds_code)
SEE = act("applications.see", both(has_role(*HANDLES, AUDITOR), with_second_factor))
SEE_ONE = act("applications.see-one", both(has_role(*HANDLES, AUDITOR), not_withheld, with_second_factor))
OPEN = act("applications.open", both(_handles, reads_application))
SET_STATE = act("applications.set-state", both(_handles, reads_application))
TELL = act("applications.tell", both(_handles, reads_application))
