"""Readers who have no account: whoever holds the private key that a code gives."""

import uuid
from typing import ClassVar

from django.db import models

from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.vault.models.records import SealedRecord


class Outside(models.Model):
    """Somebody without an account who may open a record too: its key, whole, in a box for a public key that belongs to nobody
    by name. Shown to the organisation, and to whoever holds the code of which `digest` is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, models.PROTECT, related_name="outside")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
    public = models.BinaryField(max_length=32)
    box = models.BinaryField()
    deal = models.PositiveIntegerField()

    class Meta:
        """Once a record."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "digest"], name="vault_outside_once")]

    def __str__(self) -> str:
        return f"of {self.record_id}"
