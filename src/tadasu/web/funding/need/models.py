"""What is kept of needs: what evidence desks said rests on which sources, what officers know of the sources' money, files about
past funding, and plans with what they were made from. A source is a key that its sender alone can map; no row names one, and none
joins a key with a grantee or an applicant of ours."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.need.words import words

CRS, IATI, PRESS = "crs", "iati", "press"
DRAFT, WAITING, DONE, FAILED = "draft", "waiting", "done", "failed"
FORCED, ENTRY, REPEAT = "forced", "entry", "repeat"
SOURCE_KEY = r"^s-[0-9a-f]{16}$"


class TheirRest(models.Model):
    """A line of a package `dependence`, as it came: of a cell its sources, or so many findings that need so many of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.UUIDField()
    known_as = models.CharField(max_length=200)
    month = models.DateField()
    about = models.CharField(max_length=10)
    country = models.CharField(max_length=2)
    sector = models.CharField(max_length=40)
    sources = ArrayField(models.CharField(max_length=18), default=list)
    needs = models.PositiveSmallIntegerField()
    lasts = models.BooleanField()
    findings = models.PositiveIntegerField()

    class Meta:
        """Of a known kind."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__in=["cell", "findings"]), name="need_rest_is_known")
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "country"], name="need_rest_by_country")]

    def __str__(self) -> str:
        return f"{self.country} {self.sector}"


class Fact(models.Model):
    """What an officer knows of the money of a source, in codes; empty is unknown. The last one of a source counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    source = models.CharField(max_length=18)
    months = models.CharField(max_length=10, blank=True)
    lost = models.CharField(max_length=20, blank=True)
    funders = models.CharField(max_length=4, blank=True)
    reach = models.CharField(max_length=20, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_on = models.DateField(default=timezone.localdate, editable=False)
    replaced = models.BooleanField(default=False)

    class Meta:
        """One that counts for each source; codes of the data."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "source"], condition=Q(replaced=False), name="need_one_fact_counts"
            ),
            models.CheckConstraint(condition=Q(source__regex=SOURCE_KEY), name="need_fact_of_a_key"),
            *(
                models.CheckConstraint(
                    condition=Q(**{one: ""}) | Q(**{f"{one}__in": list(words(one))}), name=f"need_{one}_is_known"
                )
                for one in ("months", "lost", "funders", "reach")
            ),
        ]

    def __str__(self) -> str:
        return self.source


class LoadedFile(models.Model):
    """A file about past funding or press freedom: of it its digest and its rows are kept. Nobody in `loaded_by`: whoever
    runs the machine did. `sure` is how sure we are that it says
    what it is taken for; `left_out` counts what was not read, by code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=200, blank=True)
    sure = models.CharField(max_length=10)
    rows = models.PositiveIntegerField()
    problems = models.JSONField(default=dict)
    left_out = models.JSONField(default=dict)
    loaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    loaded_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Each once; of CRS one file a year, since two tell of the same money."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "digest", "year"], name="need_file_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=Q(kind=CRS), name="need_one_crs_file_a_year"
            ),
            models.UniqueConstraint(fields=["organisation"], condition=Q(kind=PRESS), name="need_one_press_file"),
            models.CheckConstraint(condition=Q(kind__in=list(words("files"))), name="need_file_is_known"),
            models.CheckConstraint(condition=Q(sure__in=list(words("sure"))), name="need_sureness_is_known"),
            models.CheckConstraint(
                condition=Q(kind=CRS, year__isnull=False) | (~Q(kind=CRS) & Q(year=None)), name="need_crs_has_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:8]}"


class Given(models.Model):
    """What a file says was given: an amount in whole and hundredth units of a currency, never converted. `donor` is empty where
    the file adds up all; `country` or `region` is empty where it does not say. `onward`: to somebody who reports there too."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(LoadedFile, models.CASCADE, related_name="given")
    donor = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=10, blank=True)
    purpose = models.CharField(max_length=5, blank=True)
    year = models.PositiveSmallIntegerField()
    flow = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    onward = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=24, decimal_places=2)

    class Meta:
        """By where and what for."""

        indexes: ClassVar = [
            models.Index(fields=["organisation", "country", "purpose"], name="need_given_by_country"),
            models.Index(fields=["organisation", "year", "id"], name="need_given_by_year"),
        ]

    def __str__(self) -> str:
        return f"{self.donor or 'all'} {self.country or self.region} {self.year}"


class Score(models.Model):
    """A score of press freedom as published, with the method by which it was made."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    file = models.ForeignKey(LoadedFile, models.CASCADE, related_name="scores")
    country = models.CharField(max_length=2)
    year = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=14, decimal_places=9, null=True, blank=True)
    method = models.CharField(max_length=20)

    class Meta:
        """One a country and year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "country", "year"], name="need_one_score_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.year}"


class Plan(models.Model):
    """Advice for a budget: `asked` is everything it is made from, as canonical JSON, `result` what came of it, both with their
    digests. Asked once it does not change any more; run again, the same comes out to the byte."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fund = models.UUIDField()
    state = models.CharField(max_length=10, default=DRAFT)
    asked = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    result = models.TextField(blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    fault = models.CharField(max_length=60, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What is done has a result, what is asked a digest."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(words("states"))), name="need_state_is_known"),
            models.CheckConstraint(condition=Q(state=DRAFT) | ~Q(digest=""), name="need_asked_has_a_digest"),
            models.CheckConstraint(
                condition=Q(state=DONE, done_at__isnull=False) & ~Q(result="") & ~Q(result_digest="")
                | ~Q(state=DONE) & Q(result=""),
                name="need_done_has_a_result",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "made_at"], name="need_plan_by_time")]

    def __str__(self) -> str:
        return f"plan {self.id}"


class Question(models.Model):
    """Something asked of a plan that is done: what it costs to have somebody in, with how much more money they are in, whether
    the same comes out again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=10)
    candidate = models.CharField(max_length=18, blank=True)
    state = models.CharField(max_length=10, default=WAITING)
    result = models.TextField(blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Each once of a plan and a candidate, but whether it comes out again can be asked again."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "kind", "candidate"], condition=~Q(kind=REPEAT), name="need_question_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=[FORCED, ENTRY, REPEAT]), name="need_question_is_known"),
            models.CheckConstraint(condition=Q(state__in=[WAITING, DONE, FAILED]), name="need_question_state"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.candidate}"
