"""What acts have in common: the review held for this transaction, what is sealed of it, a line in the record of acts."""

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.procedure.models import Run
from tadasu.web.foundation.vault.actions import Unlocked, erase, open_again, open_record, seal
from tadasu.web.funding.review.models import CLEAR, LEAD, LEADING, Review, Seat

SUBJECT = "review.review"
"""What the record of acts calls a review."""

KIND = "funding.application"
"""Of runs of the procedure."""

MOST_WORDS = 8000
"""Characters of a text."""


def locked(actor: Actor, review: UUID, act: Act, *stages: str) -> Review:
    """The review, for this transaction ours alone, if the actor may and it is at one of these stages (any where none is named).
    Raises Review.DoesNotExist, Refused, UsageError `review-stage`."""
    found = Review.objects.select_for_update(of=("self",), no_key=True).get(id=review)
    allow(actor, act.name, found)
    if stages and found.stage not in stages:
        raise UsageError("review-stage")
    return found


def locked_seat(actor: Actor, seat: UUID, act: Act) -> Seat:
    """The seat, with its review held. Raises Seat.DoesNotExist, Refused."""
    found = Seat.objects.select_related("review").get(id=seat)
    Review.objects.select_for_update(of=("self",), no_key=True).get(id=found.review_id)
    found.refresh_from_db(from_queryset=Seat.objects.select_related("review"))
    allow(actor, act.name, found)
    return found


def run_of(review: Review) -> Run:
    """Its way through the procedure, as it stands."""
    return Run.objects.get(kind=KIND, subject=review.id)


def own_seat(actor: Actor, review: Review) -> Seat:
    """The actor's, without a tie. Raises UsageError `review-no-seat`."""
    found = Seat.objects.filter(review=review, user=actor.user, state=CLEAR).exclude(body=LEAD).first()
    if found is None:
        raise UsageError("review-no-seat")
    return found


def members(review: Review) -> set[UUID]:
    """To whom words of a review are sealed: who sits without a tie, and who leads it."""
    seated = Seat.objects.filter(Q(state=CLEAR) | Q(body=LEAD, state__in=LEADING), review=review)
    return set(seated.values_list("user", flat=True)) - set(review.apart)


def said(text: str, *, least: int = 1) -> str:
    """A text, plain. Raises UsageError `review-words` for one that is missing or too long."""
    bare = text.strip().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if not least <= len(bare) <= MOST_WORDS:
        raise UsageError("review-words", most=f"{MOST_WORDS:,}")
    return bare


def sealed(actor: Actor, review: Review, what: str, content: Mapping[str, Any], readers: Collection[UUID]) -> UUID:
    """A record of words, about nothing that would bring it together with others on a page of the vault. Raises as `seal`."""
    return seal(
        actor,
        organisation=review.organisation_id,
        kind=f"review.{what}",
        content=json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"),
        readers=set(readers),
    )


def dropped(review: Review, record: UUID | None) -> None:
    """Erase words in whose place others came."""
    if record is None:
        return
    keeper = steward(Organisation.objects.get(id=review.organisation_id))
    with acting(keeper):
        erase(keeper, record=record, ground="time")


def opened(actor: Actor, record: UUID, key: Unlocked, *, purpose: str, reason: str) -> dict[str, Any]:
    """What was sealed, with a line in the vault's log unless one of the last half hour stands. Raises as `open_record`."""
    found = open_again(actor, record=record, key=key)
    if found is None:
        found = open_record(actor, record=record, key=key, purpose=purpose, reason=reason).content
    read: dict[str, Any] = json.loads(found)
    return read


def opened_again(actor: Actor, record: UUID, key: Unlocked) -> dict[str, Any] | None:
    """What the actor opened less than half an hour ago; else None."""
    found = open_again(actor, record=record, key=key)
    return None if found is None else dict(json.loads(found))


def write(actor: Actor, act: Act, review: Review, **detail: str | int) -> None:
    """A line in the record of acts: ids, codes and numbers."""
    write_down(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=review.id,
        organisation=review.organisation_id,
        detail=detail or None,
    )


def known(code: str, among: Collection[str]) -> str:
    """A code of the data. Raises UsageError `review-code`."""
    if code not in among:
        raise UsageError("review-code", value=code[:80], known=", ".join(map(str, among)))
    return code


def known_all(codes: Collection[str], among: Collection[str]) -> list[str]:
    """Codes of the data, each once, in its order. Raises UsageError `review-code`."""
    for one in codes:
        known(one, among)
    return [one for one in among if one in set(codes)]
