"""Which database the processes use: one that is named, with a role each, or our own."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tadasu.store import data_folder
from tadasu.web.project.database import Role, Server, cluster_of, finish, running, start

URL = "TADASU_DATABASE_URL"
"""The database of a process; `tadasu serve` gives each of its processes its own."""

OWNERS = {Role.OWNER: "TADASU_OWNER_DATABASE_URL", Role.WORKER: "TADASU_WORKER_DATABASE_URL"}
"""For a server of yours: what the owner of the tables and the worker connect with, when that is not `TADASU_DATABASE_URL`."""


@dataclass(frozen=True, slots=True)
class Places:
    """An address a role. `server` is our own, None for one that is named."""

    addresses: Mapping[Role, str]
    server: Server | None = None

    def environment(self, role: Role) -> dict[str, str]:
        """What a process of that role is started with: no address of another role."""
        left_out = {*OWNERS.values(), URL}
        return {key: value for key, value in os.environ.items() if key not in left_out} | {URL: self.addresses[role]}


@contextmanager
def places(*, stop: bool = False) -> Iterator[Places]:
    """The database, started if it is ours and does not run; stopped afterwards if we started it, and with `stop` in any case:
    one that an earlier `tadasu serve` left behind is not left a second time. A restore that was cut off is finished or cleared
    away first. Raises UsageError `restore-running`."""
    finish(data_folder(writing=True), lambda: has_tables(os.environ[URL]))
    if named := os.environ.get(URL):
        roles = (Role.OWNER, Role.WEB, Role.WORKER)
        yield Places({role: os.environ.get(OWNERS.get(role, URL)) or named for role in roles})
        return
    cluster = cluster_of(data_folder(writing=True))
    ran = running(cluster)
    server = start(cluster)
    try:
        yield Places({role: server.address(role) for role in Role}, server)
    finally:
        if stop or not ran:
            server.stop()


def has_tables(address: str) -> bool:
    """Whether what was restored has arrived there: all of it came in one transaction."""
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT to_regclass('public.django_migrations') IS NOT NULL").fetchone() == (True,)
