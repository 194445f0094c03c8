"""The official lists in force in this instance, made searchable once a process, and the one door to the screening loops.

The loops (`tadasu.screening`) are compiled without numba's own threads and let go of Python's lock, so any number of threads
of a web server may screen at once; each of them screens on one thread. An answer is the same as that of `tadasu screen
--against` on the command line with the same lists.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from tadasu.lists import sources
from tadasu.schema import Entity, EntityId, Explanation, ListId, Match, Origin, StoreError
from tadasu.screening import Index, Options, Screening, explain, screen
from tadasu.store import DataFolderError, ListVersion, data_folder, keep, load_list, open_saved

DEFAULT = "default"
"""All lists together."""

REGISTERS = frozenset(
    {"bods", "gleif-level1", "gleif-level2", "jp-corporate-numbers", "jp-edinet-codes", "open-supply-hub"}
)
"""Lists of who exists, not of who is listed for something: to be found there says nothing against a company."""

SAVED = "lists"
"""The kind under which the command line keeps its indexes too: what one has built the other opens."""

AGAIN = 10.0
"""Seconds until lists that could not be read are tried again."""

Stamp = tuple[int, int, int]
"""What changes when a file is written anew: time, size, inode."""


_NOBODY = Entity(
    id=EntityId("nobody"),
    schema="Company",
    name="Nobody Works (invented)",
    origin=Origin(list_id=ListId("nobody"), row=1),
)


class _Once:
    """An index that is opened or built when it is first asked for; others who ask meanwhile wait."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = entities
        self._lock = threading.Lock()
        self._made: Index | None = None

    def __call__(self) -> Index:
        with self._lock:
            if self._made is None:
                made = _index(self._entities)
                _warm(made)
                self._made = made
            return self._made


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dataset:
    """One list in force, or all of them (`default`). `entities` holds the first of several rows with one id."""

    name: str
    title: str
    title_ja: str
    versions: tuple[ListVersion, ...]
    entities: Mapping[EntityId, Entity]
    _once: _Once = field(repr=False)

    @property
    def index(self) -> Index:
        """Built when it is first asked for, which takes seconds for 100,000 names; opened when an earlier process built it."""
        return self._once()


@dataclass(frozen=True, slots=True)
class _List:
    """A stored list as it was read, and how its `current` file looked before."""

    stamp: Stamp
    entities: tuple[Entity, ...]
    dataset: Dataset


@dataclass(frozen=True, slots=True)
class _Failed:
    """What could not be read, why, and from when on it is tried again."""

    folder: Path
    stamps: Mapping[str, Stamp]
    error: DataFolderError
    again_at: float


@dataclass(slots=True)
class _Held:
    """What this process holds; of another data folder nothing."""

    folder: Path | None = None
    lists: dict[str, _List] = field(default_factory=dict)
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    failed: _Failed | None = None


_HELD = _Held()
_LOCK = threading.Lock()


def datasets() -> Mapping[str, Dataset]:
    """Every list in force by its id, and `default`; read when first asked for, and what has changed since is read anew.

    Raises DataFolderError when a list cannot be read: one that is left out in silence would clear whom it lists.
    """
    folder = data_folder()
    with _LOCK:
        seen = _stamps(folder)
        if _HELD.folder != folder or {name: one.stamp for name, one in _HELD.lists.items()} != seen:
            _take(folder, seen)
        return _HELD.datasets


def search(dataset: Dataset, queries: Sequence[Entity], options: Options | None = None) -> Screening:
    """Screen against a list, on the thread that asks. Raises UsageError as `tadasu.screening.screen` does."""
    return screen(queries, dataset.index, options=replace(options or Options(), threads=1))


def why(dataset: Dataset, query: Entity, match: Match, *, names_only: bool = False) -> Explanation:
    """The reasons of a match that `search` found, word by word. Raises KeyError when it is of another list."""
    return explain(dataset.index, query, match, names_only=names_only)


