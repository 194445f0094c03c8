"""What is kept of intermediaries: what each owes, what it attests, what it told of. Codes, months, counts, sums; no
sub-grantee."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.funding.intermediaries.words import words


class Terms(models.Model):
    """What an award that passes on asks of its grantee, at `depth` of the chain (1: funded by us). `award` is the award's id,
    `above` that of the award above it. `holder` is the organisation of the intermediary's own people on this instance, which
    sees this row and not the award; so pseudonym, sums and dates stand here too. `peer` is the intermediary in the exchange,
    where it runs a server of its own and attests by packages. `protection` is the lowest level below, `incident_hours` how
    soon an incident is told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    peer = models.UUIDField(null=True, blank=True)
    award = models.UUIDField(unique=True)
    above = models.UUIDField(null=True, blank=True, db_index=True)
    depth = models.PositiveSmallIntegerField()
    pseudonym = models.CharField(max_length=20)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    starts_on = models.DateField()
    ends_on = models.DateField()
    overhead_points = models.PositiveIntegerField()
    report_days = models.PositiveIntegerField()
    protection = models.PositiveSmallIntegerField()
    incident_hours = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Within what the policy lets be agreed."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="intermediaries_amount"),
            models.CheckConstraint(condition=Q(depth__gte=1, depth__lte=50), name="intermediaries_depth"),
            models.CheckConstraint(condition=Q(overhead_points__lte=10_000), name="intermediaries_overhead"),
            models.CheckConstraint(condition=Q(protection__lte=3), name="intermediaries_protection"),
            models.CheckConstraint(
                condition=Q(incident_hours__gte=1, incident_hours__lte=24), name="intermediaries_incident_hours"
            ),
            models.CheckConstraint(
                condition=Q(report_days__gte=1, report_days__lte=366), name="intermediaries_report_days"
            ),
            models.CheckConstraint(
                condition=Q(holder=None) | ~Q(holder=F("organisation")), name="intermediaries_holder_is_another"
            ),
            models.CheckConstraint(
                condition=Q(depth=1, above=None) | Q(depth__gt=1, above__isnull=False), name="intermediaries_above"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "depth"], name="intermediaries_by_depth")]

    def __str__(self) -> str:
        return self.pseudonym


class Duty(models.Model):
    """One thing that the intermediary owes, and who said yes to it for it: one of its people here (`user`), or its letter in
    the box, of which one of ours (`user`) notes the number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="duties")
    code = models.CharField(max_length=20)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    letter = models.PositiveIntegerField(null=True, blank=True)
    acknowledged_on = models.DateField(null=True, blank=True)

    class Meta:
        """Each once; what is acknowledged was by somebody."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terms", "code"], name="intermediaries_duty_once"),
            models.CheckConstraint(condition=Q(code__in=list(words("duties"))), name="intermediaries_duty_is_known"),
            models.CheckConstraint(
                condition=Q(user=None, letter=None, acknowledged_on=None)
                | Q(user__isnull=False, acknowledged_on__isnull=False),
                name="intermediaries_acknowledged_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.terms_id}"


class Attestation(models.Model):
    """What an intermediary states of sub-grants whose grantees we do not know: how many, how much, from which month to which
    (the first days of months), regions by band of counts, and that it looked into them. `digest` is of all that is stated.
    `signed_by` is one of its people here, or one of ours who noted what was handed to us; `package` is the id of a package
    that came signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="attestations")
    award = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    first = models.DateField()
    last = models.DateField()
    sub_grants = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    regions = models.JSONField(default=dict)
    due_diligence = models.BooleanField()
    screening = models.BooleanField()
    protected = models.BooleanField()
    source = models.CharField(max_length=10)
    package = models.UUIDField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="signed")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    signed_on = models.DateField(default=timezone.localdate, editable=False)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    judged_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=20, blank=True)

    class Meta:
        """Numbered; whole months; looked at by somebody who did not sign it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terms", "number"], name="intermediaries_attestations_numbered"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="intermediaries_months_in_order"),
            models.CheckConstraint(condition=Q(first__day=1, last__day=1), name="intermediaries_whole_months"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & (Q(sub_grants__gt=0) | Q(amount=0)), name="intermediaries_attested_amount"
            ),
            models.CheckConstraint(condition=Q(source__in=list(words("sources"))), name="intermediaries_source"),
            models.CheckConstraint(
                condition=Q(package=None, signed_by__isnull=False) & ~Q(source="package")
                | Q(package__isnull=False, source="package", signed_by=None),
                name="intermediaries_package_of_packages",
            ),
            models.CheckConstraint(
                condition=Q(state="signed", judged_by=None, judged_on=None, why="")
                | Q(state="taken", judged_by__isnull=False, judged_on__isnull=False, why="")
                & ~Q(judged_by=F("signed_by"))
                | Q(
                    state="returned",
                    judged_by__isnull=False,
                    judged_on__isnull=False,
                    why__in=list(words("returns")),
                ),
                name="intermediaries_attestation_judged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.terms_id}"


class Incident(models.Model):
    """Something that may endanger people or money. It was noticed at `noticed_at` (an hour), is to be told by `due_at`, and
    was told at `told_at`, by `user`. `record` holds what happened. `froze`: releases of the award, and of all below it, are
    held."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="incidents")
    award = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    noticed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    told_at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    record = models.UUIDField(null=True, blank=True)
    froze = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="open")
    review_on = models.DateField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """Numbered; noticed before it is told."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terms", "number"], name="intermediaries_incidents_numbered"),
            models.CheckConstraint(
                condition=Q(code__in=list(words("incidents"))), name="intermediaries_incident_is_known"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("noticed_at"), told_at__gte=F("noticed_at")), name="intermediaries_told_after"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_by=None, closed_on=None)
                | Q(state="closed", closed_by__isnull=False, closed_on__isnull=False),
                name="intermediaries_incident_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.terms_id}"


class Grant(models.Model):
    """A grant that we have from a funder on another server, of which we attest what we passed on. `peer` is that funder in the
    exchange, `pseudonym` what it calls the grant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.UUIDField()
    pseudonym = models.CharField(max_length=9)
    currency = models.CharField(max_length=3)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        """Each once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "peer", "pseudonym"], name="intermediaries_grant_once"),
            models.CheckConstraint(
                condition=Q(pseudonym__regex=r"^[0-9A-Z]{4}-[0-9A-Z]{4}$", currency__regex=r"^[A-Z]{3}$"),
                name="intermediaries_grant_in_codes",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Statement(models.Model):
    """What we attest of it, as an attestation says it; `change` is its number in the organisation, so that each funder gets
    what is new."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="statements")
    change = models.PositiveIntegerField()
    first = models.DateField()
    last = models.DateField()
    sub_grants = models.PositiveIntegerField()
    amount = models.BigIntegerField()
    regions = models.JSONField(default=dict)
    due_diligence = models.BooleanField()
    screening = models.BooleanField()
    protected = models.BooleanField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_on = models.DateField(default=timezone.localdate, editable=False)

    class Meta:
        """Numbered; whole months."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "change"], name="intermediaries_statements_numbered"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first"), first__day=1, last__day=1), name="intermediaries_statement_months"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & (Q(sub_grants__gt=0) | Q(amount=0)), name="intermediaries_stated_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change} of {self.grant_id}"
