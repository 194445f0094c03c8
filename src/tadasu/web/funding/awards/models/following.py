"""Reports, changes, suspensions, inspections."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.awards.models.grants import Award
from tadasu.web.funding.awards.words import words


class Report(models.Model):
    """What the grantee tells, in writing or speech. `letter` is its number in the box; `record` the vault's record of a note of
    what was said, written by `noted_by` and stood for by `second`, who heard it too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    form = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="due")
    by = models.CharField(max_length=20, blank=True)
    letter = models.PositiveIntegerField(null=True, blank=True)
    record = models.UUIDField(null=True, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    second = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    given_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """Numbered; a note of speech has two names, and what is given came in some way."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_reports_numbered"),
            models.CheckConstraint(condition=Q(form__in=list(words("forms"))), name="awards_form_is_known"),
            models.CheckConstraint(condition=Q(state__in=list(words("report_states"))), name="awards_report_state"),
            models.CheckConstraint(
                condition=Q(by="") | Q(by__in=list(words("reports_by"))), name="awards_report_way_is_known"
            ),
            models.CheckConstraint(condition=Q(second=None) | ~Q(second=F("noted_by")), name="awards_two_people_heard"),
            models.CheckConstraint(
                condition=~Q(state__in=("given", "accepted"))
                | Q(given_on__isnull=False) & ~Q(by="") & (~Q(by="spoken-note") | Q(second__isnull=False)),
                name="awards_report_came_in_some_way",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "due_on"], name="awards_reports_by_day")]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"


class Amendment(models.Model):
    """A change of what was agreed: of the amount, the last day or the level, as it was and as it will be. A lower level needs
    `letter`, the number of the letter in the box in which the grantee said that it agrees. `record` holds words beside the
    code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="amendments")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=20)
    amount_before = models.BigIntegerField(null=True, blank=True)
    amount_after = models.BigIntegerField(null=True, blank=True)
    ends_before = models.DateField(null=True, blank=True)
    ends_after = models.DateField(null=True, blank=True)
    level_before = models.PositiveSmallIntegerField(null=True, blank=True)
    level_after = models.PositiveSmallIntegerField(null=True, blank=True)
    letter = models.PositiveIntegerField(null=True, blank=True)
    record = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, default="proposed")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_on = models.DateField(default=timezone.localdate, editable=False)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    entry = models.UUIDField(null=True, blank=True)

    class Meta:
        """Numbered; of one thing; by two people; a lower level with consent."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_amendments_numbered"),
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="proposed"), name="awards_one_amendment_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="amount", amount_before__gt=0, amount_after__gt=0)
                & ~Q(amount_before=F("amount_after"))
                | Q(kind="dates", ends_before__isnull=False, ends_after__isnull=False)
                | Q(kind="level", level_before__isnull=False, level_after__lte=3) & ~Q(level_before=F("level_after")),
                name="awards_amendment_says_what",
            ),
            models.CheckConstraint(
                condition=Q(level_after=None) | Q(level_after__gt=F("level_before")) | Q(letter__isnull=False),
                name="awards_lower_level_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=list(words("amendment_reasons"))), name="awards_amendment_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", settled_by=None)
                | Q(state="approved", settled_by__isnull=False)
                & (~Q(settled_by=F("proposed_by")) | Q(level_after__gt=F("level_before")))
                | Q(state="refused", settled_by__isnull=False),
                name="awards_two_people_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"


class Suspension(models.Model):
    """While it lasts nothing is released. `record` holds words beside the code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="suspensions")
    code = models.CharField(max_length=20)
    record = models.UUIDField(null=True, blank=True)
    since = models.DateField(default=timezone.localdate, editable=False)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    review_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """One at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award"], condition=Q(until=None), name="awards_one_suspension_at_a_time"),
            models.CheckConstraint(condition=Q(code__in=list(words("suspensions"))), name="awards_suspension_is_known"),
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None) | Q(until__isnull=False, ended_by__isnull=False),
                name="awards_suspension_ended_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.award_id}"


class Check(models.Model):
    """That whoever is sealed was held against lists, by somebody who could open it: which lists in which versions (`by_hand`
    those that a person looked through, with their dates), and whether anything alike was found. Not who, and not what. A
    likeness is judged by two people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="checks")
    number = models.PositiveIntegerField()
    lists = models.JSONField()
    by_hand = models.JSONField(default=dict)
    found = models.BooleanField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)
    verdict = models.CharField(max_length=10, blank=True)
    first_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    second_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """Numbered; only what was found is judged, by two different people."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_checks_numbered"),
            models.CheckConstraint(
                condition=Q(verdict="", first_by=None)
                | Q(verdict__in=list(words("check_verdicts")), found=True, first_by__isnull=False),
                name="awards_likeness_judged",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | Q(first_by__isnull=False) & ~Q(second_by=F("first_by")),
                name="awards_likeness_judged_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"

    @property
    def looked(self) -> int:
        """How many lists were looked through."""
        return len(self.lists) + len(self.by_hand)


class Sample(models.Model):
    """A draw of awards to inspect: how many of how many, by which seed, so that it can be drawn again and nobody chose. It was
    drawn from what its drawer could see; `user` did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    drawn_from = models.PositiveIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "number"], name="awards_samples_numbered"),
            models.CheckConstraint(condition=Q(size__gt=0, size__lte=F("drawn_from")), name="awards_sample_size"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.user_id}"


class Inspection(models.Model):
    """An award that was drawn. `stop` says how far the inspection goes: at the intermediary where that is safer. What was
    found is codes; no copy is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="inspections")
    award = models.ForeignKey(Award, models.PROTECT, related_name="inspections")
    stop = models.CharField(max_length=20)
    found = ArrayField(models.CharField(max_length=20), default=list)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    on = models.DateField(null=True, blank=True)

    class Meta:
        """Each once a draw."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "award"], name="awards_drawn_once"),
            models.CheckConstraint(condition=Q(stop__in=list(words("stops"))), name="awards_stop_is_known"),
            models.CheckConstraint(
                condition=Q(on=None, user=None, found=[]) | Q(on__isnull=False, user__isnull=False) & ~Q(found=[]),
                name="awards_inspected_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_id} in {self.sample_id}"
