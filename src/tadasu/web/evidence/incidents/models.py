"""What is kept of documented incidents. Of a confidential file only what is coded stands in rows; its words lie in the vault."""

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.schema import Issue
from tadasu.web.evidence.incidents._plan import LONGEST_TITLE
from tadasu.web.foundation.accounts.models import Organisation, User

RECEIVED, WAITING, READING, DONE, FAILED, ENDED = "received", "waiting", "reading", "done", "failed", "ended"
STATES = (RECEIVED, WAITING, READING, DONE, FAILED, ENDED)
"""Columns are still to be chosen; for the worker; the worker reads; it is in; it could not be read; it was removed."""

FORMATS = ("", "csv", "ftm", "uwazi", "uwazi-zip")
LONGEST_LABEL = 120
LONGEST_ORIGIN = 200


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


class Kind(models.Model):
    """Files of one kind: which column is what. Of the columns only places are kept, and under a salt a digest of what they are
    called, by which the next file of the kind is known. Incidents with the same number in files of one kind are the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_LABEL)
    public = models.BooleanField()
    salt = models.BinaryField()
    header = models.BinaryField(max_length=32)
    plan = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """A name is there once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="incidents_kind_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Mark(models.Model):
    """A random key in the vault (`record`), under which numbers and digests of confidential files are made: so the rows say
    whether two are the same, and nobody without a reader's passphrase can try what they are of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record = models.UUIDField(unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.id)


class Batch(models.Model):
    """A file that was taken in. `item` is its item of custody, sealed to the readers who were named. `origin` is the group or
    outlet that all of it comes from, `attribution` what is said where anything of a public file is shown. `digest` is the
    SHA-256 of a public file, of a confidential one an HMAC of it under `mark`. `counts` holds numbers by codes. `plan` is what
    was chosen for its columns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    label = models.CharField(max_length=LONGEST_LABEL)
    public = models.BooleanField(default=False)
    attribution = models.CharField(max_length=LONGEST_ORIGIN, blank=True)
    origin = models.CharField(max_length=LONGEST_ORIGIN, blank=True)
    format = models.CharField(max_length=20, blank=True)
    item = models.UUIDField(unique=True)
    state = models.CharField(max_length=20, default=RECEIVED)
    fault = models.CharField(max_length=60, blank=True)
    digest = models.BinaryField(max_length=32, null=True)
    mark = models.ForeignKey(Mark, models.PROTECT, related_name="+", null=True)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="batches", null=True)
    plan = models.JSONField(null=True)
    counts = models.JSONField(default=dict)
    month = models.DateField(default=this_month)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)

    class Meta:
        """A file once; states and forms that there are."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="incidents_state_is_known"),
            models.CheckConstraint(condition=Q(format__in=FORMATS), name="incidents_format_is_known"),
            models.CheckConstraint(
                condition=~Q(state=DONE) | Q(digest__isnull=False), name="incidents_done_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(digest=None) | Q(public=True, mark=None) | Q(public=False, mark__isnull=False),
                name="incidents_confidential_under_mark",
            ),
            models.CheckConstraint(condition=Q(public=True) | Q(attribution=""), name="incidents_public_is_attributed"),
            models.UniqueConstraint(fields=["organisation", "digest"], name="incidents_file_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Incident(models.Model):
    """What was written down of one. `number` counts within the file from 1, `row` is its line there. `first` is the id of its
    first version, `latest` whether no newer one has come. Title, text and the other words stand here only if the file is public;
    `plain` is what is searched. `item` is the item of custody that was made of it, once it was taken as evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="incidents")
    number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    public = models.BooleanField()
    issue = models.CharField(max_length=40, blank=True)
    issues = ArrayField(models.CharField(max_length=40), default=list)
    indicators = ArrayField(models.CharField(max_length=40), default=list)
    country = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=10, blank=True)
    good = models.CharField(max_length=6, blank=True)
    month = models.DateField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    origin_key = models.CharField(max_length=LONGEST_ORIGIN)
    known_as = models.CharField(max_length=200, blank=True)
    first = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    latest = models.BooleanField(default=True)
    changed = models.BooleanField(default=False)
    said = models.BinaryField(max_length=16, null=True)
    title = models.CharField(max_length=LONGEST_TITLE, blank=True)
    text = models.TextField(blank=True)
    named = models.TextField(blank=True)
    place = models.TextField(blank=True)
    link = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    item = models.UUIDField(null=True)

    class Meta:
        """Of a confidential file there are no words; codes are those of the house."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="incidents_in_order"),
            models.CheckConstraint(
                condition=Q(public=True) | Q(title="", text="", named="", place="", link="", plain=""),
                name="incidents_confidential_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(issue="") | Q(issue__in=[one.value for one in Issue]), name="incidents_issue_is_known"
            ),
            models.CheckConstraint(condition=Q(month=None) | Q(month__day=1), name="incidents_month_and_no_day"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "latest", "-month", "id"], name="incidents_by_month"),
            models.Index(fields=["organisation", "country", "issue"], name="incidents_by_country"),
            models.Index(fields=["organisation", "good"], name="incidents_by_good", condition=~Q(good="")),
            models.Index(fields=["organisation", "known_as"], name="incidents_by_number", condition=~Q(known_as="")),
            GinIndex(OpClass("plain", name="gin_trgm_ops"), name="incidents_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.batch_id}"


class Part(models.Model):
    """Some hundred incidents' words of a confidential file, in one record of the vault: those from `first` to `last`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="parts")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    record = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return f"{self.first} to {self.last} of {self.batch_id}"


class Unmapped(models.Model):
    """What could not be coded: row of the file, field, why; `left_out` where the row did not come in. No value: that stands in
    the file."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="unmapped")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=20, blank=True)
    why = models.CharField(max_length=40)
    left_out = models.BooleanField(default=False)

    class Meta:
        """As they are listed."""

        indexes: ClassVar = [models.Index(fields=["batch", "id"], name="incidents_unmapped_of")]

    def __str__(self) -> str:
        return f"{self.row} {self.field} {self.why}"
