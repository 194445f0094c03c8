"""The clock of the emergency lane: hours since receipt, against those that the policy allows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.calls.models import Call
from tadasu.web.funding.programmes.policy import number

REGIME = "jp-model-funding"
"""Where a call names no policy."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Hours since the hour of receipt, and how many there are. Counted from the beginning of that hour, so never too few."""

    passed: int
    allowed: int

    @property
    def left(self) -> int:
        """Negative when it is over."""
        return self.allowed - self.passed


def hours_of(regime: str) -> int:
    """How many hours a policy allows now; of one that allows no number none are left, so that nobody waits unseen."""
    return number(regime, "emergency_hours", timezone.localdate()) or 0


def regimes_of(applications: Iterable[Application]) -> Mapping[UUID, str]:
    """Call -> the policy that it names."""
    wanted = {one.call for one in applications}
    known = dict(Call.objects.filter(id__in=wanted).values_list("id", "regime"))
    return {one: known.get(one, REGIME) for one in wanted}


def running(application: Application, *, regime: str = REGIME, now: datetime | None = None) -> Running | None:
    """None for one that has no such clock, or was decided."""
    if application.received_at is None:
        return None
    passed = ((now or timezone.now()) - application.received_at) // _HOUR
    return Running(passed=passed, allowed=hours_of(regime))
