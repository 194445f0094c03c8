"""What is kept of reports beside letters: a draft, which only a code opens, and permissions. The report is in the vault."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation


class Draft(models.Model):
    """A report that is not sent yet. `digest` is of the code of its box; `sealed` opens with a key that comes from that code and
    with nothing else. Of which organisation it is does not stand here, nor when it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "a draft"


class Permission(models.Model):
    """Whoever holds the code of a box allowed a use of what they reported, or took it back: the last number counts. No row is a
    no. It stands in the clear, since whoever publishes or discloses has to be stopped without a key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    box_id = models.UUIDField()
    number = models.PositiveIntegerField()
    use = models.CharField(max_length=20)
    given = models.BooleanField()
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """In order."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["box_id", "number"], name="intake_permissions_in_order"),
            models.CheckConstraint(
                condition=models.Q(use__in=("investigators", "authority", "company", "publication")),
                name="intake_permission_of_a_known_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.use} of {self.box_id}"
