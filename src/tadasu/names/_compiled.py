"""How loops are compiled: once, kept in a cache that knows every file they are made of.

Numba keys its cache by the file of the outermost function alone, so a change in an inlined part would go unnoticed. Here
the cache folder carries a digest of all files of the rooms with kernels. The folder is TADASU_CACHE, or `tadasu` under the
user's cache folder; it may be deleted at any time. Where it cannot be made, a temporary folder of this run serves.
"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import numba

ROOMS = ("names", "screening")


def cache_folder() -> Path:
    """Folder of the compiled loops of exactly this code."""
    base = os.environ.get("TADASU_CACHE")
    home = Path(base) if base else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tadasu"
    package = Path(__file__).parents[1]
    hashed = sha256(numba.__version__.encode())
    for room in ROOMS:
        for file in sorted((package / room).rglob("*.py")):
            hashed.update(file.read_bytes())
    folder = home / f"kernels-{hashed.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written: compile again in each run
        folder = Path(tempfile.mkdtemp(prefix="tadasu-"))
    return folder


numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]

kernel: Any = numba.njit(cache=True, nogil=True)
"""A loop over arrays that may allocate; called from Python."""

step: Any = numba.njit(cache=True, nogil=True, forceinline=True, _nrt=False)  # type: ignore[call-overload]
"""A part of a kernel, inlined and without reference counts: counting the arrays handed over would cost more than the
work. It must not allocate."""
