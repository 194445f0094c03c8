"""From a file of a known list to the stakes it holds, or a refusal with every problem found."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from tadasu.lists._read import CUT_OFF, bounds_faults, check_is_file, of_a_part, refuse, with_ending
from tadasu.lists._source import Source, source_of
from tadasu.schema import Problem, Stake, UsageError
from tadasu.store import digest_file

READERS: Mapping[str, str] = MappingProxyType(
    {
        "bods": "tadasu.lists.bods._stakes",
        "ftm-entities": "tadasu.lists._ftm_stakes",
        "gleif-level2": "tadasu.lists.gleif_level2.reader",
        "opensanctions-ftm": "tadasu.lists._ftm_stakes",
    }
)
"""Lists that hold stakes, and the module that reads them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeFile:
    """The stakes of a file. `rows` counts the publisher's records, whatever they are; `problems` did not refuse the file.

    A reader fills the first four; `read_stakes` adds the digest of the file and the reader's version, and stamps list date
    and digest into every stake's origin.
    """

    stakes: tuple[Stake, ...]
    problems: tuple[Problem, ...] = ()
    list_date: date | None = None
    rows: int = 0
    digest: str = ""
    reader_version: str = ""


class StakeReader(Protocol):
    """What a module of `READERS` offers."""

    STAKE_READER_VERSION: str

    def read_stakes(self, path: Path, source: Source) -> StakeFile:
        """Read the file, or raise `ListRefused`."""


def stake_lists() -> tuple[str, ...]:
    """The ids of the lists that `read_stakes` reads, sorted.

    >>> "gleif-level2" in stake_lists()
    True
    """
    return tuple(sorted(READERS))


def read_stakes(list_id: str, path: Path | str, *, least_rows: int | None = None, partial: bool = False) -> StakeFile:
    """Read the stakes of one file of the list `list_id`.

    Owners and companies have the ids that `read_list` gives them, also where entities and stakes come in different files.
    `least_rows` and `partial` are those of `read_list`. Raises `ListRefused` when the file does not look like the list, is
    cut off or outside its bounds, `UsageError` for a list that is unknown or holds no stakes.
    """
    path, source = Path(path), source_of(list_id)
    if list_id not in READERS:
        raise UsageError("list-without-stakes", list=list_id, known=", ".join(stake_lists()))
    reader = cast(StakeReader, importlib.import_module(READERS[list_id]))
    check_is_file(path, source)
    read = reader.read_stakes(path, source)
    read = replace(read, problems=with_ending(read.problems, path))
    least = source.least_rows if least_rows is None else least_rows
    faults = bounds_faults(read.rows, path, least=1 if partial else least, most=source.most_rows)
    if not partial:
        faults += [each for each in read.problems if each.code == CUT_OFF]
    refuse(faults, read.problems)
    digest = digest_file(path)
    return replace(
        read,
        stakes=tuple(_stamped(stake, read.list_date, digest) for stake in read.stakes),
        problems=tuple(map(of_a_part, read.problems)),
        digest=digest,
        reader_version=reader.STAKE_READER_VERSION,
    )


def _stamped(stake: Stake, list_date: date | None, digest: str) -> Stake:
    return replace(stake, origin=replace(stake.origin, list_date=list_date, digest=digest))
