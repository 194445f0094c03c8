"""The database, as PostgreSQL's own programs dump and restore it: one snapshot, while others go on writing.

Row-level security would hide rows from whoever dumps, so the role that does must not be bound by it: the superuser of our own
server, or one with BYPASSRLS on a server of yours. `pg_dump` refuses a role from which rows are hidden; we look before.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import IsolationLevel, pq, sql
from psycopg.conninfo import conninfo_to_dict

from tadasu.schema import StoreError, UsageError
from tadasu.web.project.backups._archive import PIECE
from tadasu.web.project.database import Role

_TABLES = """
SELECT n.nspname || '.' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' ORDER BY 1
"""
_MIGRATIONS = "public.django_migrations"
_SEES_ALL = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_EXTENSIONS = "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"
_WHOLE = ("--format=custom", "--no-comments", "--no-publications", "--no-subscriptions", "--no-security-labels")
_NO_GRANTS = f"ALTER DEFAULT PRIVILEGES FOR ROLE {Role.OWNER} IN SCHEMA public REVOKE ALL ON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a dump will hold. `name` is what `pg_dump` is told, so that it sees the same."""

    name: str
    server: int
    migrations: Sequence[str]
    extensions: Sequence[str]
    rows: Mapping[str, int]


@contextmanager
def snapshot(address: str) -> Iterator[Snapshot]:
    """One moment of the database, held while it is dumped.

    Raises UsageError `backup-role` when rows are hidden from the role, `backup-nothing` when there is no table.
    """
    with _connected(address) as connection:
        connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
        if connection.execute(_SEES_ALL).fetchone() != (True,):
            raise UsageError("backup-role", role=str(connection.info.user))
        tables = [name for (name,) in connection.execute(_TABLES)]
        if _MIGRATIONS not in tables:
            raise UsageError("backup-nothing")
        (name,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        done = connection.execute(f"SELECT app || '.' || name FROM {_MIGRATIONS} ORDER BY 1".encode()).fetchall()
        yield Snapshot(
            name=str(name),
            server=connection.info.server_version,
            migrations=[one for (one,) in done],
            extensions=[one for (one,) in connection.execute(_EXTENSIONS)],
            rows={table: _count(connection, table) for table in tables},
        )


def dumped(programs: Path, address: str, of: Snapshot) -> Iterator[bytes]:
    """The dump of a snapshot in whole pieces, as it comes. Raises StoreError with what `pg_dump` says."""
    said = [*_WHOLE, f"--snapshot={of.name}", "--exclude-extension=*"]
    process = subprocess.Popen(
        [str(programs / "pg_dump"), *said],
        env=_environment(address),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=PIECE,
    )
    assert process.stdout is not None
    with _ended(process, "pg_dump"):
        while piece := process.stdout.read(PIECE):
            yield piece


@contextmanager
def restoring(programs: Path, address: str) -> Iterator[IO[bytes]]:
    """Somewhere to write a dump to: it is restored as the owner of an empty database, whole or not at all.

    Rights that new tables would be given by default are taken back first: they would be added to those of the dump, and the
    record of acts could be changed. The dump brings the defaults with it, last. Raises StoreError with what `pg_restore` says.
    """
    execute(address, *(f"{_NO_GRANTS} {kind} FROM {Role.WEB}, {Role.WORKER}" for kind in ("TABLES", "SEQUENCES")))
    process = subprocess.Popen(
        [
            str(programs / "pg_restore"),
            *("--dbname=", "--no-owner", "--no-comments", "--exit-on-error", "--single-transaction"),
        ],
        env=_environment(address),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    with _ended(process, "pg_restore"):
        yield process.stdin


def execute(address: str, *said: str) -> None:
    """Statements, each by itself."""
    with _connected(address, autocommit=True) as connection:
        for one in said:
            connection.execute(one.encode())


def tables(address: str) -> Sequence[str]:
    """Those that are there."""
    with _connected(address) as connection:
        return [name for (name,) in connection.execute(_TABLES)]


def missing(address: str, extensions: Sequence[str]) -> Sequence[str]:
    """Extensions that are not there."""
    with _connected(address) as connection:
        there = {name for (name,) in connection.execute(_EXTENSIONS)}
    return [one for one in extensions if one not in there]


def rows(address: str) -> Mapping[str, int]:
    """How many rows each table has, as the owner: row-level security is lifted in a transaction that is then undone."""
    with _connected(address) as connection:
        found = {}
        for (table,) in connection.execute(_TABLES).fetchall():
            connection.execute(sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(_named(table)))
            found[table] = _count(connection, table)
        connection.rollback()
        return found


def _named(table: str) -> sql.Identifier:
    return sql.Identifier(*table.split(".", 1))


def _count(connection: psycopg.Connection, table: str) -> int:
    (found,) = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(_named(table))).fetchone() or (0,)
    return int(found)


@contextmanager
def _connected(address: str, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
    try:
        with psycopg.connect(address, autocommit=autocommit) as connection:
            yield connection
    except psycopg.Error as error:
        raise StoreError(f"database: {(str(error).splitlines() or ['?'])[0]}") from None


@contextmanager
def _ended(process: "subprocess.Popen[bytes]", program: str) -> Iterator[None]:
    """It has ended well when the block has; a block that fails ends it. Raises StoreError with what it says."""
    with process:
        try:
            with suppress(BrokenPipeError):  # then it has ended, and says why
                yield
            with suppress(BrokenPipeError):
                if process.stdin is not None:
                    process.stdin.close()
            process.stdin = None
            _, said = process.communicate()
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        lines = said.decode(errors="replace").strip().splitlines()
        raise StoreError(_first_error(lines) or f"{program}: {process.returncode}")


def _first_error(lines: Sequence[str]) -> str:
    """What broke, not what followed from it; never a row's content, which stands in later lines."""
    return next((line for line in lines if "error" in line.lower()), lines[0] if lines else "")


def _environment(address: str) -> dict[str, str]:
    """How a program of PostgreSQL is told where to connect: not on its command line, which every user of the machine can read."""
    names = {one.keyword.decode(): one.envvar.decode() for one in pq.Conninfo.get_defaults() if one.envvar}
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    told = {names[key]: str(value) for key, value in conninfo_to_dict(address).items() if key in names}
    return kept | told | {"LC_MESSAGES": "C", "TZ": "UTC"}
