"""What is kept of rounds. Of whoever took a voucher or answered nothing is kept: no box, no day, no order in which rows came.

A voucher is kept nowhere (`vouchers`). The three tables of marks and answers are written anew, in an order of chance, with every
row that comes (`_mixed`)."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User

OPEN, CLOSED, DROPPED = "open", "closed", "dropped"
STATES = (OPEN, CLOSED, DROPPED)
GRANTEES, REFUSED, PASSED_ON = "grantees", "refused", "passed-on"
ASKED = (GRANTEES, REFUSED, PASSED_ON)


class Round(models.Model):
    """Asking once. `funds` are the programmes whose grantees are asked; `groups` those parts that are large enough to be told of,
    in the order of the numbers that vouchers carry, `sizes` how many of each we may count. Answers are sealed to `public`; the
    other half is the vault's record `record` until the round is closed. `invited` counts whom we may count: what is withheld is
    in no number. `taken` is how many vouchers were taken. When it is closed: `results` are counts, `words` the vault's records
    of free answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=10)
    asked = ArrayField(models.CharField(max_length=10))
    funds = ArrayField(models.UUIDField(), default=list)
    groups = ArrayField(models.CharField(max_length=40), default=list)
    sizes = ArrayField(models.PositiveIntegerField(), default=list)
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, default=OPEN)
    public = models.BinaryField(max_length=32)
    record = models.UUIDField(null=True, blank=True, unique=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    results = models.JSONField(null=True, blank=True)
    words = ArrayField(models.UUIDField(), default=list)
    reply = models.TextField(blank=True)
    reply_ja = models.TextField(blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    replied_on = models.DateField(null=True, blank=True)
    proposal = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        """Numbered; results only of what is closed; a reply in both languages."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="feedback_rounds_numbered"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="feedback_state_is_known"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="feedback_days_in_order"),
            models.CheckConstraint(
                condition=~Q(asked=[]) & Q(asked__contained_by=list(ASKED)), name="feedback_somebody_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(state=CLOSED, results__isnull=False, record=None, closed_on__isnull=False)
                | Q(state=OPEN, results=None, words=[], closed_on=None)
                | Q(state=DROPPED, results=None, words=[], record=None),
                name="feedback_results_of_what_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(reply="", reply_ja="", replied_by=None, replied_on=None)
                | ~Q(reply="") & ~Q(reply_ja="") & Q(state=CLOSED, replied_by__isnull=False, replied_on__isnull=False),
                name="feedback_reply_in_both_languages",
            ),
            models.CheckConstraint(condition=Q(proposal=None) | ~Q(reply=""), name="feedback_published_with_a_reply"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "closes_on"], name="feedback_by_state")]

    def __str__(self) -> str:
        return f"round {self.number}"

    @property
    def runs(self) -> bool:
        """Whether vouchers are given out and answers taken today."""
        return self.state == OPEN and self.opens_on <= timezone.localdate() <= self.closes_on

    def reply_in(self, language: str) -> str:
        """The reply in a language."""
        return self.reply_ja if language == "ja" else self.reply


class Taken(models.Model):
    """That somebody took a voucher. `mark` comes from the key that the code of a box gives and from the round: whoever has the
    code can tell, nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return "a voucher was taken"


class Spent(models.Model):
    """That a voucher was used: a digest that costs Argon2id to try. Gone when the round is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return "a voucher was used"


class Sealed(models.Model):
    """An answer, sealed to the round, all of one length. Gone when the round is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "an answer"
