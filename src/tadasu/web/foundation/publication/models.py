"""What is kept of proposals, and what is public. The public table lies in a schema of its own, which nobody can write to but
through two functions of the database; here it can only be read."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User

OPEN, PUBLISHED, REFUSED = "open", "published", "refused"
CORRECTED, WITHDRAWN = "corrected", "withdrawn"


class Proposal(models.Model):
    """Something that somebody wants to make public: exactly the text that would be, and its digest. A correction says which
    number it is a new version of. `number` is there once it is public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    corrects = models.BigIntegerField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.TextField()
    state = models.CharField(max_length=10, default=OPEN)
    refused_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True)
    number = models.BigIntegerField(null=True, blank=True)

    class Meta:
        """One of three states, each with what belongs to it."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=OPEN, number=None, refused_by=None, refused_at=None)
                | Q(state=PUBLISHED, number__isnull=False, refused_by=None, refused_at=None)
                | Q(state=REFUSED, number=None, refused_by__isnull=False, refused_at__isnull=False),
                name="publication_state_with_what_belongs_to_it",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "proposed_at"], name="publication_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Check(models.Model):
    """What the rules said of a text, and which rules (`rules`, a digest). `seen` is how much of its kind the organisation had
    published by then: the database publishes nothing that was checked before something else came out. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="checks")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    rules = models.CharField(max_length=64)
    seen = models.PositiveIntegerField()
    problems = models.JSONField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """The last one counts."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["proposal", "at"], name="publication_check_in_order")]

    def __str__(self) -> str:
        return f"of {self.proposal_id}"


class Signature(models.Model):
    """That somebody signed a text, by its digest: another text has none of its signatures. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Once a person and text."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "user", "digest"], name="publication_signature_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.proposal_id}"


class Publication(models.Model):
    """What is public: a version of a number. `act` says whether it was published, corrected or withdrawn; a withdrawn number
    shows no text any more, not even an earlier one. Read only: made by the database itself."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.BigIntegerField()
    version = models.IntegerField()
    act = models.TextField()
    kind = models.TextField()
    content = models.TextField(null=True)
    digest = models.TextField(null=True)
    ground = models.TextField()
    published_on = models.DateField()

    class Meta:
        """In the schema `published` (migrations/0002_published.py)."""

        managed = False
        db_table = '"published"."publication"'

    def __str__(self) -> str:
        return f"{self.number}.{self.version}"
