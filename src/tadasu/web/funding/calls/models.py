"""What is kept of calls: their terms, the forms that they ask with, and digests of the codes of invitations; nobody's name."""

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.calls.words import words

OPEN_CALL, INVITED, EMERGENCY = "open", "invited", "emergency"
DRAFT, OPEN, CLOSED = "draft", "open", "closed"
LONGEST_TITLE, LONGEST_ABOUT = 200, 8000
_CURRENCY = r"^[A-Z]{3}$"


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


class FormVersion(models.Model):
    """A form as it is asked. `definition` keeps to `data/form.schema.json`; `digest` is the SHA-256 of its canonical JSON.
    Nothing of a version ever changes: another text is another version, and what was begun under this one goes on under it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered; the same text is one version."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "key", "number"], name="calls_forms_numbered"),
            models.UniqueConstraint(fields=["organisation", "key", "digest"], name="calls_same_form_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="calls_form_has_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Call(models.Model):
    """What may be applied for. `line` is the line of `programmes` from which it is paid, `regime` the policy whose procedure and
    `tier` apply, `counter` the counter of correspondence where applications come in. `texts` holds title and text in further
    languages: code -> {"title", "about"}. `least` and `most` are whole minor units of `currency`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line = models.UUIDField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=DRAFT)
    title = models.CharField(max_length=LONGEST_TITLE)
    title_ja = models.CharField(max_length=LONGEST_TITLE)
    about = models.TextField(max_length=LONGEST_ABOUT)
    about_ja = models.TextField(max_length=LONGEST_ABOUT)
    texts = models.JSONField(default=dict, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list)
    regime = models.CharField(max_length=60, default="jp-model-funding")
    tier = models.CharField(max_length=20)
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    least = models.BigIntegerField()
    most = models.BigIntegerField()
    applicants = ArrayField(models.CharField(max_length=20), default=list)
    conflicts = ArrayField(models.CharField(max_length=20), default=list)
    form = models.ForeignKey(FormVersion, models.PROTECT, related_name="calls")
    counter = models.UUIDField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed = models.PositiveIntegerField(default=1)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """An emergency lane has no closing day and its own tier, the others have one; individuals in emergencies only."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(words("kinds"))), name="calls_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=list(words("states"))), name="calls_state_is_known"),
            models.CheckConstraint(condition=Q(tier__in=list(words("tiers"))), name="calls_tier_is_known"),
            models.CheckConstraint(
                condition=Q(kind=EMERGENCY, closes_on=None, tier="emergency")
                | (~Q(kind=EMERGENCY) & Q(closes_on__gte=F("opens_on"))),
                name="calls_only_emergencies_never_close",
            ),
            models.CheckConstraint(condition=Q(currency__regex=_CURRENCY), name="calls_has_a_currency"),
            models.CheckConstraint(condition=Q(least__gt=0, most__gte=F("least")), name="calls_amounts_in_order"),
            models.CheckConstraint(
                condition=Q(applicants__contained_by=list(words("applicants")), applicants__len__gt=0),
                name="calls_applicants_are_known",
            ),
            models.CheckConstraint(
                condition=Q(tier="emergency") | ~Q(applicants__contains=["individual"]),
                name="calls_individuals_in_emergencies",
            ),
            models.CheckConstraint(
                condition=Q(conflicts__contained_by=list(words("conflicts"))), name="calls_conflicts_are_known"
            ),
            models.CheckConstraint(
                condition=Q(state=DRAFT, opened_on=None, opened_by=None)
                | (~Q(state=DRAFT) & Q(opened_on__isnull=False, opened_by__isnull=False, counter__isnull=False)),
                name="calls_open_with_a_counter",
            ),
            models.CheckConstraint(
                condition=Q(state=CLOSED, closed_on__isnull=False) | (~Q(state=CLOSED) & Q(closed_on=None)),
                name="calls_closed_on_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "opens_on", "id"], name="calls_by_day"),
            models.Index(fields=["state", "kind", "closes_on"], name="calls_open_now"),
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """A code that opens an application in a call, once. Only its digest is kept; who was invited is kept nowhere, and when it was
    used only as a month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    call = models.ForeignKey(Call, models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    month = models.DateField(default=this_month, editable=False)
    ends_on = models.DateField()
    used_in = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        """What was withdrawn was not used."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(used_in=None) | Q(withdrawn=False), name="calls_used_or_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"to {self.call_id}"
