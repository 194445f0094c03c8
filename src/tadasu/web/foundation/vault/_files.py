"""Where sealed files lie: in the data folder, under random names, readable by its owner only, written whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from tadasu.schema import UsageError
from tadasu.store import data_folder, sweep, write_whole

FOLDER = "vault"
_DAY = 24 * 60 * 60


def new_name() -> str:
    """A random name."""
    return secrets.token_hex(32)


def place_of(name: str) -> Path:
    """Where a file of this name lies."""
    return data_folder(writing=True) / FOLDER / name[:2] / name


@contextmanager
def written(name: str) -> Iterator[IO[bytes]]:
    """A file to write sealed bytes into; it is there when the block ends without an exception. Its time is the day's."""
    place = place_of(name)
    for folder in (place.parent.parent, place.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    with write_whole(place, "wb") as stream:
        os.fchmod(stream.fileno(), 0o600)
        yield stream
        stream.flush()
        day = int(datetime.now(UTC).timestamp()) // _DAY * _DAY
        os.utime(stream.fileno(), (day, day))


def open_file(name: str) -> IO[bytes]:
    """The file, to be read. Raises UsageError `vault-file-missing`."""
    try:
        return place_of(name).open("rb")
    except OSError:
        raise UsageError("vault-file-missing") from None


def remove(name: str) -> None:
    """Take a file away, if it is there."""
    place_of(name).unlink(missing_ok=True)


def names() -> Iterator[str]:
    """Of all finished files."""
    for folder in sorted((data_folder() / FOLDER).glob("[0-9a-f][0-9a-f]")):
        yield from (file.name for file in sorted(folder.iterdir()) if not file.name.startswith("."))


def clear_unfinished() -> int:
    """Take away what killed uploads left; those that are being written stay. Returns how many."""
    folders = sorted((data_folder() / FOLDER).glob("[0-9a-f][0-9a-f]"))
    return sum(len(sweep(folder)) for folder in folders)


def changed_at(name: str) -> float:
    """When a file was put there, in seconds; its own time is only the day's."""
    try:
        return place_of(name).stat().st_ctime
    except FileNotFoundError:
        return float("inf")
