"""What is kept of parties: what was stated of them, by whom, and what people judged. Nothing of it is edited or deleted."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.parties._values import MOST_NAME, MOST_SOURCE, MOST_TEXT, MOST_URL
from tadasu.web.foundation.parties.properties import kinds, properties
from tadasu.web.ui.forms import MOST_REASON

SAME, DIFFERENT, OPEN = "same", "different", "open"


class Party(models.Model):
    """Whatever statements are about. `canonical` is the party that it is one with (itself when alone): the oldest of those that
    people judged the same; `title` its name, computed from its statements. `asked` counts what changed that lists are screened
    for, `screened` is the count that was screened, against the lists of `screened_lists`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(one, one) for one in kinds()])
    canonical = models.ForeignKey("self", models.PROTECT, related_name="members")
    title = models.CharField(max_length=MOST_NAME)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    asked = models.PositiveIntegerField(default=1)
    screened = models.PositiveIntegerField(default=0)
    screened_at = models.DateTimeField(null=True, blank=True)
    screened_lists = models.CharField(max_length=64, blank=True)

    class Meta:
        """Listed by title; the worker looks for what is not screened."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(screened__lte=F("asked")), name="parties_screened_what_was_asked"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "title", "id"],
                condition=Q(canonical=F("id")),
                name="parties_by_title",
            ),
            models.Index(fields=["organisation", "made_at", "id"], name="parties_by_time"),
            models.Index(fields=["screened_lists", "id"], name="parties_by_lists"),
        ]

    def __str__(self) -> str:
        return self.title


class Statement(models.Model):
    """That a source says something of a party. `value` as it is shown, `plain` as it is compared and as names are searched.
    `other` is a party of ours that the value names. `confidence` is a log-weight in thousandths of a nat, from 0 down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="statements")
    property = models.CharField(max_length=40, choices=[(one, one) for one in properties()])
    value = models.CharField(max_length=MOST_TEXT)
    plain = models.CharField(max_length=2 * MOST_TEXT)
    scheme = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=20, blank=True)
    other = models.ForeignKey(Party, models.PROTECT, related_name="+", null=True, blank=True)
    source = models.CharField(max_length=MOST_SOURCE)
    source_url = models.CharField(max_length=MOST_URL, blank=True)
    as_of = models.DateField(null=True, blank=True)
    confidence = models.IntegerField(default=0)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(max_length=MOST_REASON, blank=True)

    class Meta:
        """Said by somebody, somewhere; withdrawn with a reason or not at all."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(value="") & ~Q(source=""), name="parties_statement_says_something"),
            models.CheckConstraint(
                condition=Q(confidence__lte=0) & Q(confidence__gte=-20_000), name="parties_confidence_is_a_log_weight"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="parties_withdrawn_with_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["party", "recorded_at"], name="parties_statement_by_party")]

    def __str__(self) -> str:
        return f"{self.property} of {self.party_id}"


class Gram(models.Model):
    """That a name has two signs side by side (`_grams`): searched by equality, which row-level security lets an index answer.
    Made of statements, and taken away when one is withdrawn: an index, no record."""

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", db_index=False)
    gram = models.BigIntegerField()

    class Meta:
        """By organisation and pair."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "gram", "statement"], include=["party"], name="parties_gram_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.gram)


class Judgement(models.Model):
    """That a person judged two parties the same or different, why, and on what evidence: terms of screening as codes with their
    parameters. Taken back, it stays, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    one = models.ForeignKey(Party, models.PROTECT, related_name="+")
    other = models.ForeignKey(Party, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=[(one, one) for one in (SAME, DIFFERENT)])
    reason = models.TextField(max_length=MOST_REASON)
    evidence = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_back_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.TextField(max_length=MOST_REASON, blank=True)

    class Meta:
        """Of two parties, in one order; one at a time."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="parties_judgement_of_two"),
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(taken_back_at=None), name="parties_one_judgement_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="parties_judged_with_a_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_why="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_why="")),
                name="parties_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.one_id} {self.other_id}"


class Hit(models.Model):
    """That a party may be one that a list names. `basis` is a digest of what a decision rests on: what the list says of its party
    and what we say of ours. `listed` is the row of the list, `reasons` the terms and words of the score. `gone_at` is set when
    the list or the score no longer has it. `verdict` is the decision that holds, empty when there is none or what it rested on
    changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="hits")
    list_id = models.CharField(max_length=100)
    list_version = models.CharField(max_length=100)
    entity_id = models.CharField(max_length=300)
    scorer = models.CharField(max_length=100)
    log_odds = models.IntegerField()
    query_name = models.TextField()
    matched_name = models.TextField()
    listed = models.JSONField()
    reasons = models.JSONField()
    basis = models.CharField(max_length=64)
    found_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=10, blank=True)

    class Meta:
        """One a party and listed party; those that wait by how alike they are."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "list_id", "entity_id"], name="parties_one_hit_a_pair")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "-log_odds", "id"],
                condition=Q(verdict="", gone_at=None),
                name="parties_hits_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.list_id} {self.entity_id}"


class Decision(models.Model):
    """What a person decided about a hit, on which basis, why. `open`: the decision before is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    hit = models.ForeignKey(Hit, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=10, choices=[(one, one) for one in (SAME, DIFFERENT, OPEN)])
    reason = models.TextField(max_length=MOST_REASON)
    basis = models.CharField(max_length=64)
    list_version = models.CharField(max_length=100)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """In a row, each with a reason."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hit", "number"], name="parties_decisions_in_a_row"),
            models.CheckConstraint(condition=~Q(reason=""), name="parties_decided_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.hit_id}"
