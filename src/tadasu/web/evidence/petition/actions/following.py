"""What became of it: handed in, acknowledged, closed with an outcome, withdrawn."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.actions import disclose
from tadasu.web.evidence.petition import queries
from tadasu.web.evidence.petition._writing import locked, write
from tadasu.web.evidence.petition.access import ACKNOWLEDGE, CLOSE, SEND, WITHDRAW
from tadasu.web.evidence.petition.actions.releasing import refuse_refused
from tadasu.web.evidence.petition.models import (
    ACKNOWLEDGED,
    CLOSED,
    DRAFT,
    ITEM,
    RELEASED,
    SENT,
    WITHDRAWN,
    Petition,
)
from tadasu.web.evidence.petition.queries import AUTHORITY, first_day
from tadasu.web.evidence.petition.words import words
from tadasu.web.foundation.access import Actor


def send(actor: Actor, *, petition: UUID, channel: str, day: date) -> Petition:
    """Write down that it was handed in: when, by which way, with the digest of the package that was saved last since it was
    released. Every item that
    went along is disclosed to an authority in its own log.

    Raises Petition.DoesNotExist, Refused, UsageError `petition-state`, `petition-no-such`, `petition-day`,
    `petition-not-packed`, and as `refuse_refused` and custody's `disclose`."""
    with transaction.atomic():
        found = locked(actor, petition, SEND, RELEASED)
        if channel not in words("channels"):
            raise UsageError("petition-no-such", known=", ".join(words("channels")))
        _refuse_day(day, first_day(found))
        packed = queries.last_package(found)
        if packed is None:
            raise UsageError("petition-not-packed")
        refuse_refused(actor, found)
        for one in queries.attached(actor, found):
            if one.row.kind == ITEM:
                disclose(actor, item=one.row.thing, to=AUTHORITY)
        found.state, found.sent_on = SENT, day
        found.save(update_fields=["state", "sent_on"])
        detail = {"channel": channel, "to": found.regime, "digest": packed.detail["digest"]}
        write(actor, SEND, found, "sent", on=day, detail=detail)
    return found


def acknowledge(actor: Actor, *, petition: UUID, day: date) -> Petition:
    """Note the day on which the authority said that it came. Raises Petition.DoesNotExist, Refused, UsageError `petition-state`,
    `petition-day`."""
    with transaction.atomic():
        found = locked(actor, petition, ACKNOWLEDGE, SENT)
        _refuse_day(day, first_day(found))
        found.state, found.acknowledged_on = ACKNOWLEDGED, day
        found.save(update_fields=["state", "acknowledged_on"])
        write(actor, ACKNOWLEDGE, found, "acknowledged", on=day)
    return found


def close(actor: Actor, *, petition: UUID, outcome: str, day: date) -> Petition:
    """Note what became of it. Raises Petition.DoesNotExist, Refused, UsageError `petition-state`, `petition-no-such`,
    `petition-day`."""
    with transaction.atomic():
        found = locked(actor, petition, CLOSE, SENT, ACKNOWLEDGED)
        if outcome not in words("outcomes"):
            raise UsageError("petition-no-such", known=", ".join(words("outcomes")))
        _refuse_day(day, first_day(found))
        found.state, found.closed_on, found.outcome = CLOSED, day, outcome
        found.save(update_fields=["state", "closed_on", "outcome"])
        write(actor, CLOSE, found, "closed", on=day, detail={"outcome": outcome})
    return found


def withdraw(actor: Actor, *, petition: UUID, reason: str) -> Petition:
    """It is not pursued. What an authority has already it keeps. Raises Petition.DoesNotExist, Refused, UsageError
    `petition-state`, `reason-missing`."""
    with transaction.atomic():
        found = locked(actor, petition, WITHDRAW, DRAFT, RELEASED, SENT, ACKNOWLEDGED)
        if not reason.strip():
            raise UsageError("reason-missing")
        found.state = WITHDRAWN
        found.save(update_fields=["state"])
        write(actor, WITHDRAW, found, "withdrawn", reason=reason.strip())
    return found


def _refuse_day(day: date, first: date) -> None:
    """Raises UsageError `petition-day` for a day before what it follows on, or still to come."""
    if not first <= day <= timezone.localdate():
        raise UsageError("petition-day", first=first.isoformat())
