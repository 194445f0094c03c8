"""What is kept of items of evidence: what they are called and where they come from, never what they say."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.evidence.custody.words import words
from tadasu.web.foundation.accounts.models import Organisation, User

LONGEST_LABEL = 120
FIRST_STATUS = "received"


def this_month() -> date:
    """The first day of it."""
    return timezone.localdate().replace(day=1)


def _codes(what: str) -> list[str]:
    return list(words(what))


class Item(models.Model):
    """One thing that was received, or made of another (`parent`, `how`).

    `record` is the vault's record of the content, `slip` that of the salt under which `fingerprint` commits to the content; of
    something published that another app holds there is neither, and `salt` stands here. `blind_salt` is that of a second
    commitment, over label, origin, language and those ids, so that they can go when the item is erased and the log still
    stands. `origin_of` is the id of a box, an article, whatever it came from. `steps` and `head` count the log; the database
    alone moves them. `since` is when `status` was given. Of an erased item kind, month and organisation are left, and how it
    ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=LONGEST_LABEL, blank=True)
    month = models.DateField(default=this_month)
    public = models.BooleanField(default=False)
    record = models.UUIDField(null=True, unique=True)
    slip = models.UUIDField(null=True, unique=True)
    salt = models.BinaryField(null=True)
    fingerprint = models.BinaryField(max_length=32)
    blind_salt = models.BinaryField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="made_of_it", null=True, blank=True)
    how = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=20, blank=True)
    origin_of = models.UUIDField(null=True, blank=True, db_index=True)
    status = models.CharField(max_length=20, default=FIRST_STATUS)
    since = models.DateField(default=timezone.localdate)
    hold = models.BooleanField(default=False)
    ended = models.CharField(max_length=20, blank=True)
    steps = models.PositiveIntegerField(default=0, editable=False)
    head = models.BinaryField(default=bytes(32), editable=False)

    class Meta:
        """Codes are those of the data; what is sealed has its slip; an erased item holds nothing."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=_codes("kinds")), name="custody_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=_codes("statuses")), name="custody_status_is_known"),
            models.CheckConstraint(
                condition=Q(parent=None, how="") | Q(parent__isnull=False, how__in=_codes("how")),
                name="custody_made_somehow",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="custody_not_of_itself"),
            models.CheckConstraint(condition=Q(month__day=1), name="custody_month_and_no_day"),
            models.CheckConstraint(
                condition=~Q(ended="")
                | Q(blind_salt__isnull=False)
                & ~Q(label="")
                & (
                    Q(record__isnull=False, slip__isnull=False, salt=None)
                    | Q(public=True, record=None, slip=None, salt__isnull=False)
                ),
                name="custody_sealed_or_published",
            ),
            models.CheckConstraint(
                condition=Q(ended="")
                | Q(
                    ended__in=_codes("ends"),
                    hold=False,
                    label="",
                    record=None,
                    slip=None,
                    salt=None,
                    blind_salt=None,
                    language="",
                    origin_of=None,
                ),
                name="custody_erased_holds_nothing",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "month", "id"], name="custody_by_month"),
            models.Index(fields=["status", "since"], name="custody_by_status"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Step(models.Model):
    """A line of an item's log: what was done with it, by whom, on which day. Rows are only added. `number`, `before` (the digest
    of the step before) and `digest` are the database's (migrations/0002_chain.py); `detail` holds codes and ids only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="log")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=0, editable=False)
    act = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    day = models.DateField(default=timezone.localdate, editable=False)
    detail = models.JSONField(default=dict)
    before = models.BinaryField(default=bytes(32), editable=False)
    digest = models.BinaryField(default=bytes(32), editable=False)

    class Meta:
        """In order, and of the known acts."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="custody_steps_in_order"),
            models.CheckConstraint(condition=Q(act__in=_codes("acts")), name="custody_act_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act} of {self.item_id}"
