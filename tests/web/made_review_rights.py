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
OF_THE_LEAD = ("assess", "give-copy", "screen", "seat", "tell")
"""Done by whoever leads the review and was checked."""
APART = (
    "assess",
    "check-ties",
    "confirm",
    "give-copy",
    "judge",
    "lay-down",
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
    *(f"review.{one}@another" for one in (*OF_THE_LEAD, "lay-down")),
    *(f"review.{one}@unchecked" for one in OF_THE_LEAD),
    "review.answer@other",
    "review.confirm@every",
    "review.confirm@unsealed",
    "review.judge@unsealed",
)


class OfReview:
    """A review in which `every` and `reader` sit without a tie, one in which nobody sits; those that `every` leads: checked, not
    checked, and one that neither may know of any more; and one that `reader` leads, `another`."""

    def __init__(self, place: Organisation, every: Holder, reader: Holder, record: UUID) -> None:
        self.place, self.every, self.reader, self.record = place, every, reader, record
        with acting(every.actor):
            self.seated, self.empty, self.led, self.another, self.unchecked, self.apart = (
                self._review() for _ in range(6)
            )
        self.seat = self._seat(every, reader)
        self.other = self._seat(reader, every)
        for review, of, by in ((self.led, every, reader), (self.another, reader, every), (self.apart, every, reader)):
            self._seat(of, by, review, "lead")
        self._seat(every, None, self.unchecked, "lead")
        self.apart.apart = [every.id, reader.id]

    def about(self, what: str) -> object:
        """What an act is asked about."""
        act, _, variant = what.partition("@")
        if act in OF_THE_PLACE:
            return self.place
        usual = self.led if act in (*OF_THE_LEAD, "lay-down") else self.seated
        variants = {
            "apart": self.apart,
            "unseated": self.empty,
            "another": self.another,
            "unchecked": self.unchecked,
        }
        review = variants.get(variant, usual)
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

    def _seat(self, of: Holder, by: Holder | None, review: Review | None = None, body: str = "panel") -> Seat:
        """Named, asked, and where there is somebody to do it checked."""
        about = review or self.seated
        values: dict[str, Any] = {"organisation": self.place, "review": about, "body": body}
        with acting(self.every.actor):
            made = Seat.objects.create(application=about.application, box=uuid4(), user=of.user, **values)
        with acting(of.actor):
            Seat.objects.filter(id=made.id).update(asked_on=timezone.localdate())
        if by is not None:
            with acting(by.actor):
                Seat.objects.filter(id=made.id).update(tied=False, checked_by=by.user, state="clear", version=1)
        return made
