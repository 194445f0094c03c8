"""Named tuples of arrays written one file an array, and opened memory-mapped if this very code would make them again."""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tadasu.schema import StoreError

NOTE = "index.json"
KEY_LENGTH = 24

ROOMS = ("names", "places", "screening")
"""Rooms whose code and data decide which words a name becomes and where they are filed."""

PACKAGES = ("numba", "numpy", "opencc", "pypinyin", "sudachidict-small", "sudachipy")
"""What those rooms cut, read and compile with."""


@cache
def made_with() -> str:
    """Digest of everything but the names that decides what is in the arrays: code, data, packages, Unicode tables."""
    package = Path(__file__).parents[1]
    hashed = sha256(" ".join((unicodedata.unidata_version, *map(version, PACKAGES))).encode())
    for room in ROOMS:
        for file in sorted((package / room).rglob("*")):
            if file.suffix != ".pyc" and file.is_file():
                hashed.update(f"{file.relative_to(package).as_posix()}\0{file.stat().st_size}\0".encode())
                hashed.update(file.read_bytes())
    return hashed.hexdigest()


def key_of(made_of: str) -> str:
    """Short digest that differs when anything differs that decides what is in the arrays."""
    return sha256(f"{made_with()} {made_of}".encode()).hexdigest()[:KEY_LENGTH]


def write_arrays(folder: Path, parts: Mapping[str, Any], *, made_of: str) -> None:
    """Write the arrays of each part, a NamedTuple of arrays; `made_of` is a digest of the names."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NOTE).unlink(missing_ok=True)  # written last: a folder without it is no index
    for name, part in parts.items():
        for field, array in part._asdict().items():
            np.save(folder / f"{name}.{field}.npy", array)
    (folder / NOTE).write_text(_note(made_of), encoding="utf-8")


def read_arrays(folder: Path, kinds: Mapping[str, Any], *, made_of: str) -> list[Any]:
    """The parts, each of its NamedTuple kind, memory-mapped.

    Raises StoreError when they are not there, not whole, made of other names or with other code.
    """
    note = folder / NOTE
    if not note.is_file():
        raise StoreError("index-missing")
    if note.read_text(encoding="utf-8", errors="replace") != _note(made_of):
        raise StoreError("index-stale")
    try:
        return [
            kind(*(_open(folder / f"{name}.{field}.npy") for field in kind._fields)) for name, kind in kinds.items()
        ]
    except (OSError, ValueError, EOFError) as error:
        raise StoreError("index-damaged") from error


def _open(file: Path) -> NDArray[np.generic]:
    array: NDArray[np.generic] = np.load(file, mmap_mode="c")
    return array


def _note(made_of: str) -> str:
    return json.dumps({"made_of": made_of, "made_with": made_with()}, sort_keys=True) + "\n"
