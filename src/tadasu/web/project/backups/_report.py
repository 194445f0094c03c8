"""What a backup holds, as whoever makes or restores one is told."""

from dataclasses import dataclass
from datetime import datetime

from tadasu.schema import InputError, UsageError


class Unusable(UsageError):
    """A file that is no backup, or none that can be used here."""

    exit_code = InputError.exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """`digest` is the SHA-256 of the encrypted file, in hexadecimal: kept elsewhere it says later that the file is the same."""

    made: datetime
    version: str
    tables: int
    rows: int
    files: int
    size: int
    digest: str
