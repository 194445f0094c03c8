"""What may be seen of sealed records: never what is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from tadasu.web.foundation.access import Actor, Refused, allow, may
from tadasu.web.foundation.accounts.models import Membership, Organisation, User
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.accounts.roles import CUSTODIAN
from tadasu.web.foundation.vault._keys import Unlocked, fingerprint
from tadasu.web.foundation.vault._reasons import reasons
from tadasu.web.foundation.vault._trying import exchanged
from tadasu.web.foundation.vault.access import SEE_OPENINGS, SEE_RECOVERY
from tadasu.web.foundation.vault.models import (
    KeyPair,
    Opening,
    Reader,
    Recovery,
    RecoveryBox,
    RecoveryKey,
    Release,
    SealedRecord,
    Share,
)


@dataclass(frozen=True, slots=True)
class MyKeys:
    """A person's keys: since when, their fingerprint, how many records they open."""

    pair: UUID
    since: datetime
    fingerprint: str
    records: int


@dataclass(frozen=True, slots=True)
class Logged:
    """An opening, with its reason where the person may read it."""

    opening: Opening
    reason: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a release, with its reason where the person may read it."""

    release: Release
    reason: str | None


@dataclass(frozen=True, slots=True)
class Together:
    """Records that belong to another: those whose page the person may see, and how many there are beside."""

    seen: Sequence[SealedRecord]
    others: int

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.seen) + self.others


@dataclass(frozen=True, slots=True)
class Held:
    """A record under a recovery key, and the names of its readers."""

    record: SealedRecord
    readers: str


def my_keys(actor: Actor) -> MyKeys | None:
    """None for somebody without."""
    pair = KeyPair.objects.filter(user=actor.user, until=None).first()
    if pair is None:
        return None
    return MyKeys(pair.id, pair.since, fingerprint(bytes(pair.public)), Reader.objects.filter(pair=pair).count())


def keys_exchanged(actor: Actor) -> bool:
    """Whether somebody else ended the person's keys or put others in their place."""
    return exchanged(actor.user)


def record_of(actor: Actor, record: UUID) -> SealedRecord:
    """A record, without its content, for those who may see who opened it. Raises Refused."""
    found = SealedRecord.objects.defer("content").filter(id=record).first()
    if found is None:
        raise Refused(SEE_OPENINGS.name)
    allow(actor, SEE_OPENINGS.name, found)
    return found


def together_with(actor: Actor, record: SealedRecord) -> Together:
    """What belongs to a record: what is about it, what it is about, and what is about the same; the latest first. None of it is
    erased with the record."""
    belongs = Q(about=record.id)
    if record.about is not None:
        belongs |= Q(about=record.about) | Q(id=record.about)
    found = (
        SealedRecord.objects.filter(belongs, organisation=record.organisation_id, erased_at=None)
        .exclude(id=record.id)
        .defer("content")
        .order_by("-sealed_on", "id")
    )
    seen = [one for one in found if may(actor, SEE_OPENINGS.name, one)]
    return Together(seen, len(found) - len(seen))


def readers_of(record: SealedRecord) -> QuerySet[Reader]:
    """Who may open it; `pair.until` tells whose keys were lost since."""
    return Reader.objects.filter(record=record).select_related("user", "pair", "added_by").order_by("user__login")


def could_read(record: SealedRecord) -> list[User]:
    """People of the organisation who have keys and are not readers of it, or were before they lost their keys."""
    here = Membership.objects.filter(current(), organisation=record.organisation_id).values("user")
    keyed = KeyPair.objects.filter(user__in=here, until=None).exclude(
        id__in=Reader.objects.filter(record=record).values("pair")
    )
    return [one.user for one in keyed.select_related("user").order_by("user__login")]


def could_keep_shares(organisation: UUID) -> list[User]:
    """Custodians of the organisation who have keys."""
    here = Membership.objects.filter(current(), organisation=organisation, roles__contains=[CUSTODIAN]).values("user")
    return [one.user for one in KeyPair.objects.filter(user__in=here, until=None).select_related("user")]


