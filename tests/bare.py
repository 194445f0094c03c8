"""The surroundings of a command that a test runs in a process of its own."""

import os
from pathlib import Path

from tadasu.names._compiled import cache_folder


def bare(folder: Path) -> dict[str, str]:
    """An environment without a language and without the user's own data. Loops that were compiled before are not compiled
    again: that takes a minute."""
    home = {"HOME": str(folder), "TADASU_DATA": str(folder / "data"), "TADASU_CACHE": str(cache_folder().parent)}
    return {"PATH": os.environ["PATH"], **home}
