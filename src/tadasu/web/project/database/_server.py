"""The running server: started, waited for, stopped; the one that a killed process left behind is taken over."""

import itertools
import os
import signal
import stat
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg

from tadasu.schema import StoreError
from tadasu.web.project.database._cluster import QUIET, Cluster, as_runner, environment, make
from tadasu.web.project.database._roles import DATABASE, Role, Secrets, address, making, rights

WAIT = 60.0
"""Seconds that a server may take to answer: recovery after a crash takes its time."""

_STEP = 0.05
_REFUSED = "password authentication failed"
"""In PostgreSQL's English, which `environment` asks for; an error while connecting has no code."""

_LEAVING = "is still in use"
"""PostgreSQL's word for the children of a killed server that have not all noticed yet."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. `process` is None when another process had started it."""

    cluster: Cluster
    pid: int
    passwords: Secrets
    process: subprocess.Popen[bytes] | None = None

    def address(self, role: Role, *, database: str = DATABASE) -> str:
        """What a role connects with."""
        return address(role, self.cluster.socket, self.passwords, database=database)

    def execute(self, *said: str, database: str = "postgres") -> None:
        """Statements of the one who made the cluster, each by itself."""
        with psycopg.connect(self.address(Role.SUPER, database=database), autocommit=True) as connection:
            for one in said:
                connection.execute(one.encode())

    def stop(self) -> None:
        """Fast shutdown: what runs is rolled back, what was committed is on disk."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)
        ends = time.monotonic() + WAIT
        while self.alive() and time.monotonic() < ends:
            time.sleep(_STEP)
        with suppress(OSError):
            self.cluster.socket.rmdir()

    def alive(self) -> bool:
        """Whether the process is there. One that we started and found again as another's is waited for, lest it stay a zombie."""
        if self.process is not None:
            return self.process.poll() is None
        with suppress(ChildProcessError):
            os.waitpid(self.pid, os.WNOHANG)
        return _alive(self.pid)


def start(cluster: Cluster) -> Server:
    """The server of a cluster, made if need be, with its roles and its database.

    Raises StoreError with the last line of PostgreSQL's log when it does not come up, and where the passwords alone were lost.
    """
    within = cluster.data.is_relative_to(cluster.secrets.parent)
    if (
        within and cluster.data.is_dir() and not cluster.secrets.is_file()
    ):  # the folder is the same, the passwords were lost
        raise StoreError(f"{cluster.secrets.name} is missing: put it back, or restore a backup")
    set_aside(cluster)
    if not cluster.made:
        make(cluster)
    _own_socket_folder(cluster)
    server = _answering(cluster)
    if not cluster.furnished.is_file():
        _furnish(server)
    return server


def _furnish(server: Server) -> None:
    """Roles and the database, those that are there excepted: an earlier start may have been killed in between."""
    with psycopg.connect(server.address(Role.SUPER, database="postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT rolname FROM pg_roles UNION SELECT datname FROM pg_database").fetchall()
    there = {name for (name,) in found}
    server.execute(*(said for name, said in making(server.passwords) if name not in there))
    server.execute(*rights(), database=DATABASE)
    server.cluster.furnished.touch()


def running(cluster: Cluster) -> bool:
    """Whether a server runs on the cluster's data."""
    return cluster.made and _pid(cluster) is not None


def left_behind(cluster: Cluster) -> None:
    """Stop the server that a killed process left on a cluster that nobody is to use."""
    if (pid := _pid(cluster)) is not None:
        Server(cluster, pid, {}).stop()


def set_aside(cluster: Cluster) -> None:
    """Move a database whose passwords are gone out of the way, of the folder that was deleted and made anew or of what is
    restored. It is kept, as `data.left-1`."""
    if not cluster.data.is_dir() or cluster.secrets.is_file():
        return
    left_behind(cluster)
    free = (cluster.data.with_name(f"data.left-{number}") for number in itertools.count(1))
    cluster.data.rename(next(one for one in free if not one.exists()))


def _own_socket_folder(cluster: Cluster) -> None:
    """A folder of the runner's alone. One that somebody else made first is not used."""
    place, who = cluster.socket, cluster.runner
    with suppress(FileExistsError):
        place.mkdir(mode=0o700)
        if who.other:
            os.chown(place, who.uid, who.gid)
    found = place.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {who.uid, os.geteuid()} or found.st_mode & 0o077:
        raise StoreError(f"{place} belongs to somebody else")
    who.own(place)


def _started(cluster: Cluster) -> Server:
    settings = QUIET | {"unix_socket_directories": str(cluster.socket)}
    said = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with _log_of(cluster) as log:
        process = subprocess.Popen(
            [str(cluster.programs / "postgres"), "-D", str(cluster.data), *said],
            cwd=cluster.data,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **as_runner(cluster.runner),
        )
    return Server(cluster, process.pid, cluster.passwords(), process)


def _log_of(cluster: Cluster) -> IO[bytes]:
    """PostgreSQL's log, anew at each start."""
    stream = cluster.log.open("wb")
    if cluster.runner.other:
        os.chown(cluster.log, cluster.runner.uid, cluster.runner.gid)
    cluster.log.chmod(0o600)
    return stream


def _running(cluster: Cluster) -> Server | None:
    """The server that runs on this data already."""
    pid = _pid(cluster)
    return None if pid is None else Server(cluster, pid, cluster.passwords())


def _pid(cluster: Cluster) -> int | None:
    """Of the server that runs on this data; a file that a crash left says nothing."""
    file = cluster.data / "postmaster.pid"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    ours = len(lines) > 1 and Path(lines[1]) == cluster.data and _is_postgres(pid)
    return pid if ours else None


def _is_postgres(pid: int) -> bool:
    """Whether a living process may be PostgreSQL: its number may have gone to another since."""
    if not _alive(pid):
        return False
    command = Path(f"/proc/{pid}/cmdline")
    return not command.exists() or b"postgres" in command.read_bytes()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _answering(cluster: Cluster) -> Server:
    """The server, once it answers. One that finds a killed server's children still leaving starts again when they have left."""
    ends = time.monotonic() + WAIT
    while True:
        server = _running(cluster) or _started(cluster)
        trouble = _trouble(server, ends)
        if trouble is None:
            return server
        server.stop()
        if _LEAVING not in trouble or time.monotonic() > ends:
            raise StoreError(f"postgres: {trouble}")
        time.sleep(_STEP)


def _trouble(server: Server, ends: float) -> str | None:
    """Why it does not answer, None when it does. One that answers that the password is wrong is not asked again: more waiting
    makes it no righter."""
    while True:
        try:
            psycopg.connect(server.address(Role.SUPER, database="postgres"), connect_timeout=5).close()
            return None
        except psycopg.OperationalError as error:
            if _REFUSED in str(error) or not server.alive() or time.monotonic() > ends:
                return _last_line(server.cluster.log)
            time.sleep(_STEP)


def _last_line(log: Path) -> str:
    with suppress(OSError):
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        if lines:
            return lines[-1]
    return "no answer"
