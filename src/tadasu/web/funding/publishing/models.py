"""What is kept of releases: what was asked for, what the attack found, and exactly what would be public. Codes, sums, random
identifiers; who is behind a figure stands in the awards alone."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User

WAITING, FAILED, SINGLED_OUT, PASSED, HANDED, DROPPED = (
    "waiting",
    "failed",
    "singled-out",
    "passed",
    "handed",
    "dropped",
)
STATES = (WAITING, FAILED, SINGLED_OUT, PASSED, HANDED, DROPPED)


class Publisher(models.Model):
    """As what an organisation publishes: its identifier in IATI, what kind of organisation it is there, where its policy of
    exclusions stands, under which licence."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+", primary_key=True)
    reference = models.CharField(max_length=60)
    kind = models.CharField(max_length=2)
    policy_url = models.CharField(max_length=300)
    licence = models.CharField(max_length=300)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return self.reference


class Identifier(models.Model):
    """A random number by which an activity is known outside, the same in every release. `thing` is an award's id, or a
    programme and a region."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    thing = models.CharField(max_length=120)
    value = models.CharField(max_length=32, unique=True)

    class Meta:
        """Once a thing; hexadecimal."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "thing"], name="publishing_identifier_once"),
            models.CheckConstraint(condition=Q(value__regex="^[0-9a-f]{32}$"), name="publishing_identifier_is_random"),
        ]

    def __str__(self) -> str:
        return self.value


class Release(models.Model):
    """What one of us wanted to publish. `kinds` are the files asked for, `retired` the years, told before, that are
    to be told neither in it nor later. `theirs` holds figures read from files of intermediaries
    while it waits, and is emptied then: of those files `against` keeps the digests. `made` is the release as it would be public,
    `counted` the grants that it counts, `document` what goes to publication, whose digest is `digest` once it is handed over.
    `told` are counts and sums by reason, of one that failed what the sentence of its `fault` needs, `found` what the attack and
    the rules of the release said; nothing in it lets it pass. `seen` is how much had been published by then. `officers` made one
    of the awards in it: they do not sign."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default=WAITING)
    fault = models.CharField(max_length=60, blank=True)
    kinds = ArrayField(models.CharField(max_length=20))
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    retired = ArrayField(models.CharField(max_length=4), default=list)
    day = models.DateField(default=timezone.localdate)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    policy = models.CharField(max_length=64, blank=True)
    against = models.JSONField(default=list)
    theirs = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    found = models.JSONField(default=list)
    made = models.JSONField(null=True, blank=True)
    counted = models.JSONField(null=True, blank=True)
    document = models.JSONField(null=True, blank=True)
    officers = ArrayField(models.UUIDField(), default=list)
    seen = models.PositiveIntegerField(null=True, blank=True)
    proposal = models.UUIDField(null=True, blank=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """Only what passed is handed over; what was dropped, or never finished, has nothing to be published."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="publishing_releases_numbered"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="publishing_state_is_known"),
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="publishing_years_in_order"),
            models.CheckConstraint(
                condition=Q(state__in=(PASSED, HANDED), found=[], document__isnull=False, made__isnull=False)
                & Q(counted__isnull=False, seen__isnull=False)
                & ~Q(policy="")
                | Q(state=SINGLED_OUT, document=None, made=None, counted=None) & ~Q(found=[])
                | Q(state__in=(WAITING, FAILED, DROPPED), document=None, made=None, counted=None),
                name="publishing_only_what_passed_has_a_document",
            ),
            models.CheckConstraint(
                condition=Q(state=HANDED, proposal__isnull=False) & ~Q(digest="")
                | ~Q(state=HANDED) & Q(proposal=None, digest=""),
                name="publishing_handed_over_with_a_digest",
            ),
            models.CheckConstraint(condition=Q(state=WAITING) | Q(theirs=[]), name="publishing_no_file_is_kept"),
        ]

    def __str__(self) -> str:
        return f"release {self.number}"
