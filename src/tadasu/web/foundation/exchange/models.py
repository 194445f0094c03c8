"""What is kept of exchanges: who we are in them, whom we know, what was sent, what came. Private keys are no rows (`_keys`)."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tadasu.web.foundation.accounts.models import Organisation, User
from tadasu.web.foundation.exchange._receipt import Answer


class Identity(models.Model):
    """Who an organisation is in exchanges: its id, its card. Public; the private keys are files."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="+")
    instance = models.CharField(max_length=32, unique=True)
    address = models.CharField(max_length=200, blank=True)
    card = models.TextField()
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.instance


class Peer(models.Model):
    """Somebody whom an organisation exchanges with. `known_as` never changes: what came from them stands under it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    instance = models.CharField(max_length=32)
    known_as = models.CharField(max_length=200)
    suspended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """Each once, each under a name of its own."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "instance"], name="exchange_peer_once"),
            models.UniqueConstraint(fields=["organisation", "known_as"], name="exchange_peer_name_once"),
        ]

    def __str__(self) -> str:
        return self.known_as


class Terms(models.Model):
    """A card of a peer, with what we take from them and give them: taken by one person, confirmed by another who compared the
    fingerprint. `handed_over`: the key before it vouches for this card instead. In force from `confirmed_at` to `ended_at`; what
    the key signed is still taken up to the day `until`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="terms")
    card = models.TextField()
    name = models.CharField(max_length=200)
    name_ja = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    signing = models.CharField(max_length=64)
    receiving = models.CharField(max_length=62)
    made = models.DateTimeField()
    takes = ArrayField(models.CharField(max_length=60), default=list)
    gives = ArrayField(models.CharField(max_length=60), default=list)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    handed_over = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        """Two people, unless a key vouches; one in force and one that waits."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, handed_over=True)
                | (
                    Q(confirmed_at__isnull=False, confirmed_by__isnull=False, proposed_by__isnull=False)
                    & ~Q(confirmed_by=F("proposed_by"))
                ),
                name="exchange_two_people",
            ),
            models.UniqueConstraint(
                fields=["peer"],
                condition=Q(confirmed_at__isnull=False, ended_at=None),
                name="exchange_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["peer"], condition=Q(confirmed_at=None, ended_at=None), name="exchange_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peer_id} {self.signing[:8]}"


class Sending(models.Model):
    """A package that we made: the signed frame, sealed anew whenever it leaves. `since` and `mark` say what it covers of what
    happened. `next_at` is when delivery is tried next."""

    WAITS, DELIVERED, REFUSED, BY_HAND, EXPIRED = "waits", "delivered", "refused", "by-hand", "expired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="sendings")
    kind = models.CharField(max_length=60)
    kind_version = models.PositiveIntegerField()
    serial = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    since = models.BigIntegerField()
    mark = models.BigIntegerField()
    lines = models.PositiveIntegerField()
    frame = models.BinaryField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateField()
    state = models.CharField(
        max_length=10, default=WAITS, choices=[(one, one) for one in (WAITS, DELIVERED, REFUSED, BY_HAND, EXPIRED)]
    )
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    receipt = models.BinaryField(null=True)

    class Meta:
        """A series has no number twice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peer", "kind", "serial"], name="exchange_serial_once"),
            models.CheckConstraint(condition=Q(serial__gte=1), name="exchange_serials_from_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(state="waits"), name="exchange_due"),
            models.Index(fields=["organisation", "made_at"], name="exchange_sent_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.serial}"


class Arrival(models.Model):
    """A package that came from a peer, whose signature held: what became of it, and the frame that proves it where it was taken.
    `passed`: its number counts as had, though it was refused. `by` is whoever brought it as a file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="arrivals")
    kind = models.CharField(max_length=60)
    kind_version = models.PositiveIntegerField()
    serial = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    created = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    answer = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Answer])
    passed = models.BooleanField(default=False)
    code = models.CharField(max_length=60, blank=True)
    cause = models.CharField(max_length=60, blank=True)
    missing = ArrayField(models.BigIntegerField(), default=list)
    counts = models.JSONField(default=dict)
    frame = models.BinaryField(null=True)
    receipt = models.BinaryField()

    class Meta:
        """One line a package, one package a number."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peer", "digest"], name="exchange_arrival_once"),
            models.UniqueConstraint(
                fields=["peer", "kind", "serial"], condition=Q(passed=True), name="exchange_number_had_once"
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.TAKEN.value) | Q(passed=True, frame__isnull=False),
                name="exchange_taken_with_proof",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "at"], name="exchange_came_by_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.serial} {self.answer}"


class Statistic(models.Model):
    """A count that a peer sent: theirs, never added to ours. The last that they said of a month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="statistics")
    measure = models.CharField(max_length=60)
    of = models.CharField(max_length=60, blank=True)
    month = models.DateField()
    count = models.BigIntegerField()
    serial = models.BigIntegerField()

    class Meta:
        """One number a month."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peer", "measure", "of", "month"], name="exchange_one_count_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.month:%Y-%m}"


class TheirCell(models.Model):
    """What a peer said last of a country and a sector: theirs, never added to ours. `sources` and `months` are bands, as in
    `data/coverage-1.json`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="cells")
    known_as = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    sector = models.CharField(max_length=40)
    state = models.CharField(max_length=10)
    sources = models.CharField(max_length=10, blank=True)
    months = models.CharField(max_length=10, blank=True)
    month = models.DateField()

    class Meta:
        """One word a cell."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["peer", "country", "sector"], name="exchange_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.sector}"
