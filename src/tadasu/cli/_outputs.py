"""What a run writes never takes the place of what it reads, and no two things that it writes have one place."""

import os
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path

from tadasu.schema import UsageError
from tadasu.store import record_of


def check_outputs(outputs: Mapping[str, Path | None], inputs: Iterable[Path | str | None]) -> None:
    """Refuse before anything is read: `outputs` are options with their places, `inputs` files, or ids of lists.

    The run record beside `--out` counts as an output. Raises UsageError `output-is-input` or `outputs-are-one`.
    """
    places = [(option, place) for option, place in outputs.items() if place is not None]
    places += [(option, record_of(place)) for option, place in places if option == "--out"]
    files = [Path(each) for each in inputs if each]
    for option, place in places:
        for file in files:
            if _same(place, file):
                raise UsageError("output-is-input", option=option, file=place.name)
    for (one, place), (other, second) in combinations(places, 2):
        if _same(place, second):
            raise UsageError("outputs-are-one", one=one, other=other, file=place.name)


def _same(one: Path, other: Path) -> bool:
    """Whether both are the same file, under whatever names; of files that are not there yet, whether the paths are."""
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
        return os.path.realpath(one) == os.path.realpath(other)
    except (OSError, ValueError):  # a working folder that is gone, a NUL byte: whoever opens it will say so
        return False
