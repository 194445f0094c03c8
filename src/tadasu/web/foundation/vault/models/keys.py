"""The keys of people."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import User


class KeyPair(models.Model):
    """The public half of a person's keys, from a time to a time. Everybody may seal to it; nobody changes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=32)
    since = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One pair at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="vault_one_pair_at_a_time")
        ]

    def __str__(self) -> str:
        return f"of {self.user_id}"


class PrivateKey(models.Model):
    """The private half, wrapped from a passphrase, with the cost that the passphrase has to pay. Shown to its person only.
    `wrong` counts wrong passphrases since the last right one; until `wait_until` none is tried."""

    pair = models.OneToOneField(KeyPair, models.PROTECT, primary_key=True, related_name="private")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    salt = models.BinaryField()
    sealed = models.BinaryField()
    passes = models.PositiveIntegerField()
    memory = models.PositiveBigIntegerField()
    wrong = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"of {self.user_id}"


class UnlockedKey(models.Model):
    """A private key in use, sealed under a key that only the cookie of one session holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    pair = models.ForeignKey(KeyPair, models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    used_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"of {self.user_id}"
