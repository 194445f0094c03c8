"""Keys to what is sealed of a review: given to who sits without a tie, taken from who is recused."""

from collections.abc import Iterator
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.correspondence.actions.staff import remove_reader as remove_from_box
from tadasu.web.foundation.correspondence.models import BoxReader
from tadasu.web.foundation.vault.actions import Unlocked, add_reader, remove_reader
from tadasu.web.foundation.vault.models import Reader
from tadasu.web.funding.review._writing import members
from tadasu.web.funding.review.models import (
    LEAD,
    WITHHELD,
    Contribution,
    Decision,
    Eligibility,
    Ground,
    Hit,
    Review,
    Risk,
    Scoring,
    Seat,
    Signature,
)
from tadasu.web.funding.review.queries import officers_of


def prepared_for(review: Review) -> set[UUID]:
    """To whom what is prepared is sealed: who sits without a tie, who leads it, and the officers to whom the application is
    sealed and who have no seat there, so that one of them can lead on from where somebody left. What is withheld names its
    review to nobody but its readers, in the list of the vault neither."""
    seats = Seat.objects.filter(review=review)
    boxes = seats.filter(body=LEAD).values("box")
    readers = set(BoxReader.objects.filter(box__in=boxes).values_list("user", flat=True))
    officers = {one.id for one in officers_of(review.organisation_id)}
    if review.level >= WITHHELD:
        readers &= set(review.readers)
    return members(review) | ((readers & officers) - set(seats.values_list("user", flat=True)))


def prepared(review: Review) -> Iterator[UUID]:
    """What is sealed for all who sit: the copy, and words of eligibility and harm."""
    if review.copy is not None:
        yield review.copy
    for rows in (
        Eligibility.objects.filter(review=review, record__isnull=False),
        Ground.objects.filter(review=review),
        Risk.objects.filter(assessment__review=review, record__isnull=False),
    ):
        yield from (one.record for one in rows if one.record is not None)


def said_in(review: Review) -> Iterator[UUID]:
    """What was said by those who sit, and what was found on lists."""
    yield from Scoring.objects.filter(review=review).values_list("record", flat=True)
    yield from Contribution.objects.filter(review=review).values_list("record", flat=True)
    yield from Decision.objects.filter(review=review).values_list("record", flat=True)
    minority = Signature.objects.filter(decision__review=review, minority__isnull=False)
    yield from (one.minority for one in minority if one.minority is not None)
    for one in Hit.objects.filter(made_in__review=review):
        yield one.record
        if one.words is not None:
            yield one.words


def given(actor: Actor, review: Review, user: UUID, key: Unlocked) -> int:
    """Let somebody open what is prepared, as far as the actor can: older words may be of somebody who led before. Of how many
    records they had no key. Raises as the vault's `add_reader`."""
    there = Reader.objects.filter(record__in=list(prepared(review)), pair__until=None)
    theirs = there.filter(user=user).values("record")
    wanted = list(there.filter(user=actor.user).exclude(record__in=theirs).values_list("record", flat=True))
    for record in wanted:
        add_reader(actor, record=record, user=user, key=key)
    return len(wanted)


def taken_away(actor: Actor, review: Review, seat: Seat, key: Unlocked | None) -> int:
    """Take every key to the review and to the box of its application from the person of a seat; how many records that were.
    Raises UsageError `vault-locked` where there is one and no key is unlocked, and as the vault's `remove_reader`."""
    held = [
        record
        for record in dict.fromkeys((*prepared(review), *said_in(review)))
        if Reader.objects.filter(record=record, user=seat.user_id).exists()
    ]
    in_box = BoxReader.objects.filter(box=seat.box, user=seat.user_id).exists()
    if not held and not in_box:
        return 0
    if key is None:
        raise UsageError("vault-locked")
    for record in held:
        remove_reader(actor, record=record, user=seat.user_id, key=key)
    if in_box and remove_from_box(actor, box=seat.box, user=seat.user_id, key=key):
        raise UsageError("review-key-left")
    return len(held)
