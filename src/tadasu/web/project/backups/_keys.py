"""Keys of backups: public ones on the command line or in a file, the private one in a file that is kept elsewhere.

The format is age's (age-encryption.org/v1, X25519), so that `age` and `age-keygen` open what we write and make what we read.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

from tadasu.schema import UsageError
from tadasu.store import DataFolderError

PUBLIC = "age1"
_MOST = 1 << 16
"""Bytes of a file of keys that are read."""


def recipients(said: Sequence[str]) -> list[x25519.Recipient]:
    """Public keys, or files of them, one a line. Raises UsageError `backup-no-key`, `backup-key`, `backup-key-file`."""
    found = [_recipient(one) for given in said for one in _public(given)]
    if not found:
        raise UsageError("backup-no-key")
    return found


def identity(file: Path) -> x25519.Identity:
    """The private key of a file, as `age-keygen` writes it. Raises UsageError `restore-identity`."""
    try:
        lines = list(_lines(file))
        return x25519.Identity.from_str(lines[0])
    except (OSError, UnicodeDecodeError, IdentityError, IndexError):
        raise UsageError("restore-identity", file=file.name) from None


def new_key(file: Path) -> str:
    """Write a new private key, for its owner alone, into a file that is not there yet; the public key is returned.

    Raises DataFolderError `file-unwritable`.
    """
    made = x25519.Identity.generate()
    public = str(made.to_public())
    try:
        with open(file, "x", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(f"# public key: {public}\n{made}\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise DataFolderError("file-unwritable", file=file.name, reason=error.strerror or "") from None
    return public


def _public(given: str) -> Iterator[str]:
    if given.startswith((PUBLIC, "AGE-SECRET-KEY")):
        yield given
        return
    try:
        lines = list(_lines(Path(given)))
    except (OSError, UnicodeDecodeError):
        raise UsageError("backup-key-file", file=Path(given).name) from None
    if not lines:
        raise UsageError("backup-key-file", file=Path(given).name)
    yield from lines


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as stream:
        for line in stream.read(_MOST).splitlines():
            if (said := line.strip()) and not said.startswith("#"):
                yield said


def _recipient(said: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(said)
    except RecipientError:
        raise UsageError("backup-key", value=said[:12]) from None  # never more: it may be a private key
