"""Tokens of programs, and answers kept so that asking twice does things once."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User

LONGEST_NAME = 80


class Token(models.Model):
    """Lets a program act as a person in one organisation, within scopes. Only a digest is kept, and the first letters, by which
    its holder tells it from others. Nobody's token is deleted: it ends. `used_on` is a day and never a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    scopes = ArrayField(models.CharField(max_length=40))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    begins = models.CharField(max_length=20, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    ends_at = models.DateTimeField()
    used_on = models.DateField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)

    class Meta:
        """A token does something, and ends after it begins."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("made_at")), name="api_token_ends_later"),
            models.CheckConstraint(condition=~models.Q(scopes=[]), name="api_token_has_scopes"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "user"], name="api_token_of_whom")]

    def __str__(self) -> str:
        return self.begins


class Answer(models.Model):
    """What a request with a key of idempotency was answered. While it is being worked on `status` is null, and the row is not
    committed: whoever asks with the same key waits for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    key = models.CharField(max_length=255)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """One answer a key."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["token", "key"], name="api_one_answer_a_key")]
        indexes: ClassVar = [models.Index(fields=["made_at"], name="api_answer_age")]

    def __str__(self) -> str:
        return str(self.id)
