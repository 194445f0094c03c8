"""A review, who sits in it, and what they declared."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.review.models._codes import (
    CLEAR,
    LEAD,
    LEADING,
    LEFT,
    NAMED,
    OPEN,
    PREPARING,
    RECUSED,
    known_codes,
)


class Review(models.Model):
    """The review of one application, of which `version` came last. `body` decides, with at least `quorum` members. `run` is its
    way through the procedure. `copy` is the record of the text without names that the seats read. `until` and `aim` are the
    clock of an emergency, emptied at the decision. `readers` see it at level 3; whoever is in `apart` was recused and sees
    nothing of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    application = models.UUIDField(unique=True)
    pseudonym = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField()
    lane = models.CharField(max_length=20)
    body = models.CharField(max_length=10)
    quorum = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20, default=PREPARING)
    run = models.UUIDField(null=True, blank=True, unique=True)
    copy = models.UUIDField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    aim = models.DateTimeField(null=True, blank=True)
    readers = ArrayField(models.UUIDField(), default=list)
    apart = ArrayField(models.UUIDField(), default=list)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Of known codes; nobody decides alone."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stage__in=known_codes("stages")), name="review_stage_is_known"),
            models.CheckConstraint(condition=Q(body__in=known_codes("bodies")), name="review_body_is_known"),
            models.CheckConstraint(condition=Q(lane__in=known_codes("lanes")), name="review_lane_is_known"),
            models.CheckConstraint(condition=Q(level__lte=3), name="review_level_is_known"),
            models.CheckConstraint(condition=Q(quorum__gte=2), name="review_nobody_decides_alone"),
            models.CheckConstraint(
                condition=Q(stage__in=OPEN) | Q(until=None, aim=None), name="review_hours_go_with_the_decision"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "begun_on", "id"], name="review_by_day")]

    def __str__(self) -> str:
        return f"review {self.id}"


class Declaration(models.Model):
    """What somebody said of their own ties: names of employers, relatives and grants, sealed to them and to those who check.
    A later one takes the place of an earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    record = models.UUIDField(unique=True)
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "number"], name="review_declarations_numbered")
        ]

    def __str__(self) -> str:
        return f"declaration {self.number}"


class Seat(models.Model):
    """A person in a body; in the body `lead` the officer who leads, who decides nothing and is asked for ties as others are;
    `left_how` says how somebody came to lead no longer.
    `ties` are codes of what they said about this application; `tied` is what the check of sealed names said, yes or no,
    `checked_with` by which version of the declaration and of the names' data. `letter` hides who spoke.
    `version` is that of the application whose names were held against it. `key_given`: the copy was sealed to them.
    `application` and `box` are what is hidden from whoever was recused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="seats")
    application = models.UUIDField()
    box = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    body = models.CharField(max_length=10)
    outside = models.BooleanField(default=False)
    letter = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=10, default=NAMED)
    asked_on = models.DateField(null=True, blank=True)
    ties = ArrayField(models.CharField(max_length=20), default=list)
    tied = models.BooleanField(null=True, blank=True)
    checked_with = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=0)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    recused_how = models.CharField(max_length=10, blank=True)
    left_how = models.CharField(max_length=10, blank=True)
    key_given = models.BooleanField(default=False)

    class Meta:
        """Once a person, so that the pair of an appeal is another; clear only when asked and checked; one leads."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "user"], name="review_seated_once"),
            models.UniqueConstraint(fields=["review", "letter"], condition=~Q(letter=""), name="review_letters_differ"),
            models.CheckConstraint(condition=Q(state__in=known_codes("seats")), name="review_seat_state_is_known"),
            models.CheckConstraint(condition=Q(body__in=known_codes("bodies")), name="review_seat_body_is_known"),
            models.CheckConstraint(
                condition=~Q(state=CLEAR) | Q(asked_on__isnull=False, ties=[], tied=False, checked_by__isnull=False),
                name="review_clear_when_asked_and_checked",
            ),
            models.CheckConstraint(
                condition=Q(state=RECUSED, recused_how__in=known_codes("recused_how"))
                | (~Q(state=RECUSED) & Q(recused_how="")),
                name="review_recused_somehow",
            ),
            models.CheckConstraint(
                condition=Q(state=LEFT, body=LEAD, left_how__in=known_codes("left_how"))
                | (~Q(state=LEFT) & Q(left_how="")),
                name="review_lead_left_somehow",
            ),
            models.UniqueConstraint(
                fields=["review"], condition=Q(body=LEAD, state__in=LEADING), name="review_one_leads"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("user")), name="review_nobody_checks_themself"
            ),
        ]

    def __str__(self) -> str:
        return f"seat {self.id}"
