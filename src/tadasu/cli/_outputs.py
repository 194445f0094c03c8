"""What a run writes never takes the place of what it reads, and no two things that it writes have one place."""

import errno
import os
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from tadasu.lists import companions
from tadasu.schema import UsageError
from tadasu.store import DataFolderError, record_of


def check_outputs(outputs: Mapping[str, Path | None], inputs: Iterable[Path | str | None]) -> None:
    """Refuse before anything is read: `outputs` are options with their places, `inputs` files, or ids of lists.

    The run record beside `--out` counts as an output, and the files that are read with the first file of a list as inputs.
    Raises UsageError `output-is-input` or `outputs-are-one`, DataFolderError `file-unwritable` for a place that no file can
    have, so that nobody waits for results that cannot be kept.
    """
    places = [(option, place) for option, place in outputs.items() if place is not None]
    places += [(option, record_of(place)) for option, place in places if option == "--out"]
    named = [Path(each) for each in inputs if each]
    files = [file for each in named for file in (each, *companions(each))]
    for option, place in places:
        for file in files:
            if _same(place, file):
                raise UsageError("output-is-input", option=option, file=place.name)
    for (one, place), (other, second) in combinations(places, 2):
        if _same(place, second):
            raise UsageError("outputs-are-one", one=one, other=other, file=place.name)
    for option, place in places:
        if option != "--save-map" and (fault := _fault(place)):  # a map is saved early, with an error of its own
            raise DataFolderError("file-unwritable", file=str(place), reason=os.strerror(fault))


def _fault(place: Path) -> int:
    """Why no file can be made there, as a number of the system; 0 where nothing stands in the way."""
    try:
        if place.is_dir():
            return errno.EISDIR
        above = next(folder for folder in place.absolute().parents if folder.exists())
    except (OSError, ValueError):  # whoever writes it will say so
        return 0
    if not above.is_dir():
        return errno.ENOTDIR
    return 0 if os.access(above, os.W_OK | os.X_OK) else errno.EACCES


def _same(one: Path, other: Path) -> bool:
    """Whether both are the same file, under whatever names; of files that are not there yet, whether the paths are."""
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
        return os.path.realpath(one) == os.path.realpath(other)
    except (OSError, ValueError):  # a working folder that is gone, a NUL byte: whoever opens it will say so
        return False
