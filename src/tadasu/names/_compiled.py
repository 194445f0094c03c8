"""How loops are compiled: once, kept in a cache that knows every file they are made of.

Numba keys its cache by the file of the outermost function alone, so a change in an inlined part would go unnoticed. Here
the cache folder carries a digest of all files of the rooms with kernels. The folder is TADASU_CACHE, or `tadasu` under the
user's cache folder; it may be deleted at any time. Where that cannot be written, `tadasu-<uid>` in the temporary folder
serves, but only while it is the user's own and closed to others: compiled code is loaded from it and run.
"""

import atexit
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba

ROOMS = ("names", "ownership", "screening", "tracing")


def cache_folder() -> Path:
    """Folder of the compiled loops of exactly this code."""
    package = Path(__file__).parents[1]
    hashed = sha256(numba.__version__.encode())
    for room in ROOMS:
        for file in sorted((package / room).rglob("*.py")):
            hashed.update(file.read_bytes())
    name = f"kernels-{hashed.hexdigest()[:16]}"
    return _made(_own_folder, name) or _made(_shared_place, name) or _for_this_run()


def _made(place: Callable[[], Path | None], name: str) -> Path | None:
    """The folder `name` in that place, or None where it cannot be made or written."""
    try:
        home = place()
        if home is None:
            return None
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: pathlib knows no home
        return None
    return folder if os.access(folder, os.W_OK | os.X_OK) else None


def _own_folder() -> Path:
    if base := os.environ.get("TADASU_CACHE"):
        return Path(base)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tadasu"


def _shared_place() -> Path | None:
    """The user's folder in the temporary folder, where anybody may have put one of that name before us."""
    folder = Path(tempfile.gettempdir()) / f"tadasu-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    safe = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return folder if safe else None


def _for_this_run() -> Path:
    """A new private folder, gone at exit: the next run compiles again."""
    folder = Path(tempfile.mkdtemp(prefix="tadasu-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]

kernel: Any = numba.njit(cache=True, nogil=True)
"""A loop over arrays that may allocate; called from Python."""

step: Any = numba.njit(cache=True, nogil=True, forceinline=True, _nrt=False)  # type: ignore[call-overload]
"""A part of a kernel, inlined and without reference counts: counting the arrays handed over would cost more than the
work. It must not allocate."""
