"""Scores alone, then the discussion without names, then what somebody changes, beside what they said first."""

import random
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.funding.review import standing
from tadasu.web.funding.review._writing import locked, members, own_seat, said, sealed, write
from tadasu.web.funding.review.access import DISCUSS, SCORE, SEAT
from tadasu.web.funding.review.models import (
    AFTER,
    APPEAL,
    CLEAR,
    DISCUSSION,
    FIRST,
    LEAD,
    MOST_SCORE,
    PREPARING,
    SCORING,
    Contribution,
    Mark,
    Review,
    Scoring,
    Seat,
)
from tadasu.web.funding.review.words import criteria


def open_scoring(actor: Actor, *, review: UUID) -> Review:
    """From now on seats score. Raises Review.DoesNotExist, Refused, UsageError `review-stage`, `review-too-few` where not
    everybody was asked for ties or too few are left, `review-no-copy`."""
    with transaction.atomic():
        found = locked(actor, review, SEAT, PREPARING)
        if not standing.body_is_complete(found):
            raise UsageError("review-too-few", least=str(found.quorum))
        if found.copy is None:
            raise UsageError("review-no-copy")
        found.stage = SCORING
        found.save(update_fields=["stage"])
        write(actor, SEAT, found, stage=SCORING)
    return found


def score(actor: Actor, *, review: UUID, marks: Mapping[str, int], text: str) -> Scoring:
    """A number for each criterion and why, alone. The last to score opens the discussion; who came when it was open joins it.

    Raises Review.DoesNotExist, Refused, UsageError `review-stage`, `review-marks`, `review-words`, `review-scored`,
    `review-no-seat`."""
    with transaction.atomic():
        found = locked(actor, review, SCORE, SCORING, DISCUSSION)
        made = _scored(actor, found, marks, text, FIRST)
        if found.stage == DISCUSSION:
            _give_letters(found)
        elif standing.all_scored(found):
            _open_discussion(found)
    return made


def change_score(actor: Actor, *, review: UUID, marks: Mapping[str, int], text: str) -> Scoring:
    """What somebody thinks after the discussion, once; what they said first stays. Raises as `score`;
    `review-scores-first`."""
    with transaction.atomic():
        found = locked(actor, review, SCORE, DISCUSSION)
        _refuse_unscored(own_seat(actor, found))
        return _scored(actor, found, marks, text, AFTER)


def open_discussion(actor: Actor, *, review: UUID) -> Review:
    """When the last one who had not scored was recused, whoever leads the review opens it. Raises Review.DoesNotExist, Refused,
    UsageError `review-stage`, `review-not-all-scored`."""
    with transaction.atomic():
        found = locked(actor, review, SEAT, SCORING)
        if not standing.all_scored(found):
            raise UsageError("review-not-all-scored")
        _open_discussion(found)
        write(actor, SEAT, found, stage=DISCUSSION)
    return found


def contribute(actor: Actor, *, review: UUID, text: str) -> Contribution:
    """Say something in the discussion, under a letter. Raises Review.DoesNotExist, Refused, UsageError `review-stage`,
    `review-words`, `review-no-seat`, `review-scores-first`."""
    with transaction.atomic():
        found = locked(actor, review, DISCUSS, DISCUSSION)
        seat = own_seat(actor, found)
        _refuse_unscored(seat)
        made = Contribution.objects.create(
            organisation_id=found.organisation_id,
            review=found,
            seat=seat,
            user_id=person(actor),
            number=Contribution.objects.filter(review=found).count() + 1,
            record=sealed(actor, found, "contribution", {"text": said(text)}, members(found)),
        )
        write(actor, DISCUSS, found)  # not which number: the record of acts names who
    return made


def _scored(actor: Actor, review: Review, marks: Mapping[str, int], text: str, round_: int) -> Scoring:
    if set(marks) != set(criteria()) or any(not 0 <= one <= MOST_SCORE for one in marks.values()):
        raise UsageError("review-marks", most=str(MOST_SCORE))
    seat = own_seat(actor, review)
    if seat.body == APPEAL:
        raise UsageError("review-no-seat")
    if Scoring.objects.filter(seat=seat, round=round_).exists():
        raise UsageError("review-scored")
    made = Scoring.objects.create(
        organisation_id=review.organisation_id,
        review=review,
        seat=seat,
        user_id=person(actor),
        round=round_,
        record=sealed(actor, review, "score", {"text": said(text)}, members(review)),
    )
    Mark.objects.bulk_create(Mark(scoring=made, criterion=one, value=marks[one]) for one in criteria())
    write(actor, SCORE, review, round=round_)
    return made


def _refuse_unscored(seat: Seat) -> None:
    """Whoever came late scores alone before they speak."""
    if seat.body != APPEAL and not Scoring.objects.filter(seat=seat, round=FIRST).exists():
        raise UsageError("review-scores-first")


def _open_discussion(review: Review) -> None:
    _give_letters(review)
    review.stage = DISCUSSION
    review.save(update_fields=["stage"])


def _give_letters(review: Review) -> None:
    """Letters in an order that nobody can tell: drawn anew, and kept by who was there already."""
    seats = list(Seat.objects.filter(review=review, state=CLEAR).exclude(body__in=(APPEAL, LEAD)))
    taken = set(Seat.objects.filter(review=review).exclude(letter="").values_list("letter", flat=True))
    free = [one for one in _LETTERS if one not in taken][: len(seats)]
    random.SystemRandom().shuffle(free)
    for seat in seats:
        if not seat.letter:
            seat.letter = free.pop()
            seat.save(update_fields=["letter"])


_LETTERS = [chr(one) for one in range(ord("A"), ord("Z") + 1)]
