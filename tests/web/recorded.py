"""What a test's acts left in the record, before they are committed."""

from uuid import UUID

from django.db import connection
from tests.web.made import member_of

from tadasu.web.foundation.access import ANONYMOUS, Actor, acting
from tadasu.web.foundation.audit.models import Entry


def settle() -> None:
    """Make entries now of what was said so far in this transaction, as its commit would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def recorded(*, organisation: UUID | None = None, actor: Actor = ANONYMOUS) -> list[Entry]:
    """The entries of an organisation, or those of an actor, in their order, with their texts."""
    settle()
    with acting(member_of(organisation) if organisation else actor):
        found = Entry.objects.select_related("text").order_by("number")
        return list(found.filter(organisation_id=organisation) if organisation else found.filter(actor=actor.user))
