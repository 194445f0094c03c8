"""Scores, the discussion, decisions, signatures, and that the applicant was told."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.review.models._codes import AFTER, AWARDED, FIRST, MOST_SCORE, STANDS, known_codes
from tadasu.web.funding.review.models.sitting import Review, Seat
from tadasu.web.funding.review.words import criteria


class Scoring(models.Model):
    """That a seat scored, alone (round 1) or anew after the discussion (round 2). The first stays beside the second."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="scorings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    record = models.UUIDField()
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Once a round."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "round"], name="review_scored_once_a_round"),
            models.CheckConstraint(condition=Q(round__in=(FIRST, AFTER)), name="review_round_is_known"),
        ]

    def __str__(self) -> str:
        return f"scoring {self.id}"


class Mark(models.Model):
    """A number for one criterion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scoring = models.ForeignKey(Scoring, models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=20)
    value = models.PositiveSmallIntegerField()

    class Meta:
        """Of a known criterion, within its anchors."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scoring", "criterion"], name="review_marked_once"),
            models.CheckConstraint(
                condition=Q(criterion__in=list(criteria()), value__lte=MOST_SCORE), name="review_mark_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.value}"


class Contribution(models.Model):
    """Something said in the discussion, sealed; shown under the letter of its seat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="contributions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    record = models.UUIDField()
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="review_contributions_numbered")
        ]

    def __str__(self) -> str:
        return f"contribution {self.number}"


class Decision(models.Model):
    """What was decided, from the day `decided_on`: before, it waits for signatures. `replaced`: a later one stands in its place.
    Reasons and minority views are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    application = models.UUIDField()
    body = models.CharField(max_length=10)
    outcome = models.CharField(max_length=20)
    amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    level = models.PositiveSmallIntegerField()
    expires_on = models.DateField(null=True, blank=True)
    conditions = ArrayField(models.CharField(max_length=20), default=list)
    grounds = ArrayField(models.CharField(max_length=20))
    record = models.UUIDField()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField(default=timezone.localdate, editable=False)
    decided_on = models.DateField(null=True, blank=True)
    replaced = models.BooleanField(default=False)

    class Meta:
        """One stands, one waits; money with an award only; a ground always."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(decided_on__isnull=False, replaced=False, outcome__in=STANDS),
                name="review_one_decision_stands",
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(decided_on=None, replaced=False), name="review_one_decision_waits"
            ),
            models.CheckConstraint(condition=Q(outcome__in=known_codes("outcomes")), name="review_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=AWARDED, amount__gt=0, expires_on__isnull=False, currency__regex="^[A-Z]{3}$")
                | (~Q(outcome=AWARDED) & Q(amount=None, currency="", expires_on=None, conditions=[])),
                name="review_money_with_an_award",
            ),
            models.CheckConstraint(condition=~Q(grounds=[]), name="review_no_decision_without_a_ground"),
            models.CheckConstraint(condition=Q(level__lte=3), name="review_decision_level_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "decided_on", "id"], name="review_decision_by_day")]

    def __str__(self) -> str:
        return f"decision {self.id}"


class Signature(models.Model):
    """That a seat agrees, or does not. A minority view is sealed; its author chose whether the name stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    minority = models.UUIDField(null=True, blank=True)
    is_named = models.BooleanField(default=False)
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Once a seat; a minority view is of whoever does not agree."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "seat"], name="review_signed_once"),
            models.CheckConstraint(condition=Q(minority=None) | Q(agrees=False), name="review_minority_does_not_agree"),
        ]

    def __str__(self) -> str:
        return f"signature {self.id}"


class Told(models.Model):
    """That the applicant was told a decision, by a letter into the box, and until when an appeal may come."""

    decision = models.OneToOneField(Decision, models.PROTECT, primary_key=True, related_name="told")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    languages = ArrayField(models.CharField(max_length=10))
    appeal_until = models.DateField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """The letter itself is in the box."""

    def __str__(self) -> str:
        return f"told {self.decision_id}"
