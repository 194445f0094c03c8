"""Withdraw what is public: one person is enough, at once, and says no word outside but one from a list."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication._kept import published_by, write_down
from tadasu.web.foundation.publication.access import WITHDRAW
from tadasu.web.foundation.publication.grounds import known


def withdraw(actor: Actor, *, organisation: UUID, number: int, ground: str, reason: str) -> None:
    """From now on our pages show that it was withdrawn and none of its versions. What others have copied stays with them.

    `reason` stays in the record of acts; `ground` is public. Raises Refused, UsageError `publication-ground`,
    `publication-not-published`, `reason-missing`.
    """
    allow(actor, WITHDRAW.name, Organisation.objects.get(id=organisation))
    found = published_by(organisation, number)
    if not reason.strip():
        raise UsageError("reason-missing")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT published.withdraw(%s, %s)", [number, known(ground)])
    except IntegrityError:
        raise UsageError("publication-not-published") from None
    write_down(actor, WITHDRAW.name, found, reason=reason.strip(), number=number, ground=ground)
