"""What is kept of letters with people who have no account: nothing about them. What was written is in the vault."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


class Counter(models.Model):
    """Where an organisation receives letters for one purpose. Everybody may see it; `open` is whether new boxes can be opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=60)
    open = models.BooleanField(default=False)

    class Meta:
        """One for each purpose."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "purpose"], name="correspondence_one_counter")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.organisation_id}"


class CounterReader(models.Model):
    """Somebody who is to read what comes in at a counter from now on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="readers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Once a counter."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter", "user"], name="correspondence_counter_reader_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.counter_id}"


class Ended(models.TextChoices):
    """How a box ended."""

    TIME = "time"
    WITHDRAWN = "withdrawn"


class Box(models.Model):
    """Letters of one person without an account. `digest` and `public` come from the code, which is kept nowhere; when the box
    has ended they are gone, and purpose, organisation, month and state are left, for statistics.

    The month is kept and not the day; `ends_on`, which every visit moves, falls on the first of a month. `letters` is the number
    of the last one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    counter = models.ForeignKey(Counter, models.PROTECT, related_name="boxes")
    purpose = models.CharField(max_length=60)
    month = models.DateField(default=this_month, editable=False)
    state = models.CharField(max_length=30)
    closed = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True, null=True)
    public = models.BinaryField(max_length=32, null=True)
    letters = models.PositiveIntegerField(default=0)
    ends_on = models.DateField()
    ended = models.CharField(max_length=10, choices=Ended.choices, default="", blank=True)

    class Meta:
        """A box that has ended opens with no code."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended="", digest__isnull=False, public__isnull=False)
                | (~Q(ended="") & Q(digest=None, public=None, closed=True)),
                name="correspondence_ended_opens_with_nothing",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "purpose", "month"], name="correspondence_statistics"),
            models.Index(fields=["ends_on"], name="correspondence_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class BoxReader(models.Model):
    """Somebody who reads a box: what comes is sealed to them. `seen` is the number of the last letter they opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.PROTECT, related_name="readers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        """Once a box."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["box", "user"], name="correspondence_box_reader_once")]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.box_id}"


class Sort(models.TextChoices):
    """What a letter is."""

    LETTER = "letter"
    QUESTION = "question"
    FILE = "file"
    FORM = "form"
    """A document of a desk (`purposes.Purpose.opened`), which the desk's own page shows to readers."""


class Letter(models.Model):
    """One letter or file. What it says is the vault's record of that id; `answers` is the number of the question it answers. The
    day is kept and not the hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, models.PROTECT, related_name="kept_letters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    from_source = models.BooleanField()
    sort = models.CharField(max_length=10, choices=Sort.choices)
    record = models.UUIDField(unique=True)
    answers = models.PositiveIntegerField(null=True, blank=True)
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """In order, and questions come from the organisation."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["box", "number"], name="correspondence_letters_in_order"),
            models.CheckConstraint(
                condition=~Q(sort="question", from_source=True) & Q(Q(answers=None) | Q(from_source=True)),
                name="correspondence_asked_and_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.box_id}"


class Entered(models.Model):
    """A visit by code, while it lasts: the private key under a key that only the cookie holds. Which box it is of is sealed
    too, and so is what the next page is to say. `digest` is of the cookie's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    used_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "a visit"
