"""Withdraw: a statement holds no longer. It stays, with who withdrew it and why."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.parties._history import Happened, What
from tadasu.web.foundation.parties._writing import PARTY, changed, forget_name, held, reason_of, write_down
from tadasu.web.foundation.parties.access import WITHDRAW
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.models import Statement
from tadasu.web.foundation.parties.properties import NAMES


def withdraw(actor: Actor, *, statement: UUID, reason: str) -> Statement:
    """Raises Refused, Statement.DoesNotExist, Conflict when somebody withdrew it already, UsageError `parties-last-name`,
    `reason-missing`, `parties-reason-long`."""
    with transaction.atomic():
        party = held(Statement.objects.get(id=statement).party_id)
        allow(actor, WITHDRAW.name, party)
        found = Statement.objects.select_related("withdrawn_by").get(id=statement)
        if found.withdrawn_at is not None:
            raise Conflict(
                [
                    Happened(
                        at=found.withdrawn_at,
                        what=What.WITHDRAWN,
                        user=found.withdrawn_by,
                        reason=found.withdrawn_why,
                        record=found,
                    )
                ]
            )
        said = reason_of(reason)
        others = party.statements.filter(property__in=NAMES, withdrawn_at=None).exclude(id=found.id)
        if found.property in NAMES and not others.exists():
            raise UsageError("parties-last-name")
        found.withdrawn_by_id, found.withdrawn_at, found.withdrawn_why = actor.user, timezone.now(), said
        found.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why"])
        forget_name(found)
        changed(party)
        write_down(
            actor,
            WITHDRAW,
            PARTY,
            party.id,
            party.organisation_id,
            reason=said,
            detail={"statement": str(found.id), "property": found.property},
        )
    return found
