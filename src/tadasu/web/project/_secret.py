"""The key that signs cookies: made once, in a file of ours alone; never in the environment, which others can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_BYTES = 48


def secret_of(file: Path) -> str:
    """The key that is kept in a file; made at random, whole or not at all, when there is none."""
    if not file.is_file():
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        with open(fresh, "w", encoding="ascii", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            out.write(secrets.token_urlsafe(_BYTES))
        with suppress(FileExistsError):  # another process was first
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text(encoding="ascii")
