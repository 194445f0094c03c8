"""What acts have in common: the petition held for this transaction, a line in its log and in the record of acts, its text sealed
anew for the same people."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from tadasu.law import Part
from tadasu.schema import UsageError
from tadasu.web.evidence.petition._content import LONGEST, MOST_OF_ALL, Content, content_bytes, content_from
from tadasu.web.evidence.petition.models import LONGEST_LABEL, Petition, Step
from tadasu.web.evidence.petition.queries import authors, last_step
from tadasu.web.foundation.access import Act, Actor, acting, allow
from tadasu.web.foundation.accounts.actor import person, steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.actions import Unlocked, erase, open_again, open_record, seal
from tadasu.web.foundation.vault.models import Opening
from tadasu.web.foundation.vault.queries import reason_of
from tadasu.web.ui.signs import plain_text, unseen_sign

KIND = "petition.text"
"""The vault's word for it."""

SUBJECT = "petition.petition"
"""What the record of acts calls a petition."""


def locked(actor: Actor, petition: UUID, act: Act, *states: str) -> Petition:
    """The petition, for this transaction ours alone, if the actor may and it is in one of these states (any where none is named).
    Raises Petition.DoesNotExist, Refused, UsageError `petition-ended`, `petition-state`."""
    found = Petition.objects.select_for_update(of=("self",), no_key=True).get(id=petition)
    allow(actor, act.name, found)
    if found.ended_on is not None:
        raise UsageError("petition-ended")
    if states and found.state not in states:
        raise UsageError("petition-state")
    return found


def write(
    actor: Actor,
    act: Act,
    petition: Petition,
    step: str,
    *,
    on: date | None = None,
    reason: str = "",
    detail: Mapping[str, str | int] | None = None,
) -> Step:
    """A line in its log, and one in the record of acts."""
    said = dict(detail or {})
    line = Step.objects.create(
        organisation_id=petition.organisation_id,
        petition=petition,
        number=last_step(petition) + 1,
        act=step,
        user_id=person(actor),
        on=on,
        detail=said,
    )
    write_down(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=petition.id,
        organisation=petition.organisation_id,
        reason=reason,
        detail={"state": petition.state, "version": petition.version, **said},
    )
    return line


def label_of(label: str) -> str:
    """Raises UsageError `petition-label`."""
    said = plain_text(label)
    if not said or len(said) > LONGEST_LABEL or unseen_sign(said):
        raise UsageError("petition-label", most=str(LONGEST_LABEL))
    return said


def checked(parts: Mapping[Part, str]) -> None:
    """Raises UsageError `petition-long`, `petition-long-in-all` for texts that are too long to be kept."""
    if any(len(text) > LONGEST for text in parts.values()):
        raise UsageError("petition-long", most=f"{LONGEST:,}")
    if sum(map(len, parts.values())) > MOST_OF_ALL:
        raise UsageError("petition-long-in-all", most=f"{MOST_OF_ALL:,}")


def sealed(actor: Actor, petition: Petition, content: Content, readers: Collection[UUID]) -> UUID:
    """The record of a text. Raises as the vault's `seal`."""
    return seal(
        actor,
        organisation=petition.organisation_id,
        kind=KIND,
        content=content_bytes(content),
        readers=set(readers),
        about=petition.id,
    )


def opened(actor: Actor, petition: Petition, key: Unlocked) -> Content | None:
    """The text, under the line that the actor's opening left less than half an hour ago; None where there is none."""
    said = open_again(actor, record=petition.record, key=key)
    return None if said is None else content_from(said)


def opened_lately(actor: Actor, petition: Petition, key: Unlocked) -> Content:
    """As `opened`. Raises UsageError `petition-not-open`."""
    found = opened(actor, petition, key)
    if found is None:
        raise UsageError("petition-not-open")
    return found


def resealed(actor: Actor, petition: Petition, content: Content, key: Unlocked) -> None:
    """The text in a record of its own for the same authors, of which the row knows; the one before is erased, and what the actor
    said it was opened for holds for the new one, with a line in its log."""
    before, last = petition.record, Opening.objects.filter(record=petition.record, user=actor.user).latest("at")
    reason = reason_of(last.id, key) or ""
    petition.record = sealed(actor, petition, content, [one.id for one in authors(petition)])
    petition.save(update_fields=["record"])  # from here on the one before is no petition's text, so that it may go
    open_record(actor, record=petition.record, key=key, purpose=last.purpose, reason=reason)
    keeper = steward(Organisation.objects.get(id=petition.organisation_id))
    with acting(keeper):
        erase(keeper, record=before, ground="time")  # of a draft that another took the place of it is over
