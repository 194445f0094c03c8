"""A data folder whose restored content waits beside it, and takes its place whole or not at all.

A restore fills `restore.half` (files) and a cluster of its own beside the old one, and then writes `restore.ready`: from that
moment on the new content counts, and whoever comes next (`tadasu serve`, `manage`, another restore) finishes the moves if the
restore was killed in between. Until that moment nothing of the old content was touched, and what a killed restore left is
cleared away. The moves are renames, each of which is left out when it was done before; what they take from its place lies in
`restore.old` until all are done.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tadasu.schema import UsageError
from tadasu.store import sweep, write_whole
from tadasu.web.project.database._cluster import Cluster, cluster_of
from tadasu.web.project.database._server import left_behind, set_aside

READY, HALF, OLD, LOCK = "restore.ready", "restore.half", "restore.old", "restore.lock"
_OURS = frozenset({READY, HALF, OLD, LOCK, "serve.lock", "postgres"})
"""Entries of a data folder that no move touches; the cluster is moved where it lies."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A content that is being made ready. `cluster` is where its database lies until then; None for one on a server of yours."""

    folder: Path
    cluster: Cluster | None

    @property
    def files(self) -> Path:
        """Where its files lie until then."""
        return self.folder / HALF

    def ready(self, *, named: bool = False) -> None:
        """From now on it counts; with `named` only if its tables have arrived in the database that is named."""
        _flush(self.files)
        said = {"old": contents(self.folder), "named": named}
        with write_whole(self.folder / READY) as stream:
            json.dump(said, stream)


def contents(folder: Path) -> list[str]:
    """What lies in a data folder and would give way; a database of our own is named `postgres`."""
    found = sorted(one.name for one in folder.iterdir() if one.name not in _OURS)
    return [*found, "postgres"] if cluster_of(folder).made else found


@contextmanager
def staging(folder: Path, *, own: bool) -> Iterator[Staged]:
    """An empty place beside a data folder, held against others. What was not declared ready is cleared away afterwards.

    Raises UsageError `restore-running`.
    """
    with _held(folder):
        _clear(folder)
        (folder / HALF).mkdir(mode=0o700)
        if own:
            set_aside(cluster_of(folder))
        staged = Staged(folder, _beside(cluster_of(folder)) if own else None)
        try:
            yield staged
        except BaseException:
            (folder / READY).unlink(missing_ok=True)
            raise
        finally:
            if not (folder / READY).exists():
                _clear(folder)


def finish(folder: Path, arrived: Callable[[], bool]) -> None:
    """Put what is ready in its place, and clear away what is not. `arrived` says, for a server of yours, whether the tables are
    there. Raises UsageError `restore-running` when it cannot be told yet."""
    if not any((folder / one).exists() for one in (READY, HALF, OLD)):
        return
    with _held(folder):
        take_place(folder, arrived)


def take_place(folder: Path, arrived: Callable[[], bool]) -> None:
    """`finish`, for whoever holds the place already."""
    ready = folder / READY
    if ready.exists():
        said = json.loads(ready.read_text(encoding="utf-8"))
        if not said["named"] or arrived():
            _move(folder, said["old"], own=not said["named"])
        ready.unlink()
        _flush_folder(folder)
    _clear(folder)


def _move(folder: Path, old: list[str], *, own: bool) -> None:
    (folder / OLD).mkdir(mode=0o700, exist_ok=True)
    for name in old:
        if name != "postgres" and not os.path.lexists(folder / OLD / name):
            with suppress(FileNotFoundError):
                (folder / name).rename(folder / OLD / name)
    for place in sorted((folder / HALF).iterdir()):
        place.rename(folder / place.name)
    if own:
        there = cluster_of(folder)
        fresh, before = _beside(there).data, _before(there)
        if "postgres" in old and fresh.exists() and not before.exists():
            there.data.rename(before)
        if fresh.exists():
            fresh.rename(there.data)
        _flush_folder(there.data.parent)
    _flush_folder(folder)


def _clear(folder: Path) -> None:
    """What a killed restore left, its server too, and what gave way to a finished one."""
    cluster = cluster_of(folder)
    left_behind(_beside(cluster))
    sweep(folder, READY)
    _beside(cluster).log.unlink(missing_ok=True)
    for place in (
        _beside(cluster).data,
        _before(cluster),
        folder / HALF,
        folder / OLD,
    ):  # last what says that more is left
        shutil.rmtree(place, ignore_errors=True)


def _beside(cluster: Cluster) -> Cluster:
    """The cluster that is restored into: beside the one that counts, with passwords and a socket of its own."""
    return replace(
        cluster,
        data=cluster.data.with_name("data.restored"),
        secrets=cluster.secrets.parent / HALF / cluster.secrets.name,
        socket=cluster.socket.with_name(f"{cluster.socket.name}-r"),
        log=cluster.log.with_name("postgres.restored.log"),
    )


def _before(cluster: Cluster) -> Path:
    return cluster.data.with_name("data.before")


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    with open(folder / LOCK, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError("restore-running", folder=folder.name) from None
        yield


def _flush(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            with (Path(place) / name).open("rb") as stream:
                os.fsync(stream.fileno())
        _flush_folder(Path(place))


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