def listed(dataset: Dataset, match: Match) -> Entity:
    """The row of the list that a match is with: of several with one id the one that bears the name."""
    index = dataset.index
    return index.entities[index.entity_number(match.entity_id, match.list_id, name=match.matched_name)]


def warm() -> bool:
    """Read the lists and load the loops, so that nobody waits later; whether all lists could be read."""
    try:
        datasets()[DEFAULT]._once()
    except DataFolderError:
        return False
    return True


def _take(folder: Path, seen: Mapping[str, Stamp]) -> None:
    """Read what has changed. After a failure everybody is told the same for some seconds, as long as no list is written anew:
    a list that is damaged takes as long to read as one that is not."""
    last = _HELD.failed
    if last is not None and (last.folder, last.stamps) == (folder, seen) and time.monotonic() < last.again_at:
        raise last.error.with_traceback(None)
    try:
        lists = {name: _kept(folder, name, stamp) or _read(folder, name, stamp) for name, stamp in seen.items()}
    except DataFolderError as error:
        _HELD.failed = _Failed(folder, seen, error, time.monotonic() + AGAIN)
        raise
    _HELD.folder, _HELD.lists, _HELD.datasets, _HELD.failed = folder, lists, _together(lists), None


def _stamps(folder: Path) -> dict[str, Stamp]:
    """Of every list that has a version in force, by id. Raises DataFolderError."""
    found = {}
    try:
        for home in sorted((folder / "lists").iterdir()):
            with suppress(FileNotFoundError, NotADirectoryError):
                seen = (home / "current").stat()
                if home.name not in REGISTERS:
                    found[home.name] = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise DataFolderError("folder-unusable", folder="lists", reason=error.strerror or "") from None
    return found


def _kept(folder: Path, name: str, stamp: Stamp) -> _List | None:
    """A list that has not changed."""
    held = _HELD.lists.get(name) if _HELD.folder == folder else None
    return held if held is not None and held.stamp == stamp else None


def _read(folder: Path, name: str, stamp: Stamp) -> _List:
    stored = load_list(folder, name)
    source = sources().get(name)
    return _List(
        stamp,
        stored.entities,
        Dataset(
            name=name,
            title=source.title_en if source else name,
            title_ja=source.title_ja if source else name,
            versions=(stored.version,),
            entities=_by_id(stored.entities),
            _once=_Once(stored.entities),
        ),
    )


def _together(lists: Mapping[str, _List]) -> Mapping[str, Dataset]:
    """The lists, and all of them as one; a list whose id is `default` is to be had only in it."""
    every = tuple(entity for one in lists.values() for entity in one.entities)
    default = Dataset(
        name=DEFAULT,
        title="All lists in force",
        title_ja="有効なすべてのリスト",
        versions=tuple(version for one in lists.values() for version in one.dataset.versions),
        entities=_by_id(every),
        _once=_Once(every),
    )
    return MappingProxyType({**{name: one.dataset for name, one in lists.items()}, DEFAULT: default})


def _by_id(entities: Sequence[Entity]) -> Mapping[EntityId, Entity]:
    return MappingProxyType({entity.id: entity for entity in reversed(entities)})


def _index(entities: Sequence[Entity]) -> Index:
    """Opened from the data folder, else built and kept there where that is possible."""
    folder = data_folder()
    key = Index.key(entities)
    with suppress(StoreError):  # damaged, or given up by another process in this instant: it can be built again
        if place := open_saved(folder, SAVED, key):
            return Index.load(place, entities)
    built = Index.build(entities)
    with suppress(DataFolderError):  # where the data folder may only be read, each process builds its own
        keep(folder, SAVED, key, built.save, size=built.nbytes)
    return built


def _warm(index: Index) -> None:
    """Load every compiled loop that a search needs, and look up what an index keeps once it was asked. Where no list is in force
    yet an invented name is searched, so that the first who checks against the first list does not wait for the loops."""
    known = index if index.entities else Index.build([_NOBODY])
    for query in known.entities[:1]:
        found = screen([query], known, options=Options(threshold=0, limit=1, threads=1))
        for match in found.matches:
            explain(known, query, match)
