"""Which database is dumped, and which is restored into."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tadasu.schema import UsageError
from tadasu.store import data_folder
from tadasu.web.project.database import Role, cluster_of, programs, runner
from tadasu.web.project.serving._alone import alone
from tadasu.web.project.serving._places import URL, places

BACKUP = "TADASU_BACKUP_DATABASE_URL"
"""For a server of yours: a role with BYPASSRLS that may read everything."""


@dataclass(frozen=True, slots=True)
class Source:
    """What `pg_dump` connects with, and where it lies."""

    address: str
    programs: Path


@contextmanager
def reading() -> Iterator[Source]:
    """The database that is there; ours is started if it does not run, and then nobody else starts it meanwhile.

    Raises UsageError `backup-nothing` when none was ever made.
    """
    if named := os.environ.get(URL):
        yield Source(os.environ.get(BACKUP) or named, programs(runner()))
        return
    cluster = cluster_of(data_folder())
    if not cluster.made:
        raise UsageError("backup-nothing")
    with ExitStack() as stack:
        with suppress(UsageError):  # it is being served: the server runs, and goes on
            stack.enter_context(alone())
        found = stack.enter_context(places())
        yield Source(found.addresses[Role.SUPER], cluster.programs)
