"""What is kept of findings: versions that are never edited, and what became of each."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.findings.hearings import LONGEST_STATEMENT, MOST_STATEMENTS
from tadasu.web.foundation.findings.words import words
from tadasu.web.ui.forms import MOST_REASON

PROPOSED, IN_FORCE, DECLINED = "proposed", "in-force", "declined"
SUPERSEDED, WITHDRAWN = "superseded", "withdrawn"
ENDED = (DECLINED, SUPERSEDED, WITHDRAWN)


class FindingVersion(models.Model):
    """One version of a finding. `finding` is the same in all versions. `origin` is the instance that it was taken from, empty for
    what was concluded here. `content` is its document without status and end; `party` a party of ours that it is about, which
    stays here. `change` is the number of the last change in the organisation, without gap: what happened since a number can be
    asked for and nothing is missed. `ended_why` is in words and stays here; what travels is `ended_code`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    finding = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    origin = models.CharField(max_length=200, blank=True)
    content = models.JSONField()
    party = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=500)
    issue = models.CharField(max_length=60)
    standard = models.CharField(max_length=40)
    concluded_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    concluded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    concluded_why = models.TextField(max_length=MOST_REASON, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    status = models.CharField(max_length=20, choices=[(one, one) for one in words("statuses")])
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_code = models.CharField(max_length=40, blank=True)
    ended_why = models.TextField(max_length=MOST_REASON, blank=True)
    change = models.BigIntegerField()

    class Meta:
        """One version in force and one that waits; two people; what has ended says when."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "origin", "finding", "version"], name="findings_one_row_a_version"
            ),
            models.UniqueConstraint(
                fields=["organisation", "origin", "finding"],
                condition=Q(status=IN_FORCE),
                name="findings_one_version_in_force",
            ),
            models.UniqueConstraint(
                fields=["organisation", "origin", "finding"],
                condition=Q(status=PROPOSED),
                name="findings_one_version_waits",
            ),
            models.UniqueConstraint(fields=["organisation", "change"], name="findings_changes_in_a_row"),
            models.CheckConstraint(
                condition=~Q(origin="")
                | Q(concluded_by__isnull=False)
                & (Q(signed_by=None) | ~Q(signed_by=models.F("concluded_by")))
                & (Q(status__in=(PROPOSED, DECLINED)) | Q(signed_by__isnull=False)),
                name="findings_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ENDED, ended_at__isnull=False) | (~Q(status__in=ENDED) & Q(ended_at=None)),
                name="findings_end_has_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "concluded_on", "id"], name="findings_by_day"),
            models.Index(fields=["organisation", "title", "id"], name="findings_by_title"),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.version}"


class Changes(models.Model):
    """How many changes an organisation's findings have had: one row each, which the next change waits for."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="+")
    last = models.BigIntegerField(default=0)

    class Meta:
        """A counter."""

        db_table = "findings_changes"

    def __str__(self) -> str:
        return str(self.last)


class TheirHearing(models.Model):
    """What another instance said last of whether the company that a finding of theirs names was asked, and the words that it
    wrote to be shown, with their months. It may be here before the finding. `version` is that of the finding, `serial` the number
    of the package that said it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    origin = models.CharField(max_length=200)
    finding = models.UUIDField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    texts = ArrayField(models.CharField(max_length=LONGEST_STATEMENT), default=list)
    months = ArrayField(models.DateField(), default=list)
    serial = models.BigIntegerField()

    class Meta:
        """The last word on each finding; of a known state; few texts, each with its month."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "origin", "finding"], name="findings_one_hearing_of_theirs"
            ),
            models.CheckConstraint(condition=~Q(origin=""), name="findings_hearing_is_theirs"),
            models.CheckConstraint(condition=Q(state__in=list(words("hearings"))), name="findings_hearing_is_known"),
            models.CheckConstraint(
                condition=Q(texts__len__lte=MOST_STATEMENTS, texts__len=F("months__len")),
                name="findings_hearing_texts_have_months",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.state}"
