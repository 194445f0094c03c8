"""One at a time on a data folder: whoever serves it, or puts another content in its place."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from tadasu.schema import UsageError
from tadasu.store import data_folder


@contextmanager
def alone() -> Iterator[None]:
    """The system gives the lock back however the process ends. Raises UsageError `serve-twice`."""
    place = data_folder(writing=True) / "serve.lock"
    with open(place, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("serve-twice", folder=place.parent.name) from None
        yield
