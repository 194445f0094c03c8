"""Claim: what an inquiry is about, what it claims, who leads it; whether the named party was asked."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import Issue, UsageError
from tadasu.web.evidence.verification import queries
from tadasu.web.evidence.verification._about import About, checked
from tadasu.web.evidence.verification._frozen import HEARD
from tadasu.web.evidence.verification._writing import label_of, locked, plan_of, reason_of, write_down
from tadasu.web.evidence.verification.access import CHANGE, CLOSE, HEAR, OPEN, REOPEN
from tadasu.web.evidence.verification.conflicts import Conflict
from tadasu.web.evidence.verification.models import CLOSED, CONCLUDED, Inquiry
from tadasu.web.evidence.verification.models import OPEN as IS_OPEN
from tadasu.web.evidence.verification.words import words
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.parties.models import Party
from tadasu.web.foundation.parties.queries import party_shown
from tadasu.weighing import elements_for, rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What an inquiry claims and how it is led. `elements` are words of weighing that belong to the issue; `plan` says what to
    look for."""

    label: str
    issue: str
    elements: tuple[str, ...]
    about: About
    lead: UUID
    start: date | None = None
    end: date | None = None
    party: UUID | None = None
    plan: tuple[str, ...] = ()


CHANGED = ("label", "issue", "elements", "about", "start", "end", "party", "plan", "lead", "version", "changed_by")


def open_inquiry(actor: Actor, *, organisation: UUID, claimed: Claimed) -> Inquiry:
    """A new one. Raises Refused, UsageError `verification-label`, `weighing-issue`, `weighing-element-foreign`,
    `verification-about`, `verification-period`, `verification-plan`, `verification-lead`, `verification-party`."""
    allow(actor, OPEN.name, Organisation(id=organisation))
    with transaction.atomic():
        made = Inquiry(organisation_id=organisation)
        _fill(actor, made, claimed)
        made.save(force_insert=True)
        write_down(actor, OPEN, made, detail={"issue": made.issue})
    return made


def change(actor: Actor, *, inquiry: UUID, claimed: Claimed, seen: int) -> Inquiry:
    """What is claimed is corrected; `seen` is the version that the actor saw. Conclusions stay as they are. That the named party
    was heard holds no longer where something else is claimed, or more.

    Raises Inquiry.DoesNotExist, Refused, Conflict, UsageError as `open_inquiry` and `verification-closed`."""
    with transaction.atomic():
        found = locked(actor, inquiry, CHANGE)
        if found.version != seen:
            raise Conflict(found)
        before, elements = _told(found), set(found.elements)
        _fill(actor, found, claimed)
        if found.heard in HEARD and (_told(found) != before or not set(found.elements) <= elements):
            found.heard, found.heard_on = "", None
        found.version += 1
        found.save(update_fields=[*CHANGED, "heard", "heard_on"])
        write_down(actor, CHANGE, found, detail={"issue": found.issue})
    return found


def hear(actor: Actor, *, inquiry: UUID, code: str, day: date) -> Inquiry:
    """Whether the named party was asked, and on which day. Raises Inquiry.DoesNotExist, Refused, UsageError
    `verification-closed`, `verification-heard`."""
    if code not in words("heard") or day > timezone.localdate():
        raise UsageError("verification-heard")
    with transaction.atomic():
        found = locked(actor, inquiry, HEAR)
        found.heard, found.heard_on = code, day
        found.save(update_fields=["heard", "heard_on"])
        write_down(actor, HEAR, found, detail={"heard": code, "day": day.isoformat()})
    return found


def close(actor: Actor, *, inquiry: UUID, reason: str) -> Inquiry:
    """Nothing more is done in it. Raises Inquiry.DoesNotExist, Refused, UsageError `verification-closed`, `reason-missing`,
    `verification-reason-long`."""
    with transaction.atomic():
        found = locked(actor, inquiry, CLOSE)
        said = reason_of(reason)
        found.status, found.since = CLOSED, timezone.localdate()
        found.save(update_fields=["status", "since"])
        write_down(actor, CLOSE, found, reason=said)
    return found


def reopen(actor: Actor, *, inquiry: UUID, reason: str) -> Inquiry:
    """It goes on. Raises as `close`, with `verification-not-closed`, `verification-ended`."""
    with transaction.atomic():
        found = locked(actor, inquiry, REOPEN, closed=True)
        if found.status != CLOSED:
            raise UsageError("verification-not-closed")
        if found.ended_on is not None:
            raise UsageError("verification-ended")
        said = reason_of(reason)
        found.status = CONCLUDED if found.conclusions.exists() else IS_OPEN
        found.since = timezone.localdate()
        found.save(update_fields=["status", "since"])
        write_down(actor, REOPEN, found, reason=said)
    return found


def _told(inquiry: Inquiry) -> tuple[object, ...]:
    """What a party that was heard was asked about, beside the elements."""
    return inquiry.issue, inquiry.about, inquiry.start, inquiry.end, None if inquiry.about["names"] else inquiry.party


def _fill(actor: Actor, inquiry: Inquiry, claimed: Claimed) -> None:
    if claimed.issue not in {one.value for one in rules().issues}:
        raise UsageError("weighing-issue", issue=claimed.issue[:60])
    if foreign := sorted(set(claimed.elements) - set(elements_for(Issue(claimed.issue)))):
        raise UsageError("weighing-element-foreign", element=foreign[0][:60], issue=claimed.issue)
    if claimed.start and claimed.end and claimed.start > claimed.end:
        raise UsageError("verification-period")
    if claimed.lead not in {one.id for one in queries.leads(inquiry.organisation_id)}:
        raise UsageError("verification-lead")
    inquiry.label = label_of(claimed.label)
    inquiry.issue = claimed.issue
    inquiry.elements = sorted(set(claimed.elements))
    inquiry.about = checked(claimed.about).kept()
    inquiry.start, inquiry.end = claimed.start, claimed.end
    inquiry.party = _party(actor, inquiry.organisation_id, claimed.party)
    inquiry.plan = plan_of(claimed.plan)
    inquiry.lead_id = claimed.lead
    inquiry.changed_by_id = person(actor)


def _party(actor: Actor, organisation: UUID, party: UUID | None) -> UUID | None:
    """One of theirs, or none."""
    if party is None:
        return None
    try:
        found = party_shown(actor, party).party
    except Party.DoesNotExist:
        raise UsageError("verification-party") from None
    if found.organisation_id != organisation:
        raise UsageError("verification-party")
    return party
