"""Clear away what is over: keys nobody uses, shares of releases and recoveries that have ended, files without a record."""

import time
from dataclasses import dataclass

from django.utils import timezone

from tadasu.web.foundation.access import sweeping
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.actions.unlocking import UNUSED
from tadasu.web.foundation.vault.models import Contribution, Release, SealedFile, UnlockedKey

YOUNG = 24 * 60 * 60
"""Seconds that a file may be there before its row: the row comes with the end of the request."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many of each."""

    keys: int
    releases: int
    contributions: int
    files: int
    unfinished: int


def sweep(*, young: float = YOUNG) -> Swept:
    """Raises PermissionError for any role but the worker's: whoever does not see all rows would take files for lost."""
    with sweeping():
        now = timezone.now()
        keys, _ = UnlockedKey.objects.filter(used_at__lte=now - UNUSED).delete()
        releases = Release.objects.filter(ends_at__lte=now).exclude(share=None).update(share=None)
        contributions, _ = Contribution.objects.filter(recovery__ends_at__lte=now).delete()
        return Swept(keys, releases, contributions, _lost_files(time.time() - young), _files.clear_unfinished())


def _lost_files(before: float) -> int:
    old = [name for name in _files.names() if _files.changed_at(name) < before]
    kept = set(SealedFile.objects.filter(name__in=old).values_list("name", flat=True))
    lost = [name for name in old if name not in kept]
    for name in lost:
        _files.remove(name)
    return len(lost)
