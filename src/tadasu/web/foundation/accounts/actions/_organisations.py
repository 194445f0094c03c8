"""To bring an organisation onto this machine, with an invitation for its first organiser."""

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.access import FOUND
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.roles import kinds
from tadasu.web.foundation.audit.actions import record


def found(actor: Actor, *, kind: str, name: str, name_ja: str = "", invented: bool = False) -> Organisation:
    """An organisation in which nobody has a place yet. Only the system may.

    Raises Refused, UsageError `accounts-no-such-kind`.
    """
    allow(actor, FOUND.name)
    if kind not in kinds():
        raise UsageError("accounts-no-such-kind", value=kind[:20], known=", ".join(kinds()))
    with transaction.atomic():
        made = Organisation.objects.create(kind=kind, name=name, name_ja=name_ja, invented=invented)
        record(actor, act=FOUND.name, subject="accounts.organisation", subject_id=made.id, organisation=made.id)
    return made
