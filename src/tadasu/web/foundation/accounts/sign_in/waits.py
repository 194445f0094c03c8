"""Who has to wait before the next try, and how a flood is told from a person.

Counted in memory, per process, and forgotten after a day. A device that is known for a login has a turn of its own, so that
strangers who guess at a login keep out only strangers. Everybody else is counted by login and origin, strictly, and by login
alone, leniently, so that many origins together gain little.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from tadasu.web.foundation.accounts._waits import Tries, tried
from tadasu.web.foundation.accounts.models import normal_login
from tadasu.web.foundation.accounts.sign_in.clients import blurred, device, origin

FREE = 5
"""Tries of one device or origin at one login before anybody waits."""

FREE_TOGETHER = 50
"""Tries of all strangers together at one login before they wait."""

KEPT = 24 * 60 * 60
"""Seconds for which tries are remembered."""

_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class _Count:
    key: str
    free: int


class MustWait(Exception):
    """Not judged: there were too many tries. `seconds` until the next one is."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds)


@contextmanager
def turn(request: HttpRequest, login: str, *, step: str) -> Iterator[list[str]]:
    """Around the judging of a password or a code: counts as a failure unless what is yielded is filled. Raises MustWait.

    Counting comes first, so that many tries at the same moment gain nothing. `step` is "password" or "factor".
    """
    counts = _counts(request, normal_login(login).lower(), step)
    _begin(counts)
    good: list[str] = []
    yield good
    if good:
        for one in counts:
            cache.delete(one.key)


def floods(request: HttpRequest, action: str, *, asking: bool = False) -> bool:
    """Whether an origin sends too many forms that are not about one login: codes, names of providers. With `asking`, pages
    that are only looked at count too."""
    return not ratelimit.consume(request, app="allauth.account", action=action, limit_get=asking)


def _counts(request: HttpRequest, login: str, step: str) -> list[_Count]:
    known = device(request, login)
    if known:
        return [_Count(f"tadasu.wait.{step}.{known}", FREE)]
    if step == "password" and floods(request, "new_device"):
        raise MustWait(60)
    together = _Count(f"tadasu.wait.{step}.{blurred('login ' + login)}", FREE if step == "factor" else FREE_TOGETHER)
    apart = _Count(f"tadasu.wait.{step}.{blurred(f'login {login} {origin(request)}')}", FREE)
    return [apart, together]


def _begin(counts: list[_Count]) -> None:
    """Count a try against all, or against none when one of them has to wait."""
    now = time.time()
    with _LOCK:
        before = {one: cache.get(one.key) or Tries() for one in counts}
        late = max(found.until for found in before.values()) - now
        if late > 0:
            raise MustWait(int(late) + 1)
        for one, found in before.items():
            cache.set(one.key, tried(found, now, free=one.free), KEPT)
