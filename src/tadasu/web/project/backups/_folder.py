"""Files of the data folder that go into a backup."""

import os
from collections.abc import Iterator
from pathlib import Path

from tadasu.schema import StoreError
from tadasu.web.project.backups._archive import NEVER


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Path below the folder, and where it lies, sorted. What begins with a dot is being written, or was left by a killed
    writer. A link to another place is followed: its content belongs to the instance. Raises StoreError when a place cannot be
    read."""
    yield from _below(folder, "", {folder.resolve()})


def _below(folder: Path, name: str, above: set[Path]) -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except FileNotFoundError:
        return  # erased since
    except OSError as error:
        raise StoreError(f"{folder.name}: {error.strerror}") from None
    for entry in entries:
        if entry.name.startswith(".") or (not name and entry.name in NEVER):
            continue
        place, path = Path(entry.path), f"{name}{entry.name}"
        if entry.is_dir():
            found = place.resolve()
            if found in above:
                raise StoreError(f"{path}: it leads back to a folder above it")
            yield from _below(place, f"{path}/", above | {found})
        elif entry.is_file() or entry.is_symlink():  # a link that leads nowhere is missed, not passed over
            yield path, place
