"""What is kept of applications: codes, a month, an amount, a pseudonym. Who it is and what they wrote is in the vault."""

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.funding.applications.levels import FIELDS, LEVELS
from tadasu.web.funding.applications.levels import INTERMEDIARY as INTERMEDIARY
from tadasu.web.funding.applications.levels import PUBLIC as PUBLIC
from tadasu.web.funding.applications.levels import REGION as REGION
from tadasu.web.funding.applications.levels import WITHHELD as WITHHELD

EMERGENCY, BRIDGE, CORE = "emergency", "bridge", "core"
LANES = (EMERGENCY, BRIDGE, CORE)

RECEIVED, ASKED, REVIEWING, DECIDED, WITHDRAWN, ENDED = (
    "received",
    "asked",
    "reviewing",
    "decided",
    "withdrawn",
    "ended",
)
STATES = (RECEIVED, ASKED, REVIEWING, DECIDED, WITHDRAWN, ENDED)
RUNNING = (RECEIVED, ASKED, REVIEWING)
"""Not decided yet: what is sent again is a new version of it."""

OVER = (WITHDRAWN, ENDED)
"""Its sealed parts are gone; month, lane and region are left."""

CHANGES = (
    *(
        "level",
        "delay",
        "pseudonym",
        "applicant_type",
        "sponsored",
        "spoken",
        "region",
        "purpose",
        "amount",
        "currency",
    ),
    *("languages", "received_at", "state", "record", "versions"),
)
"""Columns of an application that change; all others stay as they were written."""

MONTHS = (12, 24, 36)
"""For how long publication waits; none of them means never."""


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


class Draft(models.Model):
    """An application that is not sent yet. `digest` is of the code of its box; `sealed` opens with a key that comes from that
    code and with nothing else. Neither organisation nor call nor day stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a draft"


class Application(models.Model):
    """An application as far as codes tell it. `record` is the vault's record of the form as last sent. `delay` is in months, none
    is never. `received_at` is an hour, of the emergency lane, until it is decided. `amount` is in whole minor units. `languages`
    are in the order in which letters come. What ended or was taken back has month, lane, region, call and level left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    call = models.UUIDField()
    box_id = models.UUIDField()
    pseudonym = models.CharField(max_length=9, blank=True)
    level = models.PositiveSmallIntegerField()
    delay = models.PositiveSmallIntegerField(null=True, blank=True)
    lane = models.CharField(max_length=10)
    applicant_type = models.CharField(max_length=20, blank=True)
    sponsored = models.BooleanField(default=False)
    spoken = models.BooleanField(default=False)
    region = models.CharField(max_length=40)
    purpose = models.CharField(max_length=40, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    month = models.DateField(default=this_month, editable=False)
    received_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, default=RECEIVED)
    record = models.UUIDField(unique=True, null=True, blank=True)
    versions = models.PositiveIntegerField(default=1)

    class Meta:
        """One that runs for a box and a call; an hour only while an emergency waits; of what is over nothing but statistics."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="applications_level_is_known"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="applications_lane_is_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="applications_state_is_known"),
            models.CheckConstraint(condition=Q(delay=None) | Q(delay__in=MONTHS), name="applications_delay_is_known"),
            models.CheckConstraint(
                condition=Q(received_at=None) | Q(lane=EMERGENCY, state__in=RUNNING),
                name="applications_hour_only_while_it_waits",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, pseudonym="", record=None, amount=None, purpose="", languages=[])
                | (~Q(state__in=OVER) & Q(record__isnull=False, amount__gt=0) & ~Q(pseudonym="")),
                name="applications_over_leaves_statistics",
            ),
            models.UniqueConstraint(
                fields=["box_id", "call"], condition=Q(state__in=RUNNING), name="applications_one_runs"
            ),
            models.UniqueConstraint(
                fields=["pseudonym"], condition=~Q(pseudonym=""), name="applications_pseudonym_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-month", "id"], name="applications_by_month"),
            models.Index(fields=["box_id"], name="applications_by_box"),
        ]

    def __str__(self) -> str:
        return self.pseudonym or str(self.id)


class Version(models.Model):
    """One sending: a later one stands beside it and never takes its place. `letter` is its number in the box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="sent")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    record = models.UUIDField(unique=True)
    letter = models.PositiveIntegerField()

    class Meta:
        """In order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "number"], name="applications_versions_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.application_id}"


class Answer(models.Model):
    """A coded answer of the version last sent, where the form says that it identifies nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    question = models.CharField(max_length=60)
    value = models.CharField(max_length=40)

    class Meta:
        """Once each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "question", "value"], name="applications_answer_once")
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "question", "value"], name="applications_by_answer")]

    def __str__(self) -> str:
        return f"{self.question} of {self.application_id}"


class Consent(models.Model):
    """Whoever holds the code allowed that a field is published, or took it back: the last number counts. No row is a no. It
    stands in the clear, since whoever publishes has to be stopped without a key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="consents")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=10)
    given = models.BooleanField()
    month = models.DateField(default=this_month, editable=False)

    class Meta:
        """In order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "number"], name="applications_consents_in_order"),
            models.CheckConstraint(condition=Q(field__in=FIELDS), name="applications_consent_of_a_known_field"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.application_id}"
