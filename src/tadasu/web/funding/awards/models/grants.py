"""Grantee, award, what was agreed, and the log."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.awards.words import words

DRAFT, SIGNED, ACTIVE, SUSPENDED, CLOSED, ENDED, DROPPED = (
    "draft",
    "signed",
    "active",
    "suspended",
    "closed",
    "ended",
    "dropped",
)
IN_FORCE = (SIGNED, ACTIVE, SUSPENDED)
"""States in which money is set aside."""

OVER = (CLOSED, ENDED, DROPPED)
FREE, OURS, HIDDEN = 0, 2, 3
"""Protection levels: public; known to the intermediary only; existence withheld. Between them, 1: the region only."""

HIGHEST_OVERHEAD = 10_000
"""Hundredths of a percent: all of it."""


class Grantee(models.Model):
    """Who receives. `record` is the vault's record of who it is; none at level 2, where the intermediary alone knows.
    `public_name` stands only at level 0, after its holder consented. At level 3 the row is shown to `readers` alone.
    `ended_on`: the identity was erased in that month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    applicant_type = models.CharField(max_length=20)
    record = models.UUIDField(null=True, blank=True, unique=True)
    public_name = models.CharField(max_length=200, blank=True)
    readers = ArrayField(models.UUIDField(), default=list)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """A name in the clear is that of somebody whom everybody may know."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "pseudonym"], name="awards_grantee_pseudonym"),
            models.CheckConstraint(condition=Q(level__lte=HIDDEN), name="awards_grantee_level"),
            models.CheckConstraint(condition=Q(public_name="") | Q(level=FREE), name="awards_name_of_the_public_only"),
            models.CheckConstraint(condition=~Q(level=OURS) | Q(record=None), name="awards_intermediary_knows_alone"),
            models.CheckConstraint(
                condition=Q(applicant_type__in=list(words("applicants"))), name="awards_applicant_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(record=None, public_name=""), name="awards_grantee_ended_without_words"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Award(models.Model):
    """A grant. `parent` is the award that it is passed on from; the money of an award with a parent is part of the parent's and
    counts once. `passes_on`: its grantee re-grants, and keeps at most `overhead_points` (hundredths of a percent) of it.
    `line` is the budget line, `amount` whole minor units of `currency`. `record` is the vault's record of the agreement, `box`
    a box of correspondence. `clauses` and `consented` are codes, `delay` the months for which publication waits (none: for
    ever). `entry` is the ledger's entry of the commitment. At level 3 the row is shown to `readers` and to whoever has the
    code of the box, to nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=20)
    grantee = models.ForeignKey(Grantee, models.PROTECT, related_name="awards")
    application = models.UUIDField(null=True, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="passed_on", null=True, blank=True)
    passes_on = models.BooleanField(default=False)
    overhead_points = models.PositiveIntegerField(default=0)
    line = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=10)
    oda = models.BooleanField(default=True)
    region = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True)
    lane = models.CharField(max_length=20)
    risk = models.CharField(max_length=10)
    level = models.PositiveSmallIntegerField()
    delay = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=20, default=DRAFT)
    clauses = ArrayField(models.CharField(max_length=40), default=list)
    consented = ArrayField(models.CharField(max_length=20), default=list)
    record = models.UUIDField(null=True, blank=True, unique=True)
    readers = ArrayField(models.UUIDField(), default=list)
    box = models.UUIDField(null=True, blank=True, db_index=True)
    entry = models.UUIDField(null=True, blank=True)
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    begun_on = models.DateField(default=timezone.localdate, editable=False)
    signed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    writeoff = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Codes are those of the data; at a level above 0 no country; an award that has ended has no words."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "pseudonym"], name="awards_pseudonym"),
            models.UniqueConstraint(
                fields=["application"], condition=~Q(state=DROPPED), name="awards_one_for_an_application"
            ),
            models.CheckConstraint(condition=Q(state__in=list(words("states"))), name="awards_state_is_known"),
            models.CheckConstraint(condition=Q(lane__in=list(words("lanes"))), name="awards_lane_is_known"),
            models.CheckConstraint(condition=Q(risk__in=list(words("risks"))), name="awards_risk_is_known"),
            models.CheckConstraint(condition=Q(level__lte=HIDDEN), name="awards_level"),
            models.CheckConstraint(condition=Q(country="") | Q(level=FREE), name="awards_country_of_the_public_only"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_amount"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="awards_dates_in_order"),
            models.CheckConstraint(
                condition=Q(overhead_points__lte=HIGHEST_OVERHEAD) & (Q(passes_on=True) | Q(overhead_points=0)),
                name="awards_overhead_of_what_passes_on",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(DRAFT, DROPPED)) | Q(signed_on__isnull=False), name="awards_signed_on_a_day"
            ),
            models.CheckConstraint(condition=~Q(parent=models.F("id")), name="awards_not_its_own_parent"),
            models.CheckConstraint(
                condition=~Q(level=OURS) | Q(parent__isnull=False), name="awards_known_over_an_intermediary"
            ),
            models.CheckConstraint(
                condition=(Q(state=CLOSED, closed_on__isnull=False, writeoff__in=list(words("writeoffs"))))
                | ~Q(state=CLOSED),
                name="awards_closed_with_a_balance",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(record=None, state__in=(ENDED, DROPPED)),
                name="awards_ended_without_words",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "begun_on"], name="awards_by_state"),
            models.Index(fields=["organisation", "-begun_on", "id"], name="awards_latest_first"),
            models.Index(fields=["parent"], name="awards_by_parent"),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @staticmethod
    def parts_with_words() -> "tuple[type[models.Model], ...]":
        """Parts of an award that may have a record of words in the vault."""
        from tadasu.web.funding.awards.models import Amendment, Payment, Receipt, Report, Suspension

        return (Condition, Payment, Receipt, Report, Amendment, Suspension)

    @property
    def counts(self) -> bool:
        """Whether its money enters from the ledger: of what is passed on the parent's did."""
        return self.parent_id is None


