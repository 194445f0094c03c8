"""What is kept of money: funds, lines, what each may commit in a year, rates, and a ledger to which is only added.

Amounts are whole minor units of their currency (yen; cents). Who gets the money never stands here: an entry names the award by
its id, which is random, and whoever may not see the award sees no more than a sum.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.funds import fiscal_year_of
from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.programmes.words import purposes, words

FUND, LIABILITY, ANNUAL = "fund", "liability", "annual"
COMMITMENT, DECOMMITMENT, ADJUSTMENT = "commitment", "decommitment", "adjustment"
DISBURSEMENT, RETURN, RECEIPT, CARRY_OVER = "disbursement", "return", "receipt", "carry-over"
LONGEST_NAME = 200
FIRST_YEAR, LAST_YEAR = 2000, 2199
_CURRENCY = r"^[A-Z]{3}$"


class Fund(models.Model):
    """Money for one purpose, of one ministry or donor. `closes_on` is its sunset: no commitment after that day, and what is not
    committed then goes back. `regime` is the policy that binds it, an id of `tadasu.law`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    name_ja = models.CharField(max_length=LONGEST_NAME, blank=True)
    vehicle = models.CharField(max_length=20)
    currency = models.CharField(max_length=3, default="JPY")
    regime = models.CharField(max_length=60, default="jp-model-funding")
    opens_on = models.DateField()
    closes_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Several years need a sunset."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(vehicle__in=list(words("vehicles"))), name="programmes_vehicle_is_known"
            ),
            models.CheckConstraint(condition=Q(currency__regex=_CURRENCY), name="programmes_fund_has_a_currency"),
            models.CheckConstraint(
                condition=Q(vehicle=ANNUAL) | Q(closes_on__isnull=False), name="programmes_years_have_a_sunset"
            ),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("opens_on")), name="programmes_closes_after_it_opens"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "name", "id"], name="programmes_fund_by_name")]

    def __str__(self) -> str:
        return self.name


class Line(models.Model):
    """A part of a fund: for one purpose, counted as official development assistance or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=LONGEST_NAME)
    name_ja = models.CharField(max_length=LONGEST_NAME, blank=True)
    purpose = models.CharField(max_length=5)
    oda = models.BooleanField()

    class Meta:
        """Each code once in a fund, with a purpose that exists."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "code"], name="programmes_lines_by_code"),
            models.CheckConstraint(condition=Q(purpose__in=list(purposes())), name="programmes_purpose_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Budget(models.Model):
    """What a line may commit in a Japanese fiscal year, in the currency of the fund. `year` is the calendar year in which the
    fiscal year begins: 2026 is 1 April 2026 to 31 March 2027."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        """One a year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "year"], name="programmes_one_budget_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="programmes_budget_is_not_negative"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="programmes_budget_year_is_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.year}"


class Rate(models.Model):
    """One unit of `currency` is `per_unit` units of `base` on a day, and where that was read. Whole units, not minor ones. A rate
    is never changed: another of the same day takes its place (`replaced`), and entries name the one that they used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    per_unit = models.DecimalField(max_digits=20, decimal_places=10)
    on = models.DateField()
    source = models.CharField(max_length=200)
    replaced = models.BooleanField(default=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """One in force for two currencies and a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "currency", "base", "on"],
                condition=Q(replaced=False),
                name="programmes_one_rate_a_day",
            ),
            models.CheckConstraint(condition=Q(per_unit__gt=0), name="programmes_rate_is_above_nothing"),
            models.CheckConstraint(
                condition=Q(currency__regex=_CURRENCY, base__regex=_CURRENCY) & ~Q(currency=F("base")),
                name="programmes_rate_has_two_currencies",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="programmes_rate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.currency}/{self.base} {self.on}"


class Entry(models.Model):
    """A line of the ledger. `amount` is in `currency`, `line_amount` the same in the fund's currency by `rate`. `year` is the
    fiscal year whose budget it burdens. `corrects` takes another entry back: same kind and amounts, counted the other way round.
    A carry-over leaves `year` and comes to the year after; `ground` says by which rule."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    line_amount = models.BigIntegerField()
    rate = models.ForeignKey(Rate, models.PROTECT, related_name="+", null=True, blank=True)
    day = models.DateField()
    award = models.UUIDField(null=True, blank=True)
    tranche = models.UUIDField(null=True, blank=True)
    flow = models.UUIDField(null=True, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """In order; above nothing; what is corrected is corrected once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "number"], name="programmes_entries_in_order"),
            models.CheckConstraint(condition=Q(kind__in=list(words("kinds"))), name="programmes_kind_is_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, line_amount__gte=0), name="programmes_entry_is_above_nothing"
            ),
            models.CheckConstraint(condition=Q(currency__regex=_CURRENCY), name="programmes_entry_has_a_currency"),
            models.CheckConstraint(
                condition=Q(kind=CARRY_OVER, ground__in=list(words("grounds"))) | (~Q(kind=CARRY_OVER) & Q(ground="")),
                name="programmes_carried_over_on_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="programmes_entry_year_is_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["line", "year", "kind"], name="programmes_entry_sums"),
            models.Index(fields=["award"], name="programmes_entry_of_award"),
            models.Index(fields=["organisation", "day", "id"], name="programmes_entry_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Visit(models.Model):
    """An inspection: an auditor looked at the books. What was shown stands in `Shown`. Rows are only added, and ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One at a time for each person."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(ended_at=None), name="programmes_one_visit_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.id}"


class Shown(models.Model):
    """A page that was shown in an inspection: what it was, of which record, with how many entries on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="shown")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    what = models.CharField(max_length=20)
    thing = models.UUIDField(null=True, blank=True)
    entries = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Of a known kind."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(what__in=list(words("visits"))), name="programmes_shown_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["visit", "at"], name="programmes_shown_in_order")]

    def __str__(self) -> str:
        return f"{self.what} in {self.visit_id}"


def fiscal_year(day: date) -> int:
    """The Japanese fiscal year of a day, named by the calendar year in which it begins.

    >>> fiscal_year(date(2027, 3, 31)), fiscal_year(date(2027, 4, 1))
    (2026, 2027)
    """
    return fiscal_year_of(day, calendar="jp").year
