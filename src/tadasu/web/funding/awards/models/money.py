"""Tranches, payments, receipts and what came back: whole minor units of the currency of the award."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.awards.models.grants import Award
from tadasu.web.funding.awards.words import words

PLANNED, DUE, RELEASED, PAID, HELD, CANCELLED = "planned", "due", "released", "paid", "held", "cancelled"
PREPARED, REFUSED, WITHDRAWN = "prepared", "refused", "withdrawn"
LIVE = (PREPARED, RELEASED, PAID)
"""States of a payment that takes up its tranche."""


class Tranche(models.Model):
    """A part of an award that is paid at once: on a day, or when a milestone is reached. `advance`: paid before the cost, and
    to be accounted for afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="tranches")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    due_on = models.DateField(null=True, blank=True)
    milestone = models.CharField(max_length=20, blank=True)
    advance = models.BooleanField(default=True)
    state = models.CharField(max_length=12, default=PLANNED)

    class Meta:
        """Numbered; on a day or at a milestone, not both and not neither."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_tranches_numbered"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_tranche_amount"),
            models.CheckConstraint(condition=Q(state__in=list(words("tranche_states"))), name="awards_tranche_state"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False, milestone="")
                | Q(due_on=None, milestone__in=list(words("milestones"))),
                name="awards_tranche_by_day_or_milestone",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "due_on"], name="awards_tranches_by_day")]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"


class Payment(models.Model):
    """One attempt to pay a tranche: all of it, in the currency of the award. `prepared_by` and `released_by` are never the same.
    `route` and `basis` are codes, `tested` whether the neutral name on the payee's statement was tried first; `record` is the
    vault's record of the way. Once paid, `paid_amount` of `paid_currency` arrived, by `rate` (units of it for one of the award's
    currency, none where they are the same), and `entry` is the ledger's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="payments")
    tranche = models.ForeignKey(Tranche, models.PROTECT, related_name="payments")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    route = models.CharField(max_length=20)
    basis = models.CharField(max_length=20)
    tested = models.BooleanField(default=False)
    record = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=12, default=PREPARED)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_on = models.DateField(default=timezone.localdate, editable=False)
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    rate = models.DecimalField(max_digits=24, decimal_places=12, null=True, blank=True)
    paid_amount = models.BigIntegerField(null=True, blank=True)
    paid_currency = models.CharField(max_length=3, blank=True)
    entry = models.UUIDField(null=True, blank=True)

    class Meta:
        """Two people; one attempt at a time; paid with a day and an amount."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tranche", "number"], name="awards_payments_numbered"),
            models.UniqueConstraint(
                fields=["tranche"], condition=Q(state__in=LIVE), name="awards_one_payment_at_a_time"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_payment_amount"),
            models.CheckConstraint(condition=Q(state__in=list(words("payment_states"))), name="awards_payment_state"),
            models.CheckConstraint(condition=Q(route__in=list(words("routes"))), name="awards_route_is_known"),
            models.CheckConstraint(condition=Q(basis__in=list(words("bases"))), name="awards_basis_is_known"),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")), name="awards_two_people_pay"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(PREPARED, WITHDRAWN)) | Q(released_by__isnull=False, released_on__isnull=False),
                name="awards_released_before_paid",
            ),
            models.CheckConstraint(
                condition=~Q(state=PAID) | Q(paid_on__isnull=False, paid_amount__gt=0) & ~Q(paid_currency=""),
                name="awards_paid_with_day_and_amount",
            ),
            models.CheckConstraint(
                condition=Q(refusal="") & ~Q(state=REFUSED) | Q(refusal__in=list(words("refusals")), state=REFUSED),
                name="awards_refused_with_a_reason",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state"], name="awards_payments_by_state")]

    def __str__(self) -> str:
        return f"{self.number} of {self.tranche_id}"


class Receipt(models.Model):
    """What shows that money was spent: the code of the evidence, its budget line, how much. `record` holds words or numbers of
    papers. What is accepted clears that much of what was advanced."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    evidence = models.CharField(max_length=20)
    cost = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    record = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, default="given")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_on = models.DateField(default=timezone.localdate, editable=False)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        """Numbered; looked at by somebody who did not note it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_receipts_numbered"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_receipt_amount"),
            models.CheckConstraint(condition=Q(evidence__in=list(words("evidence"))), name="awards_evidence_is_known"),
            models.CheckConstraint(condition=Q(state__in=list(words("receipt_states"))), name="awards_receipt_state"),
            models.CheckConstraint(
                condition=Q(state="given", judged_by=None)
                | ~Q(state="given") & Q(judged_by__isnull=False) & ~Q(judged_by=F("noted_by")),
                name="awards_receipt_judged_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"


class Return(models.Model):
    """Money that came back; `entry` is the ledger's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.ForeignKey(Award, models.PROTECT, related_name="returns")
    number = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=20)
    came_on = models.DateField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entry = models.UUIDField(null=True, blank=True)

    class Meta:
        """Numbered, for a reason."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="awards_returns_numbered"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="awards_return_amount"),
            models.CheckConstraint(condition=Q(reason__in=list(words("returns"))), name="awards_return_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.award_id}"
