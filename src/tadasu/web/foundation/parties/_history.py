"""What happened to parties, in its order: what was stated and withdrawn, judged and taken back, decided. Nothing of it is ever
changed, so a number of things seen and a digest of them say what somebody has seen."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.parties.models import Decision, Judgement, Statement


class What(StrEnum):
    """What can happen."""

    STATED = "stated"
    WITHDRAWN = "withdrawn"
    JUDGED = "judged"
    TAKEN_BACK = "taken-back"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing: when, by whom, why; `record` is what it happened to."""

    at: datetime
    what: What
    user: User | None
    reason: str
    record: Statement | Judgement | Decision

    @property
    def key(self) -> str:
        """Different for everything that happens."""
        return f"{self.what}:{self.record.pk}"


def history_of(members: Collection[UUID]) -> Sequence[Happened]:
    """Everything that happened to these parties, the first first."""
    return sorted(_happened(members), key=lambda one: (one.at, one.key))


def seen_of(happened: Sequence[Happened], members: Collection[UUID]) -> str:
    """What somebody who looks at these parties has seen, in short."""
    said = "|".join([*(one.key for one in happened), *sorted(map(str, members))])
    return f"{len(happened)}-{sha256(said.encode()).hexdigest()[:20]}"


def later_than(seen: str, happened: Sequence[Happened]) -> Sequence[Happened]:
    """What came after somebody looked; where that cannot be told (a party was split off meanwhile), the last thing."""
    count = seen.partition("-")[0]
    number = int(count) if count.isascii() and count.isdecimal() and len(count) < 9 else 0
    return happened[number:] or happened[-1:]


def _happened(members: Collection[UUID]) -> Iterator[Happened]:
    statements = Statement.objects.filter(party__in=members).select_related("recorded_by", "withdrawn_by")
    for one in statements:
        yield Happened(at=one.recorded_at, what=What.STATED, user=one.recorded_by, reason="", record=one)
        if one.withdrawn_at:
            why = one.withdrawn_why
            yield Happened(at=one.withdrawn_at, what=What.WITHDRAWN, user=one.withdrawn_by, reason=why, record=one)
    touching = Judgement.objects.filter(Q(one__in=members) | Q(other__in=members))
    for said in touching.select_related("one", "other", "made_by", "taken_back_by"):
        yield Happened(at=said.made_at, what=What.JUDGED, user=said.made_by, reason=said.reason, record=said)
        if said.taken_back_at:
            why = said.taken_back_why
            yield Happened(
                at=said.taken_back_at, what=What.TAKEN_BACK, user=said.taken_back_by, reason=why, record=said
            )
    decided = Decision.objects.filter(hit__party__in=members).select_related("made_by", "hit")
    for verdict in decided:
        yield Happened(
            at=verdict.made_at, what=What.DECIDED, user=verdict.made_by, reason=verdict.reason, record=verdict
        )
