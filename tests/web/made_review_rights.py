"""The records that acts of a review are asked about, for the table of rights (`test_rights`)."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from tests.web.made_vault import Holder

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.review.models import Check, Hit, Review, Seat

OF_THE_PLACE = {"begin", "declare", "see", "see-state"}
OF_A_SEAT = {"answer", "recuse", "check-ties", "give-copy"}
OF_A_HIT = {"judge", "confirm"}
APART = (
    "assess",
    "check-ties",
    "confirm",
    "give-copy",
    "judge",
    "read",
    "recuse",
    "screen",
    "seat",
    "see-one",
    "take-lead",
    "tell",
)
UNSEATED = ("discuss", "propose", "score", "sign")
VARIANTS = (
    *(f"review.{one}@apart" for one in APART),
    *(f"review.{one}@unseated" for one in UNSEATED),
    "review.answer@other",
    "review.confirm@every",
    "review.confirm@unsealed",
    "review.judge@unsealed",
)


class OfReview:
    """A review in which `every` and `reader` sit without a tie, one in which nobody sits, and one that nobody may know of."""

    def __init__(self, place: Organisation, every: Holder, reader: Holder, record: UUID) -> None:
        self.place, self.every, self.reader, self.record = place, every, reader, record
        with acting(every.actor):
            self.seated, self.empty = self._review(), self._review()
        self.apart = Review(organisation=place, level=0, apart=[every.id, reader.id])
        self.seat = self._seat(every, reader)
        self.other = self._seat(reader, every)

    def about(self, what: str) -> object:
        """What an act is asked about."""
        act, _, variant = what.partition("@")
        if act in OF_THE_PLACE:
            return self.place
        review = {"apart": self.apart, "unseated": self.empty}.get(variant, self.seated)
        if act in OF_A_SEAT:
            of = self.reader if variant == "other" else self.every
            return Seat(organisation=self.place, review=review, user=of.user)
        if act in OF_A_HIT:
            record = uuid4() if variant == "unsealed" else self.record
            first = self.every.user if variant == "every" else None
            return Hit(organisation=self.place, made_in=Check(review=review), record=record, first_by=first)
        return review

    def _review(self) -> Review:
        return Review.objects.create(
            organisation=self.place, application=uuid4(), pseudonym="A", level=0, lane="core", body="panel", quorum=5,
            begun_by=self.every.user,
        )  # fmt: skip

    def _seat(self, of: Holder, by: Holder) -> Seat:
        values: dict[str, Any] = {"organisation": self.place, "review": self.seated, "body": "panel"}
        with acting(self.every.actor):
            made = Seat.objects.create(application=self.seated.application, box=uuid4(), user=of.user, **values)
        with acting(of.actor):
            Seat.objects.filter(id=made.id).update(asked_on=timezone.localdate())
        with acting(by.actor):
            Seat.objects.filter(id=made.id).update(tied=False, checked_by=by.user, state="clear")
        return made
