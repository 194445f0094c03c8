"""The key for the worst day, among custodians."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.vault.models.keys import KeyPair
from tadasu.web.foundation.vault.models.records import SealedRecord


class RecoveryKey(models.Model):
    """An organisation's key for the worst day: its private half is among custodians, any `needed` of whom put it together. In
    force from when so many have shown that they can open their share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=32)
    needed = models.PositiveSmallIntegerField()
    among = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    in_force_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One in force; never one person alone."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(in_force_since__isnull=False, ended_at=None),
                name="vault_one_recovery_key_in_force",
            ),
            models.CheckConstraint(
                condition=Q(needed__gte=2, needed__lte=F("among"), among__lte=255), name="vault_never_one_alone"
            ),
        ]

    def __str__(self) -> str:
        return f"of {self.organisation_id}"


class RecoveryBox(models.Model):
    """A record's key under a recovery key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="recovery_boxes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="boxes")
    box = models.BinaryField()

    class Meta:
        """One a record."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record"], name="vault_recovery_box_once")]

    def __str__(self) -> str:
        return f"of {self.record_id}"


class Share(models.Model):
    """A custodian's share of a recovery key, in a box, and the digest by which a changed share is known."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    pair = models.ForeignKey(KeyPair, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    box = models.BinaryField(null=True)
    commitment = models.BinaryField(max_length=32)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One a custodian."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "user"], name="vault_share_once"),
            models.UniqueConstraint(fields=["key", "place"], name="vault_share_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place} of {self.key_id}"


class Recovery(models.Model):
    """A recovery: `user` asks custodians for their shares, so that `readers` may open `records` again (of all, if none is
    named)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.ForeignKey(RecoveryKey, models.PROTECT, related_name="recoveries")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    pair = models.ForeignKey(KeyPair, models.PROTECT, related_name="+")
    readers = ArrayField(models.UUIDField())
    records = ArrayField(models.UUIDField(), default=list, blank=True)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"of {self.organisation_id} by {self.user_id}"


class Contribution(models.Model):
    """A share that a custodian gave to a recovery, in a box for whoever asked; gone when the recovery is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    box = models.BinaryField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Once a custodian."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["recovery", "user"], name="vault_contribution_once")]

    def __str__(self) -> str:
        return f"{self.place} to {self.recovery_id}"
