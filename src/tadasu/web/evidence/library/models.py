"""What the library keeps of its own: searches of people, what is asked about, why something was taken
out of a text, and which finding was proposed for publication. What is found lies with its apps."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.evidence.library.words import words
from tadasu.web.foundation.accounts.models import Organisation, User

LONGEST_NAME = 80


class SavedSearch(models.Model):
    """A search of one person. `asked` is what was typed and chosen, in the clear: the worker asks it by night. Of what it found
    when it was last looked at, `seen` are those that had come that very day (`looked_on`), so that nothing of that day is told
    twice or missed. `news` is what the worker counted since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    asked = models.JSONField()
    looked_on = models.DateField(default=timezone.localdate)
    seen = ArrayField(models.UUIDField(), default=list)
    news = models.PositiveIntegerField(default=0)
    counted_on = models.DateField(null=True, blank=True)

    class Meta:
        """A name once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "user", "name"], name="library_search_named_once")
        ]

    def __str__(self) -> str:
        return f"search {self.id}"


class AskedAbout(models.Model):
    """Countries and sectors that an organisation asks about: each with each is a cell of its coverage."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="+")
    countries = ArrayField(models.CharField(max_length=2), default=list)
    sectors = ArrayField(models.CharField(max_length=40), default=list)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"asked by {self.organisation_id}"


class Redaction(models.Model):
    """Why each passage of a redacted text was taken out, in the order in which its marks stand: codes, no words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    item = models.UUIDField(unique=True)
    of = models.UUIDField()
    grounds = ArrayField(models.CharField(max_length=20), default=list)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Codes are those of the data."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(grounds__contained_by=list(words("grounds"))), name="library_grounds_are_known"
            )
        ]

    def __str__(self) -> str:
        return f"redaction {self.item}"


class Proposed(models.Model):
    """That a version of a finding was proposed for publication, and whether the company is named there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    finding = models.UUIDField(db_index=True)
    version = models.UUIDField()
    proposal = models.UUIDField(unique=True)
    names = models.BooleanField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    day = models.DateField(default=timezone.localdate, editable=False)

    def __str__(self) -> str:
        return f"{self.finding} as {self.proposal}"
