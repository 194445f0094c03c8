"""What is kept between runs because making it takes time: `saved/<kind>/<key>/`, the least recently used given up.

Everything here can be made again from what it was made of, and `key` is a digest of all of that: a folder is either
exactly right or not there. It appears whole or not at all, and is opened only if every byte is as it was written.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tadasu.store._problems import DataFolderError
from tadasu.store._whole import UNFINISHED, digest_file, only_writer, sweep, write_folder_whole

MOST_KEPT = 6
"""Folders of one kind: a user with several lists, and yesterday's edition of each."""
MOST_BYTES = 1 << 30
"""Bytes of one kind; a single folder above this is not kept at all. An index of 400,000 names has a fifth of it."""
MANIFEST = "saved.json"

_KEY = re.compile(r"[a-z0-9-]+")


def open_saved(folder: Path, kind: str, key: str) -> Path | None:
    """Where it is kept, or None; `folder` is the data folder. Counts as a use.

    Raises DataFolderError (`saved-damaged`) when it is there but not as it was written.
    """
    place = _home(folder, kind) / key
    try:
        if not place.is_dir():
            return None
    except OSError:  # another user's
        return None
    if not _is_whole(place):
        raise DataFolderError("saved-damaged", kind=kind)
    with suppress(OSError):  # another user's, or given up by another run in this instant
        os.utime(place)
    return place


def keep(folder: Path, kind: str, key: str, write: Callable[[Path], object], *, size: int) -> bool:
    """Let `write` fill a folder and keep it as `key`, in place of one that is there; whether it is kept now.

    `size` is about what it will take, in bytes. Of two that keep at once one waits. Raises DataFolderError; then what was
    kept before is as it was.
    """
    if size > MOST_BYTES:
        return False
    home = _home(folder, kind)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with only_writer(home):
            sweep(home)
            with write_folder_whole(home / key, replace=True) as place:
                write(place)
                _write_manifest(place)
            os.utime(home / key)
            _give_up(home)
    except OSError as error:
        raise DataFolderError("folder-unusable", folder=home.name, reason=error.strerror or "") from None
    return True


def _home(folder: Path, kind: str) -> Path:
    return folder / "saved" / kind


def _write_manifest(place: Path) -> None:
    digests = {file.name: digest_file(file) for file in sorted(place.iterdir())}
    (place / MANIFEST).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def _is_whole(place: Path) -> bool:
    try:
        digests = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        names = {file.name for file in place.iterdir()} - {MANIFEST}
        return names == set(digests) and all(digest_file(place / name) == digests[name] for name in names)
    except (OSError, ValueError, TypeError, DataFolderError):
        return False


def _give_up(home: Path) -> None:
    """Remove the least recently used until what is left is few and small enough.

    Who has one of them open keeps what it has open: the files go when the last reader lets go of them.
    """
    total = 0
    kept = sorted((place for place in home.iterdir() if _KEY.fullmatch(place.name)), key=_last_use, reverse=True)
    for number, place in enumerate(kept):
        total += sum(file.stat().st_size for file in place.iterdir())
        if number and (number >= MOST_KEPT or total > MOST_BYTES):
            hidden = place.with_name(f".{place.name}.{secrets.token_hex(6)}{UNFINISHED}")
            place.rename(hidden)  # a process killed while it removes leaves nothing that looks kept
            shutil.rmtree(hidden)


def _last_use(place: Path) -> tuple[int, str]:
    return place.stat().st_mtime_ns, place.name
