"""A public file while it waits for the worker: in the clear, in the folder of the data, gone once it is read.

Only what was called public when it was received comes here. The worker opens nothing that is sealed: it has no key.
"""

import os
import re
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from tadasu.store import data_folder, sweep, write_whole

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PIECE = 1 << 16
SECONDS = 2.0
"""Between two notes of how far the reading is."""


def keep(batch: UUID, pieces: Iterable[bytes]) -> None:
    """Whole or not at all."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with write_whole(_path(batch), "wb") as stream:
        for piece in pieces:
            stream.write(piece)
    _path(batch).chmod(0o600)


def opened(batch: UUID) -> Iterator[bytes]:
    """From its beginning; raises FileNotFoundError at once where it is not there. How far it was read is noted beside it."""
    return _pieces(batch, _path(batch).open("rb"))


def _pieces(batch: UUID, stream: IO[bytes]) -> Iterator[bytes]:
    read, noted = 0, 0.0
    with stream:
        size = max(os.fstat(stream.fileno()).st_size, 1)
        while piece := stream.read(PIECE):
            read += len(piece)
            yield piece
            if time.monotonic() - noted > SECONDS:
                noted = time.monotonic()
                _progress(batch).write_text(str(100 * read // size), encoding="ascii")


def progress(batch: UUID) -> int | None:
    """How much was read, in percent; None where nothing is known."""
    try:
        return min(int(_progress(batch).read_text(encoding="ascii")), 100)
    except (OSError, ValueError):
        return None


def remove(batch: UUID) -> None:
    """Also where it is not there."""
    for path in (_path(batch), _progress(batch)):
        path.unlink(missing_ok=True)


def batches() -> list[UUID]:
    """Of which files lie here."""
    folder = _folder()
    return [UUID(one.name) for one in folder.iterdir() if _ID.fullmatch(one.name)] if folder.is_dir() else []


def before(moment: datetime) -> list[UUID]:
    """Of which files have lain here since before a moment."""
    return [one for one in batches() if _path(one).stat().st_mtime < moment.timestamp()]


def clear() -> None:
    """Remove what killed writers left behind of a file; what is being written stays."""
    if _folder().is_dir():
        sweep(_folder())


def _folder() -> Path:
    return data_folder() / "incidents"


def _path(batch: UUID) -> Path:
    return _folder() / str(batch)


def _progress(batch: UUID) -> Path:
    return _folder() / f"{batch}.read"
