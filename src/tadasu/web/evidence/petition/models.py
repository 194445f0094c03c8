"""What is kept of petitions: to which law, how far they are, what is filled, who did what; never what they say."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.evidence.petition.words import words
from tadasu.web.foundation.accounts.models import LANGUAGES, Organisation, User

LONGEST_LABEL = 120
DRAFT, RELEASED, SENT, ACKNOWLEDGED, CLOSED, WITHDRAWN = (
    "draft",
    "released",
    "sent",
    "acknowledged",
    "closed",
    "withdrawn",
)
HANDED_IN = (SENT, ACKNOWLEDGED)
OVER = (CLOSED, WITHDRAWN)
ITEM, ARTICLE = "item", "article"


class Petition(models.Model):
    """To the authority of one regime. `record` is the vault's record of the text as it is now, `filled` the codes of the
    parts that hold something; `version` counts texts. `inquiries` and `findings` (ids of versions) are what it was filled from,
    `copied_from` another petition. `offered_by` said that it is ready, `released_by` is the second person.
    `ended_on`: its words were erased in that month, and what stands here is what is left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    regime = models.CharField(max_length=60)
    label = models.CharField(max_length=LONGEST_LABEL)
    language = models.CharField(max_length=2, choices=LANGUAGES)
    state = models.CharField(max_length=20, default=DRAFT)
    version = models.PositiveIntegerField(default=1)
    record = models.UUIDField(unique=True)
    filled = ArrayField(models.CharField(max_length=30), default=list)
    inquiries = ArrayField(models.UUIDField(), default=list)
    findings = ArrayField(models.UUIDField(), default=list)
    copied_from = models.UUIDField(null=True, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_on = models.DateField(default=timezone.localdate, editable=False)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Codes are those of the data; two people release it; each day follows on the one before; of what has ended no word is
        left."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(words("states"))), name="petition_state_is_known"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on=None)
                | Q(outcome__in=list(words("outcomes")), closed_on__isnull=False, state=CLOSED),
                name="petition_outcome_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(offered_by=None, offered_at=None) | Q(offered_by__isnull=False, offered_at__isnull=False),
                name="petition_offered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | (
                    Q(released_by__isnull=False, released_at__isnull=False, offered_by__isnull=False)
                    & ~Q(released_by=F("offered_by"))
                ),
                name="petition_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(DRAFT, WITHDRAWN)) | Q(released_by__isnull=False), name="petition_released_first"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HANDED_IN) | Q(sent_on__isnull=False), name="petition_sent_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None) | Q(acknowledged_on__gte=F("sent_on")),
                name="petition_acknowledged_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("sent_on")), name="petition_closed_after_sent"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(label="", inquiries=[], findings=[]), name="petition_ended_without_words"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "begun_on", "id"], name="petition_by_day")]

    def __str__(self) -> str:
        return f"petition {self.id}"


class Attachment(models.Model):
    """What goes along: an item of custody, or a published article."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=10)
    thing = models.UUIDField()
    number = models.PositiveIntegerField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Each once, with a number of its own."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "kind", "thing"], name="petition_attached_once"),
            models.UniqueConstraint(fields=["petition", "number"], name="petition_attachments_numbered"),
            models.CheckConstraint(condition=Q(kind__in=list(words("kinds"))), name="petition_attachment_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.petition_id}"


class Step(models.Model):
    """A line of a petition's log; rows are only added. `on` is the day on which it happened where that is another than the day on
    which it was written down; `detail` holds codes, numbers and digests."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    petition = models.ForeignKey(Petition, models.PROTECT, related_name="log")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)
    on = models.DateField(null=True, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        """In order, and of the known acts."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["petition", "number"], name="petition_steps_in_order"),
            models.CheckConstraint(condition=Q(act__in=list(words("steps"))), name="petition_step_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act} of {self.petition_id}"
