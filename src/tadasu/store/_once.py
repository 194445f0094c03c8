"""A file of ours alone that is made once: a key, passwords."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def made_once(file: Path, make: Callable[[], str]) -> str:
    """What a file holds; made, whole or not at all, when there is none. Of two who make it at once the first counts.

    Only its owner may read it (0600), and it is on the disk before it is used. Its folder must be there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made_once(Path(folder) / "key", lambda: "first"), made_once(Path(folder) / "key", lambda: "second")
    ('first', 'first')
    """
    if not file.is_file():
        fresh = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
        with open(fresh, "x", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(make())
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):  # somebody else was first
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text(encoding="utf-8")
