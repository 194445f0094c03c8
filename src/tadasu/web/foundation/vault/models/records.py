"""Sealed records and files: who may open them, who did, and who asked to."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.vault.models.keys import KeyPair


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


class SealedRecord(models.Model):
    """Something sealed. `kind` is a word of the app that sealed it, `about` a record of that app. After erasure only
    organisation, kind and month are left, for statistics.

    The day is kept and not the hour: by the hour whoever watched a network could tell who wrote. `deal` counts how often its
    key was dealt out to readers; a box of an earlier deal opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    content = models.BinaryField(null=True)
    commitment = models.BinaryField(null=True)
    needs_two = models.BooleanField(default=False)
    recoverable = models.BooleanField(default=True)
    deal = models.PositiveIntegerField(default=0)
    month = models.DateField(default=this_month, editable=False)
    sealed_on = models.DateField(default=timezone.localdate, null=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """An erased record holds nothing."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(erased_at=None, content__isnull=False, commitment__isnull=False)
                | Q(erased_at__isnull=False, content=None, commitment=None, about=None, sealed_on=None),
                name="vault_erased_holds_nothing",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "kind", "month"], name="vault_statistics")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class SealedFile(models.Model):
    """A sealed file in the data folder, under a random name. Its own name, type, length and digest are in the record's
    content. `stored` is the length on disk."""

    record = models.OneToOneField(SealedRecord, models.PROTECT, primary_key=True, related_name="file")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    about = models.UUIDField(null=True, blank=True, db_index=True)
    name = models.CharField(max_length=64, unique=True)
    stored = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.name


class Reader(models.Model):
    """A person who may open a record: the record's key, or of a record for two a share of it, in a box for one key pair."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="readers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    pair = models.ForeignKey(KeyPair, models.PROTECT, related_name="+")
    box = models.BinaryField()
    deal = models.PositiveIntegerField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    since = models.DateTimeField(null=True, editable=False)

    class Meta:
        """Once a record. Those to whom the sealer sealed have neither `added_by` nor `since`."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "user"], name="vault_reader_once")]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.record_id}"


class Opening(models.Model):
    """That somebody opened a record, when, for what purpose, and who was the second. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="openings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    at = models.DateTimeField(default=timezone.now, editable=False)
    second = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """The second is somebody else."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(second=F("user")), name="vault_opening_second_is_another")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} by {self.user_id}"


class Reason(models.Model):
    """The reason somebody wrote, sealed to the readers of the record: it may say too much. `about` is the id of an opening,
    a release or a recovery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="+", null=True, blank=True)
    envelope = models.BinaryField()

    def __str__(self) -> str:
        return f"of {self.about}"


class Release(models.Model):
    """A request to open a record for two, and what another reader said to it. While it is in force `share` holds their share,
    in a box for whoever asked. `ends_at`: first of the request, then of the grant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="releases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    pair = models.ForeignKey(KeyPair, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=30)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True)
    deal = models.PositiveIntegerField()
    share = models.BinaryField(null=True)
    ends_at = models.DateTimeField()

    class Meta:
        """Nobody answers their own request."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(answered_by=F("user")), name="vault_release_by_another"),
            models.CheckConstraint(
                condition=Q(granted=None, answered_by=None) | Q(granted__isnull=False, answered_by__isnull=False),
                name="vault_release_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.record_id} to {self.user_id}"
