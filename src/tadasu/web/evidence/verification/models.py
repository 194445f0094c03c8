"""What is kept of inquiries: codes, ids, grades and words of staff; nothing that a source said."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.evidence.verification.words import words
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.ui.forms import MOST_REASON
from tadasu.weighing import STANDARDS, Credibility, Kind, Reliability

LONGEST_LABEL, LONGEST_LINE = 120, 200
OPEN, CONCLUDED, CLOSED = "open", "concluded", "closed"


class Inquiry(models.Model):
    """A question of one organisation. `about` says whom or what it is about, in the fields of `_about.About`; `party` is one of
    ours. `heard` says whether the named party was asked, and `heard_on` when. `version` counts changes of what is claimed:
    whoever changes it says which one they saw. `since` is the day of its status. `ended_on`: its words were erased then, and what
    is left is statistics."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    label = models.CharField(max_length=LONGEST_LABEL)
    issue = models.CharField(max_length=60)
    elements = ArrayField(models.CharField(max_length=60), default=list)
    about = models.JSONField(default=dict)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    party = models.UUIDField(null=True, blank=True)
    plan = ArrayField(models.CharField(max_length=LONGEST_LINE), default=list)
    lead = models.ForeignKey(User, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, default=OPEN)
    heard = models.CharField(max_length=30, blank=True)
    heard_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_on = models.DateField(default=timezone.localdate, editable=False)
    since = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Codes are those of the data; of what has ended no word is left."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=list(words("statuses"))), name="verification_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(heard="", heard_on=None) | Q(heard__in=list(words("heard")), heard_on__isnull=False),
                name="verification_heard_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(status=CLOSED, label="", about={}, plan=[], party=None, start=None, end=None),
                name="verification_ended_without_words",
            ),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(start__lte=F("end")), name="verification_period_in_order"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "opened_on", "id"], name="verification_by_day")]

    def __str__(self) -> str:
        return f"inquiry {self.id}"


class Taken(models.Model):
    """An item of custody that was taken into an inquiry; `number` is its number there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="taken")
    item = models.UUIDField()
    number = models.PositiveIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Once, and with a number of its own."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "item"], name="verification_item_once"),
            models.UniqueConstraint(fields=["inquiry", "number"], name="verification_items_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.inquiry_id}"


class Origin(models.Model):
    """Somebody or something to which several items go back: a code and no name. Its key is `person-1`, read as person A."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Of each kind in a row."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "kind", "number"], name="verification_origins_numbered"),
            models.CheckConstraint(condition=Q(kind__in=list(words("origins"))), name="verification_origin_is_known"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """As weighing knows it."""
        return f"{self.kind}-{self.number}"


class Assessment(models.Model):
    """What one person says of an item, for one inquiry. Rows are only added: of each person the one with the highest number
    stands. `origins` are ids of items taken in, or keys of origins; `own`: it is an origin itself beside them. `bears`: element
    -> standing, without those of which it says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    taken = models.ForeignKey(Taken, models.PROTECT, related_name="assessments")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    reliability = models.CharField(max_length=20)
    credibility = models.CharField(max_length=20)
    firsthand = models.BooleanField()
    own = models.BooleanField()
    origins = ArrayField(models.CharField(max_length=60), default=list)
    bears = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Numbered for each person; grades are those of weighing."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["taken", "user", "number"], name="verification_assessments_numbered"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[*map(str, Kind)],
                    reliability__in=[*map(str, Reliability)],
                    credibility__in=[*map(str, Credibility)],
                ),
                name="verification_grades_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} by {self.user_id}"


class Note(models.Model):
    """What one person notes of an item for an inquiry, sealed to the item's readers: `record` is the vault's. Rows are only
    added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    taken = models.ForeignKey(Taken, models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    record = models.UUIDField(unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered for each item; kinds are those of the data."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["taken", "number"], name="verification_notes_numbered"),
            models.CheckConstraint(condition=Q(kind__in=list(words("notes"))), name="verification_note_is_known"),
        ]

    def __str__(self) -> str:
        return f"note {self.number} of {self.taken_id}"


class Conclusion(models.Model):
    """A version, frozen: `content` is canonical JSON (`_frozen.py`), `digest` its SHA-256. `standard` is what is said, which
    may be less than what was weighed, for `reason`. Afterwards come only the signature and, once, the finding. Once its inquiry
    has ended, `content` and `reason` are empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="conclusions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.BinaryField(max_length=32)
    standard = models.CharField(max_length=40)
    reason = models.TextField(max_length=MOST_REASON)
    concluded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(default=timezone.now, editable=False)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    finding = models.UUIDField(null=True, blank=True)

    class Meta:
        """Two people; a finding comes of what was signed."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "number"], name="verification_conclusions_numbered"),
            models.CheckConstraint(condition=Q(standard__in=STANDARDS), name="verification_standard_is_known"),
            models.CheckConstraint(
                condition=Q(signed_by=None, signed_at=None)
                | (Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(signed_by=F("concluded_by"))),
                name="verification_two_people",
            ),
            models.CheckConstraint(
                condition=Q(finding=None) | Q(signed_by__isnull=False), name="verification_finding_of_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.inquiry_id}"
