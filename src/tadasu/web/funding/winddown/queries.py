"""What may be seen of winding up: how things stand, who asked for what, what was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault.models import SealedRecord
from tadasu.web.foundation.vault.standing import Standing, standing
from tadasu.web.funding.winddown.access import SEE
from tadasu.web.funding.winddown.models import ASKED, RUNNING, Announcement, Fall
from tadasu.web.funding.winddown.scope import RANKS, among


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Rank -> how many records are open to somebody, and how many are not erased; boxes that have not ended."""

    open: Mapping[str, Standing]
    sealed: Mapping[str, int]
    boxes: int

    @property
    def safe(self) -> int:
        """Open records that custodians can bring back."""
        return sum(one.safe for one in self.open.values())

    @property
    def lost(self) -> int:
        """Open records that nobody can bring back."""
        return sum(one.lost for one in self.open.values())


def left_of(actor: Actor, organisation: UUID) -> Left:
    """As it stands. Raises Refused."""
    allow(actor, SEE.name, Organisation.objects.get(id=organisation))
    rows = SealedRecord.objects.filter(organisation=organisation, erased_at=None)
    return Left(
        open={rank: standing(organisation, among(rank)) for rank in RANKS},
        sealed={rank: rows.filter(among(rank)).count() for rank in RANKS},
        boxes=Box.objects.filter(organisation=organisation, ended="").count(),
    )


def falls_of(actor: Actor, organisation: UUID) -> QuerySet[Fall]:
    """The latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation.objects.get(id=organisation))
    rows = Fall.objects.filter(organisation=organisation).select_related("asked_by", "confirmed_by")
    return rows.order_by("-asked_at", "id")


def running(organisation: UUID) -> Sequence[Fall]:
    """Those that go on."""
    return list(Fall.objects.filter(organisation=organisation, state=RUNNING).order_by("asked_at"))


def asked(organisation: UUID) -> Fall | None:
    """The erasing to which somebody else has not agreed yet."""
    return Fall.objects.filter(organisation=organisation, state=ASKED).select_related("asked_by").first()


def announced(organisation: UUID) -> Announcement | None:
    """What grantees are told now."""
    return Announcement.objects.filter(organisation=organisation, withdrawn_by=None).select_related("made_by").first()
