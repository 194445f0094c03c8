"""That the parties were held against lists, and what was found."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.review.models._codes import known_codes
from tadasu.web.funding.review.models.sitting import Review


class Check(models.Model):
    """That the sealed parties of a version of the application were held against lists: which, in which versions (`by_hand`
    those that a person looked through), and whether anything was found. Not who, and not what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="checks")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    lists = models.JSONField()
    by_hand = models.JSONField(default=dict)
    found = models.BooleanField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "number"], name="review_checks_numbered")]

    def __str__(self) -> str:
        return f"check {self.number}"


class Hit(models.Model):
    """Something alike on a list. `publisher` is who listed, `verdict` what two people (one, where the list is not about terror)
    found. Who and which entry is sealed in `record`. `by_hand`: a person found it, and no check will find it again. `until` is
    the hour by which it is to be cleared; it goes with the verdict."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    made_in = models.ForeignKey(Check, models.PROTECT, related_name="hits")
    number = models.PositiveSmallIntegerField()
    list_id = models.CharField(max_length=60)
    list_version = models.CharField(max_length=80)
    publisher = models.CharField(max_length=20, blank=True)
    record = models.UUIDField()
    by_hand = models.BooleanField(default=False)
    verdict = models.CharField(max_length=10, blank=True)
    reasons = ArrayField(models.CharField(max_length=20), default=list)
    words = models.UUIDField(null=True, blank=True)
    first_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        """Two different people; a verdict has grounds."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_in", "number"], name="review_hits_numbered"),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(verdict__in=known_codes("verdicts"), first_by__isnull=False),
                name="review_verdict_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | (Q(first_by__isnull=False) & ~Q(second_by=models.F("first_by"))),
                name="review_two_people_for_a_verdict",
            ),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(reasons=[]), name="review_no_verdict_without_a_ground"),
        ]

    def __str__(self) -> str:
        return f"hit {self.number}"
