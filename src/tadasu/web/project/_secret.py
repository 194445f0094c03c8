"""Keys of an instance, each in a file of ours alone; never in the environment, which others can read."""

import secrets
from pathlib import Path

from tadasu.store import made_once

_BYTES = 48


def secret_of(file: Path) -> str:
    """The key that is kept in a file; made at random when there is none."""
    return made_once(file, lambda: secrets.token_urlsafe(_BYTES))
