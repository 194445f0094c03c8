"""How much came in lately, at one counter from everybody together: there is no address by which to count anybody apart.

In the memory of one process, since rows of counts by the hour would say when somebody wrote. Processes count apart.
"""

from dataclasses import dataclass, field
from threading import Lock

HOUR = 60 * 60
DAY = 24 * HOUR


@dataclass(slots=True)
class Floods:
    """Counts by name within windows of fixed length."""

    _counts: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def left(self, name: str, *, most: int, seconds: int, now: float) -> int:
        """How much may still come in this window."""
        with self._lock:
            return most - self._count(name, seconds, now)

    def take(self, name: str, *, amount: int = 1, most: int, seconds: int, now: float) -> bool:
        """Count so much, if there is room for it."""
        with self._lock:
            count = self._count(name, seconds, now)
            if count + amount > most:
                return False
            self._counts[name, seconds] = (int(now // seconds), count + amount)
            return True

    def forget(self) -> None:
        """As if nothing had come."""
        with self._lock:
            self._counts.clear()

    def _count(self, name: str, seconds: int, now: float) -> int:
        window, count = self._counts.get((name, seconds), (-1, 0))
        return count if window == int(now // seconds) else 0


FLOODS = Floods()
"""Of this process."""
