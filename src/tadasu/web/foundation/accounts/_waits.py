"""How long who failed has to wait: nothing at first, then twice as long each time, never for ever."""

from dataclasses import dataclass

FIRST = 30
"""Seconds after the first failure that costs anything."""

LONGEST = 60 * 60
"""Seconds. Whoever owns the login is never kept out longer than this by somebody else's guesses."""


@dataclass(frozen=True, slots=True)
class Tries:
    """How often it was tried in vain, and the second before which nothing more is judged."""

    failed: int = 0
    until: float = 0.0


def wait_after(failed: int, *, free: int) -> int:
    """Seconds to wait after so many failures, of which some are free.

    >>> [wait_after(n, free=5) for n in (4, 5, 6, 7, 40)]
    [0, 30, 60, 120, 3600]
    """
    beyond = failed - free
    return 0 if beyond < 0 else min(FIRST * 2 ** min(beyond, 16), LONGEST)


def tried(before: Tries, now: float, *, free: int) -> Tries:
    """After one more try, counted as a failure until it turns out otherwise: so many tries at once gain nothing."""
    failed = before.failed + 1
    return Tries(failed, now + wait_after(failed, free=free))
