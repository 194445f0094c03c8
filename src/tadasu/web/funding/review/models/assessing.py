"""Eligibility and harm: codes and ordinal numbers."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.review.models._codes import known_codes
from tadasu.web.funding.review.models.sitting import Review


class Eligibility(models.Model):
    """The international floor (code -> no, yes, unknown), kinds of evidence, and the status at home, which is a sign of risk and
    counts for nothing else. `record` holds the words, if any."""

    review = models.OneToOneField(Review, models.PROTECT, primary_key=True, related_name="eligibility")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    floor = models.JSONField(default=dict)
    evidence = ArrayField(models.CharField(max_length=20), default=list)
    local = models.CharField(max_length=20, blank=True)
    result = models.CharField(max_length=20)
    record = models.UUIDField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate)

    class Meta:
        """Of known codes."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(result__in=known_codes("eligible")), name="review_result_is_known"),
            models.CheckConstraint(
                condition=Q(local="") | Q(local__in=known_codes("local")), name="review_local_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.result


class Ground(models.Model):
    """A local prohibition tested under one article of the Covenant: what of the three it fails. The reasoning is sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="grounds")
    article = models.CharField(max_length=2)
    legality = models.CharField(max_length=10)
    aim = models.CharField(max_length=10)
    necessity = models.CharField(max_length=10)
    record = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate)

    class Meta:
        """Each article once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "article"], name="review_ground_once"),
            models.CheckConstraint(
                condition=Q(
                    article__in=known_codes("articles"),
                    legality__in=known_codes("test_answers"),
                    aim__in=known_codes("test_answers"),
                    necessity__in=known_codes("test_answers"),
                ),
                name="review_ground_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.article


class Assessment(models.Model):
    """An assessment of what harm the money may do. Complete when somebody said so; `due_on` is when it is done anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField()
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_on = models.DateField(default=timezone.localdate, editable=False)
    completed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered, one at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "number"], name="review_assessments_numbered"),
            models.UniqueConstraint(
                fields=["review"], condition=Q(completed_on=None), name="review_one_assessment_goes_on"
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None, completed_by=None, due_on=None)
                | Q(completed_on__isnull=False, completed_by__isnull=False, due_on__isnull=False),
                name="review_complete_by_somebody_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.number}"


class Risk(models.Model):
    """A danger: what, who bears it, how severe (three ordinal numbers that are never averaged), how likely (which only orders
    equals), what is done and who carries that, what is left. `record` holds the words, if any."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="risks")
    risk = models.CharField(max_length=20)
    bearer = models.CharField(max_length=20)
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    scope = models.PositiveSmallIntegerField(null=True, blank=True)
    irremediability = models.PositiveSmallIntegerField(null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    mitigations = ArrayField(models.CharField(max_length=20), default=list)
    carrier = models.CharField(max_length=20, blank=True)
    residual = models.CharField(max_length=20, blank=True)
    record = models.UUIDField(null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Each danger once for each bearer; all numbers, or none where no risk is seen; a mitigation is carried by somebody."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "risk", "bearer"], name="review_risk_once"),
            models.CheckConstraint(
                condition=Q(risk__in=known_codes("risks"), bearer__in=known_codes("bearers")),
                name="review_risk_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    risk="none",
                    scale=None,
                    scope=None,
                    irremediability=None,
                    likelihood=None,
                    mitigations=[],
                    residual="",
                )
                | (
                    ~Q(risk="none")
                    & Q(
                        scale__range=(1, 3),
                        scope__range=(1, 3),
                        irremediability__range=(1, 3),
                        likelihood__range=(1, 3),
                        residual__in=known_codes("residuals"),
                    )
                ),
                name="review_risk_is_measured",
            ),
            models.CheckConstraint(
                condition=Q(mitigations=[], carrier="") | (~Q(mitigations=[]) & Q(carrier__in=known_codes("carriers"))),
                name="review_mitigation_is_carried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk} {self.bearer}"