def keyed_people(organisation: UUID, *roles: str) -> list[User]:
    """People of the organisation to whom can be sealed; those of them who have one of these roles, where any is named."""
    here = Membership.objects.filter(current(), organisation=organisation)
    if roles:
        here = here.filter(roles__overlap=roles)
    keyed = KeyPair.objects.filter(user__in=here.values("user"), until=None).select_related("user")
    return [one.user for one in keyed.order_by("user__login")]


def people(users: Sequence[UUID]) -> list[User]:
    """By id."""
    return list(User.objects.filter(id__in=users).order_by("login"))


def reason_of(about: UUID, unlocked: Unlocked) -> str | None:
    """The reason of one opening, request or recovery, for those it is sealed to."""
    return reasons([about], unlocked).get(about)


def openings_of(record: SealedRecord, unlocked: Unlocked | None) -> list[Logged]:
    """Who opened it, the latest first."""
    found = list(Opening.objects.filter(record=record).select_related("user", "second").order_by("-at", "id"))
    known = reasons([one.id for one in found], unlocked) if unlocked else {}
    return [Logged(one, known.get(one.id)) for one in found]


def releases_for(actor: Actor, unlocked: Unlocked | None) -> list[Asked]:
    """Requests that wait for this person's answer, the oldest first."""
    mine = Reader.objects.filter(user=actor.user, pair__until=None).values("record")
    found = list(
        Release.objects.filter(record__in=mine, granted=None, ends_at__gt=timezone.now())
        .exclude(user=actor.user)
        .select_related("user", "record")
        .defer("record__content")
        .order_by("asked_at", "id")
    )
    known = reasons([one.id for one in found], unlocked) if unlocked else {}
    return [Asked(one, known.get(one.id)) for one in found]


def may_open_until(actor: Actor, record: SealedRecord) -> datetime | None:
    """Until when another reader's release of a record for two lasts; None without one."""
    return (
        Release.objects.filter(record=record, user=actor.user, granted=True, share__isnull=False, deal=record.deal)
        .filter(ends_at__gt=timezone.now())
        .order_by("-ends_at")
        .values_list("ends_at", flat=True)
        .first()
    )


def statistics(organisation: UUID) -> list[tuple[str, date, int]]:
    """Kind, month and how many were sealed, erased ones among them."""
    counted = (
        SealedRecord.objects.filter(organisation=organisation)
        .values("kind", "month")
        .annotate(count=Count("id"))
        .order_by("month", "kind")
    )
    return [(one["kind"], one["month"], one["count"]) for one in counted]


def recovery_keys(actor: Actor, organisation: Organisation) -> list[RecoveryKey]:
    """The organisation's recovery keys that hold something or will, the newest first. Raises Refused."""
    allow(actor, SEE_RECOVERY.name, organisation)
    keys = RecoveryKey.objects.filter(organisation=organisation).order_by("-made_at", "id")
    return [key for key in keys if key.ended_at is None or key.boxes.exists()]


def records_under(key: RecoveryKey) -> list[Held]:
    """Which records a recovery can be about, the latest first: not what they say, but what they can be told apart by."""
    boxes = (
        RecoveryBox.objects.filter(key=key)
        .select_related("record")
        .defer("record__content")
        .prefetch_related(Prefetch("record__readers", Reader.objects.select_related("user").order_by("user__login")))
        .order_by("-record__sealed_on", "record")
    )
    return [Held(one.record, ", ".join(str(reader.user) for reader in one.record.readers.all())) for one in boxes]


def shares_of(key: RecoveryKey) -> QuerySet[Share]:
    """Who holds a share of it."""
    return Share.objects.filter(key=key).select_related("user", "pair").order_by("place")


def running_recoveries(key: RecoveryKey) -> QuerySet[Recovery]:
    """Recoveries that ask for shares of it now."""
    return (
        Recovery.objects.filter(key=key, completed_at=None, ends_at__gt=timezone.now())
        .select_related("user")
        .prefetch_related("contributions")
        .order_by("begun_at")
    )
