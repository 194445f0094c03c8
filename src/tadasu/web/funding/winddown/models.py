"""What is kept of winding up: who wanted it, who agreed, how far it came, what was told to grantees. Codes, days and counts."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User

SHUT, ERASE = "shut", "erase"
MODES = (SHUT, ERASE)
ASKED, RUNNING, DONE, DROPPED = "asked", "running", "done", "dropped"
STATES = (ASKED, RUNNING, DONE, DROPPED)


class Fall(models.Model):
    """That everything of an organisation is shut or erased. `asked_by` alone shuts; to erase, `confirmed_by` is a second person
    within a day; nobody at all where it was done by whoever runs the machine (`by_machine`). `lost`: records that custodians
    cannot bring back are shut too, which erases them. `kept`: code -> how many records something else forbids to erase."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10)
    lost = models.BooleanField(default=False)
    by_machine = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=ASKED)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    records = models.PositiveIntegerField(default=0)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        """One of each at a time; nobody erases alone."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(mode__in=MODES), name="winddown_mode_is_known"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="winddown_state_is_known"),
            models.UniqueConstraint(
                fields=["organisation", "mode"], condition=Q(state__in=(ASKED, RUNNING)), name="winddown_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(by_machine=True, asked_by=None, confirmed_by=None)
                | Q(by_machine=False, asked_by__isnull=False),
                name="winddown_by_somebody_or_the_machine",
            ),
            models.CheckConstraint(
                condition=~Q(mode=ERASE, by_machine=False, state__in=(RUNNING, DONE))
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="winddown_nobody_erases_alone",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")), name="winddown_two_people_erase"
            ),
            models.CheckConstraint(
                condition=Q(state=DONE, done_at__isnull=False) | ~Q(state=DONE) & Q(done_at=None),
                name="winddown_done_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "-asked_at"], name="winddown_by_time")]

    def __str__(self) -> str:
        return f"{self.mode} of {self.organisation_id}"


class Announcement(models.Model):
    """What grantees are told in their boxes: from which day on nothing of theirs is here any more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField(default=timezone.localdate, editable=False)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """One at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(withdrawn_by=None), name="winddown_one_announcement"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.organisation_id}"
