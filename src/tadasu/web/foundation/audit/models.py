"""What is kept of acts. Nobody writes an entry: what was said to have been done is chained by the database, at the commit of
the transaction in which it was done (migrations/0002_chain.py)."""

import uuid
from typing import ClassVar

from django.db import models

WORD = r"^[A-Za-z][A-Za-z0-9_.-]{0,99}$"
"""What acts and subjects are called: words of the code, never text that somebody wrote."""


class Said(models.Model):
    """An act that is to be recorded. Lives within one transaction: its commit turns the row into an entry or fails."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.UUIDField(null=True)
    system = models.BooleanField()
    act = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    subject_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    salt = models.BinaryField()
    text_salt = models.BinaryField(null=True)
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    due = models.BooleanField(default=False)

    class Meta:
        """Words are words, and a text has a salt."""

        constraints: ClassVar = [
            models.CheckConstraint(
                name="audit_said_in_words", condition=models.Q(act__regex=WORD) & models.Q(subject__regex=WORD)
            ),
            models.CheckConstraint(
                name="audit_text_is_salted",
                condition=models.Q(text_salt=None, reason="", detail={}) | models.Q(text_salt__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.act


class Entry(models.Model):
    """An act as it is recorded. `number` counts from 1 without a gap, `at` never runs backwards. What the digests of 32 bytes
    are taken of, byte for byte: docs/audit.md."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    system = models.BooleanField()
    act = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)
    subject_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    salt = models.BinaryField()
    text_digest = models.BinaryField(null=True)
    content = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        """Read by organisation, in it by act and by person, and by record."""

        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "number"], name="audit_by_organisation"),
            models.Index(fields=["organisation_id", "act", "number"], name="audit_by_act"),
            models.Index(fields=["organisation_id", "actor", "number"], name="audit_by_actor"),
            models.Index(fields=["subject_id", "number"], name="audit_by_subject"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"


class EntryText(models.Model):
    """The words of an entry: why, and what else. The entry holds only a salted digest of them, so that they can be erased."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="text")
    salt = models.BinaryField()
    reason = models.TextField()
    detail = models.JSONField()

    class Meta:
        """Beside its entry."""

        db_table = "audit_text"

    def __str__(self) -> str:
        return str(self.entry_id)


class Head(models.Model):
    """The last entry: one row, which the chain itself moves on."""

    one = models.BooleanField(primary_key=True, default=True)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    digest = models.BinaryField()

    class Meta:
        """One row."""

        constraints: ClassVar = [models.CheckConstraint(name="audit_one_head", condition=models.Q(one=True))]

    def __str__(self) -> str:
        return str(self.number)
