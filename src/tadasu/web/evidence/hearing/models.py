"""What is kept of notices: codes of the claim, words that two people read, states and days; nothing that a source said."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.evidence.hearing.words import words
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.ui.forms import MOST_REASON

PREPARED, RELEASED, SENT, ANSWERED, SILENT = "prepared", "released", "sent", "answered", "silent"
NOT_TOLD, DROPPED = "not-told", "dropped"
GOING_ON = (PREPARED, RELEASED, SENT)
MOST_WORDS, MOST_STATEMENT = 2000, 5000


class Notice(models.Model):
    """What a company is told of an inquiry, or why nothing is told (`reason_code`, `reason`, looked at again on `review_on`).

    `told` holds codes (`_told.Told`), `words` what people wrote for it by language, `elements` what of the claim it tells.
    `people` is how many could have been the source (none: not known), `people_from` where that is known from. `confirmed` and
    `released_confirmed` are what the two people confirmed each. `send_on` is the first day on which it may go. `box` and `run`
    are there once it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    inquiry = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    party = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=20)
    told = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    elements = ArrayField(models.CharField(max_length=60), default=list)
    people = models.PositiveIntegerField(null=True, blank=True)
    people_from = models.CharField(max_length=300, blank=True)
    time = models.CharField(max_length=40, blank=True)
    confirmed = ArrayField(models.CharField(max_length=30), default=list)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_on = models.DateField(default=timezone.localdate, editable=False)
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    released_confirmed = ArrayField(models.CharField(max_length=30), default=list)
    send_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    box = models.UUIDField(null=True, blank=True, unique=True)
    run = models.UUIDField(null=True, blank=True, unique=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(max_length=MOST_REASON, blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered; one at a time; two people; what was not told has a reason and a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inquiry", "number"], name="hearing_notices_numbered"),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state__in=GOING_ON), name="hearing_one_notice_goes_on"
            ),
            models.CheckConstraint(condition=Q(state__in=list(words("states"))), name="hearing_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=(PREPARED, NOT_TOLD, DROPPED)) | Q(released_by__isnull=False),
                name="hearing_released_before_it_goes",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")), name="hearing_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(SENT, ANSWERED, SILENT))
                | Q(box__isnull=False, run__isnull=False, sent_on__isnull=False, sent_by__isnull=False),
                name="hearing_sent_with_box_and_clock",
            ),
            models.CheckConstraint(
                condition=~Q(state=NOT_TOLD) | Q(reason_code__in=list(words("reasons")), review_on__isnull=False),
                name="hearing_not_told_has_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "prepared_on", "id"], name="hearing_by_day")]

    def __str__(self) -> str:
        return f"notice {self.number} of {self.inquiry}"


class PassedOn(models.Model):
    """What others may have been told of a finding: the digest of the document as it was built last, without its words, and the
    number of that change in the organisation. So a change is seen however it came about."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    finding = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    change = models.BigIntegerField()

    class Meta:
        """Each finding once, no number twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "finding"], name="hearing_passed_on_once"),
            models.UniqueConstraint(fields=["organisation", "change"], name="hearing_changes_in_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.change}"


class Answer(models.Model):
    """Something that came from the company: `letter` is its number in the box, `item` its item of custody. What it says is
    sealed; only of a statement, which it wrote to be shown beside the finding, `text` holds the words, until it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="answers")
    letter = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    item = models.UUIDField()
    text = models.TextField(max_length=MOST_STATEMENT, blank=True)
    taken_back = models.BooleanField(default=False)
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Of a known kind, once a letter."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "letter"], name="hearing_answers_once"),
            models.CheckConstraint(condition=Q(kind__in=list(words("kinds"))), name="hearing_kind_is_known"),
            models.CheckConstraint(
                condition=Q(text="") | Q(kind="statement", taken_back=False), name="hearing_only_statements_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.letter}"