class CostLine(models.Model):
    """A budget line that was agreed, by code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="costs")
    code = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    class Meta:
        """Each code once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "code"], name="awards_cost_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_cost_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.award_id}"


class Signature(models.Model):
    """That one of us signed the agreement as `record` holds it. Two different people, and whoever wrote it last may be one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="signatures")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    record = models.UUIDField()
    day = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Nobody twice for the same text."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["award", "user", "record"], name="awards_signed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} of {self.award_id}"


class Condition(models.Model):
    """Something that must be so before money goes: before tranche `before`, or before any where that is none. `record` holds
    words beside the code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="conditions")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=30)
    before = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default="open")
    waiver = models.CharField(max_length=20, blank=True)
    record = models.UUIDField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered; a waiver has a reason; what is settled was settled by somebody."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_conditions_numbered"),
            models.CheckConstraint(condition=Q(code__in=list(words("conditions"))), name="awards_condition_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=list(words("condition_states"))), name="awards_condition_state"
            ),
            models.CheckConstraint(
                condition=Q(waiver="") & ~Q(state="waived") | Q(waiver__in=list(words("waivers")), state="waived"),
                name="awards_waived_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_by=None, settled_on=None)
                | ~Q(state="open") & Q(settled_by__isnull=False, settled_on__isnull=False),
                name="awards_condition_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"


class Step(models.Model):
    """A line of an award's log; rows are only added. `detail` holds codes and numbers. `user` is nobody where the grantee wrote
    through its box, or the worker acted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="log")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    day = models.DateField(default=timezone.localdate, editable=False)
    detail = models.JSONField(default=dict)

    class Meta:
        """In order, and of the known acts."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_steps_in_order"),
            models.CheckConstraint(condition=Q(act__in=list(words("steps"))), name="awards_step_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act} of {self.award_id}"
