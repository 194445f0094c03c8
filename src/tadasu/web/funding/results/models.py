"""What is kept of results: codes, the first day of a day, month or quarter, numbers of indicators. Words are in the vault; who is
behind an award is in no row. Nothing is overwritten: what is corrected gets another version."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.results.words import words

CURRENT, REPLACED, WITHDRAWN = "current", "replaced", "withdrawn"
WAITING, CODED, SET_ASIDE = "waiting", "coded", "set-aside"
SINGLED_OUT, PASSED, HANDED, DROPPED = "singled-out", "passed", "handed", "dropped"
LONGEST_LINK, LONGEST_TITLE = 500, 200


class Told(models.Model):
    """That a grantee told a result, in a letter of its award's box (its number). The words are in the letter. It waits for an
    officer, who writes it down in codes or sets it aside with a code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    award = models.UUIDField()
    number = models.PositiveIntegerField()
    letter = models.PositiveIntegerField()
    day = models.DateField(default=timezone.localdate, editable=False)
    state = models.CharField(max_length=10, default=WAITING)
    set_aside = models.CharField(max_length=20, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered; each letter once; settled by somebody, set aside with a reason."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["award", "number"], name="results_told_numbered"),
            models.UniqueConstraint(fields=["award", "letter"], name="results_letter_once"),
            models.CheckConstraint(
                condition=Q(state=WAITING, settled_by=None, settled_on=None, set_aside="")
                | Q(state=CODED, settled_by__isnull=False, settled_on__isnull=False, set_aside="")
                | Q(
                    state=SET_ASIDE,
                    settled_by__isnull=False,
                    settled_on__isnull=False,
                    set_aside__in=list(words("set_asides")),
                ),
                name="results_told_settled_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "state", "day"], name="results_told_by_day")]

    def __str__(self) -> str:
        return f"{self.number} of {self.award}"


class Result(models.Model):
    """A version of something that the funding of a programme (`fund`) contributed to, with an award or without. `thing` is the
    same in all versions. `on` is the first day of what `precision` says; of an award at level 2 or 3 the quarter alone. `after`
    is another result that this one followed. A finding, a publication's number or a link stand here at level 0 or where there
    is no award; else in the sealed words (`record`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    thing = models.UUIDField(default=uuid.uuid4, db_index=True)
    version = models.PositiveIntegerField(default=1)
    fund = models.UUIDField()
    award = models.UUIDField(null=True, blank=True, db_index=True)
    kind = models.CharField(max_length=20)
    on = models.DateField()
    precision = models.CharField(max_length=10)
    contribution = models.CharField(max_length=20)
    told_by = models.CharField(max_length=20)
    sure = models.CharField(max_length=20)
    finding = models.UUIDField(null=True, blank=True)
    publication = models.BigIntegerField(null=True, blank=True)
    link = models.CharField(max_length=LONGEST_LINK, blank=True)
    after = models.UUIDField(null=True, blank=True)
    record = models.UUIDField(null=True, blank=True, unique=True)
    told = models.ForeignKey(Told, models.PROTECT, related_name="results", null=True, blank=True)
    state = models.CharField(max_length=10, default=CURRENT)
    withdrawal = models.CharField(max_length=20, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_on = models.DateField(default=timezone.localdate, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """One version stands; codes of the data; one reference; withdrawn with a code."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thing", "version"], name="results_one_row_a_version"),
            models.UniqueConstraint(fields=["thing"], condition=~Q(state=REPLACED), name="results_one_version_stands"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__in": list(words(what))}), name=f"results_{field}_is_known"
                )
                for field, what in (
                    ("kind", "kinds"),
                    ("precision", "precisions"),
                    ("contribution", "contributions"),
                    ("told_by", "told_by"),
                    ("sure", "sure"),
                    ("state", "states"),
                )
            ),
            models.CheckConstraint(
                condition=Q(finding=None, publication=None) | Q(finding=None, link="") | Q(publication=None, link=""),
                name="results_one_reference",
            ),
            models.CheckConstraint(condition=~Q(after=models.F("thing")), name="results_not_after_itself"),
            models.CheckConstraint(
                condition=Q(state=CURRENT, ended_by=None, ended_on=None, withdrawal="")
                | Q(state=REPLACED, ended_by__isnull=False, ended_on__isnull=False, withdrawal="")
                | Q(
                    state=WITHDRAWN,
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    withdrawal__in=list(words("withdrawals")),
                ),
                name="results_withdrawn_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "fund", "on"], name="results_by_programme"),
            models.Index(fields=["organisation", "state", "kind"], name="results_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Indicator(models.Model):
    """What a programme counts, if it wants to. No baseline is "not known", never nothing. `ended_on`: no more values."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    fund = models.UUIDField()
    title = models.CharField(max_length=LONGEST_TITLE)
    title_ja = models.CharField(max_length=LONGEST_TITLE)
    unit = models.CharField(max_length=20)
    better = models.CharField(max_length=10)
    baseline = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    stated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    stated_on = models.DateField(default=timezone.localdate, editable=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        """Codes of the data."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(unit__in=list(words("units"))), name="results_unit_is_known"),
            models.CheckConstraint(condition=Q(better__in=list(words("better"))), name="results_better_is_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "fund", "stated_on"], name="results_indicators")]

    def __str__(self) -> str:
        return self.title


class Value(models.Model):
    """What an award said of an indicator in a fiscal year (2026: April 2026 to March 2027). Without a row it said nothing, and
    nothing is not zero. A correction is another row; the earlier one is `replaced`. None in `value` takes it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values_said")
    award = models.UUIDField(db_index=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    told_by = models.CharField(max_length=20)
    replaced = models.BooleanField(default=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """One that counts for an indicator, an award and a year."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "award", "year"], condition=Q(replaced=False), name="results_one_value_counts"
            ),
            models.CheckConstraint(condition=Q(told_by__in=list(words("told_by"))), name="results_value_told_by"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.indicator_id}"


class Telling(models.Model):
    """What one of us wanted to tell the public of results, attacked. `retired`: cube -> the years, told before, that are told no
    more, in it or since one before it. `made` are the two releases as they would be public, `counted` what they count, `document`
    what goes to publication. `found` is what the attack said. `seen` is how much had been published by then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12)
    day = models.DateField(default=timezone.localdate, editable=False)
    retired = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    policy = models.CharField(max_length=64)
    found = models.JSONField(default=list)
    made = models.JSONField(null=True, blank=True)
    counted = models.JSONField(null=True, blank=True)
    document = models.JSONField(null=True, blank=True)
    seen = models.PositiveIntegerField()
    proposal = models.UUIDField(null=True, blank=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        """Only what passed has a document, and only that is handed over."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="results_tellings_numbered"),
            models.CheckConstraint(
                condition=Q(state__in=(PASSED, HANDED), found=[], document__isnull=False, made__isnull=False)
                & Q(counted__isnull=False)
                | Q(state=SINGLED_OUT, document=None, made=None, counted=None) & ~Q(found=[])
                | Q(state=DROPPED, document=None, made=None, counted=None),
                name="results_only_what_passed_has_a_document",
            ),
            models.CheckConstraint(
                condition=Q(state=HANDED, proposal__isnull=False) & ~Q(digest="")
                | ~Q(state=HANDED) & Q(proposal=None, digest=""),
                name="results_handed_over_with_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"telling {self.number}"
