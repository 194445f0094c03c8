"""How much a token may ask: so much a minute, and at most a quarter of it at once. Nothing is kept but a number a token, in the
memory of this process; with several web processes each counts for itself."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

MOST_KEPT = 100_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


@dataclass(slots=True)
class Rate:
    """`per_minute` units fill up again evenly. A request costs one, and a batch as many as it holds.

    >>> rate = Rate(per_minute=60, clock=lambda: 0.0)
    >>> [rate.spend(UUID(int=1), 15), rate.spend(UUID(int=1), 2), rate.spend(UUID(int=2), 1)]
    [0.0, 2.0, 0.0]
    """

    per_minute: int
    clock: Callable[[], float] = time.monotonic
    _held: "OrderedDict[UUID, _Bucket]" = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def most(self) -> int:
        """What can be spent at once."""
        return max(self.per_minute // 4, 1)

    def spend(self, who: UUID, units: int) -> float:
        """Take the units and return 0, or take nothing and return after how many seconds they would be there."""
        a_second = self.per_minute / 60
        with self._lock:
            now = self.clock()
            bucket = self._held.pop(who, None) or _Bucket(float(self.most), now)
            bucket.left = min(self.most, bucket.left + (now - bucket.at) * a_second)
            bucket.at = now
            self._held[who] = bucket
            if len(self._held) > MOST_KEPT:
                self._held.popitem(last=False)
            if bucket.left >= min(units, self.most):
                bucket.left -= units  # more than fits at once is paid back before anything else is given
                return 0.0
            return (min(units, self.most) - bucket.left) / a_second
