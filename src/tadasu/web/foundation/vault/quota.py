"""How much may be stored, in bytes on disk: a file, all files about one record of an app, all of an organisation."""

import shutil
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from tadasu.schema import UsageError
from tadasu.store import data_folder

GIGABYTE = 1 << 30

LOCK = 0x7661_756C
"""The first half of the advisory lock that is held while a finished file is counted ("vaul")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`spare` is what stays free on the disk, for the database and the rest."""

    file: int = 2 * GIGABYTE
    about: int = 5 * GIGABYTE
    organisation: int = 100 * GIGABYTE
    spare: int = GIGABYTE


LIMITS = Limits()


def allowance(organisation: UUID, about: UUID | None, limits: Limits = LIMITS) -> int:
    """How long the next file may be. Raises UsageError `vault-full`, `vault-disk-full`."""
    stored, stored_about = _stored(organisation, about)
    left = min(limits.file, limits.organisation - stored, limits.about - stored_about if about else limits.file)
    if left <= 0:
        raise UsageError("vault-full")
    free = shutil.disk_usage(data_folder()).free - limits.spare
    if free <= 0:
        raise UsageError("vault-disk-full")
    return min(left, free)


def hold(organisation: UUID, about: UUID | None, stored: int, limits: Limits = LIMITS) -> None:
    """Count a finished file, alone until the transaction ends: of two that came at once, the second may be too much.

    Raises UsageError `vault-full`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, str(organisation)])
    before, before_about = _stored(organisation, about)
    if before + stored > limits.organisation or (about is not None and before_about + stored > limits.about):
        raise UsageError("vault-full")


def _stored(organisation: UUID, about: UUID | None) -> tuple[int, int]:
    """By a function of the database: whoever sends a file without an account sees no other's files, yet they count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_stored(%s, %s)", [organisation, about])
        total, those_about = cursor.fetchone()
    return int(total), int(those_about)
