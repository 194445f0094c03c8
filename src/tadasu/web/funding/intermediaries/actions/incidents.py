"""Tell of an incident: what it is about is frozen at once, all that hangs below with it, and the clock that was agreed is
seen."""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.vault.actions import seal
from tadasu.web.funding.awards.actions import suspend
from tadasu.web.funding.awards.models import ACTIVE, SIGNED, Award
from tadasu.web.funding.intermediaries._writing import for_funder, locked, write
from tadasu.web.funding.intermediaries.access import CLOSE, TELL
from tadasu.web.funding.intermediaries.models import Incident, Terms
from tadasu.web.funding.intermediaries.words import words

REVIEW = timedelta(days=30)
LONGEST = 20_000


def tell_incident(actor: Actor, *, terms: UUID, code: str, noticed_at: datetime, text: str = "") -> Incident:
    """By one of the intermediary's people or of ours. Hours are kept, not minutes. Releases of the award and of all below are
    held from now on; what happened is sealed to the award's readers. Raises Terms.DoesNotExist, Refused, UsageError
    `intermediaries-code`, `intermediaries-noticed`, `intermediaries-long`, and as the vault's `seal`."""
    with transaction.atomic():
        found = locked(actor, terms, TELL)
        if code not in words("incidents"):
            raise UsageError("intermediaries-code", value=code[:40])
        now = _hour(timezone.now())
        noticed = _hour(noticed_at)
        if noticed > now:
            raise UsageError("intermediaries-noticed")
        if len(text) > LONGEST:
            raise UsageError("intermediaries-long", most=f"{LONGEST:,}")
        theirs = for_funder(actor, found)
        with acting(theirs):
            record, froze = _sealed(theirs, found, text), _froze(theirs, found.award)
        made = Incident.objects.create(
            organisation_id=found.organisation_id,
            terms=found,
            award=found.award,
            number=(Incident.objects.filter(terms=found).aggregate(last=Max("number"))["last"] or 0) + 1,
            code=code,
            noticed_at=noticed,
            due_at=noticed + timedelta(hours=found.incident_hours),
            told_at=now,
            user_id=person(actor),
            record=record,
            froze=bool(froze),
            review_on=timezone.localdate() + REVIEW,
        )
        write(actor, TELL, found, detail={"incident": made.number, "code": code, "frozen": froze})
    return made


def close_incident(actor: Actor, *, incident: UUID) -> Incident:
    """It is dealt with; what is frozen is taken up again award by award. Raises Incident.DoesNotExist, Refused, UsageError
    `intermediaries-closed`."""
    with transaction.atomic():
        first = Incident.objects.get(id=incident)
        terms = locked(actor, first.terms_id, CLOSE)
        one = Incident.objects.select_for_update(of=("self",), no_key=True).get(id=incident)
        if one.state != "open":
            raise UsageError("intermediaries-closed")
        one.state, one.closed_by_id, one.closed_on = "closed", person(actor), timezone.localdate()
        one.save(update_fields=["state", "closed_by", "closed_on"])
        write(actor, CLOSE, terms, detail={"incident": one.number})
    return one


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _sealed(actor: Actor, terms: Terms, text: str) -> UUID | None:
    said = text.strip()
    if not said:
        return None
    readers = Award.objects.values_list("readers", flat=True).get(id=terms.award)
    content = json.dumps({"form": "tadasu-incident-1", "text": said}, ensure_ascii=False)
    return seal(
        actor,
        organisation=terms.organisation_id,
        kind="intermediaries.incident",
        content=content.encode("utf-8", "replace"),
        readers=set(readers),
        about=terms.id,
    )


def _froze(actor: Actor, award: UUID) -> int:
    """How many awards were suspended: this one and all below that run."""
    count = 0
    waiting = [award]
    while waiting:
        one = waiting.pop()
        if Award.objects.filter(id=one, state__in=(SIGNED, ACTIVE)).exists():
            suspend(actor, award=one, code="incident")
            count += 1
        waiting += Award.objects.filter(parent=one).order_by("id").values_list("id", flat=True)
    return count
