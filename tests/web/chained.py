"""A record that is committed, and one who can do everything to it: the superuser of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from tests.web.made import member_of, organisation
from tests.web.running import use

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.audit.actions import record
from tadasu.web.project.database import DATABASE, Role, Server

REWRITE = """
DO $$ DECLARE entry audit_entry; last bytea := decode(repeat('00', 32), 'hex'); BEGIN
    FOR entry IN SELECT * FROM audit_entry ORDER BY number LOOP
        entry.previous := last;
        entry.content := audit_content(entry);
        entry.digest := audit_link(entry.number, entry.previous, entry.content);
        UPDATE audit_entry SET previous = entry.previous, content = entry.content, digest = entry.digest
        WHERE id = entry.id;
        last := entry.digest;
        UPDATE audit_head SET number = entry.number, at = entry.at, digest = entry.digest;
    END LOOP;
END $$
"""
"""Every link made anew, and what the database counts with it: then nothing in it is wrong."""


def acts(count: int, *, place: UUID | None = None, act: str = "test.act") -> UUID:
    """So many acts, a transaction each, in one organisation, whose id is returned."""
    place = place or organisation().id
    me = member_of(place)
    for n in range(count):
        with acting(me):
            record(me, act=act, subject="test", organisation=place, reason=f"reason {n}", detail={"n": n})
    return place


def tamper(server: Server, *statements: str) -> None:
    """As the superuser, with every trigger and foreign key off."""
    server.execute("SET session_replication_role = replica", *statements, database=DATABASE)


@contextmanager
def worker(server: Server) -> Iterator[None]:
    """Connected as the worker, who sees all of the record."""
    use(server, Role.WORKER)
    try:
        yield
    finally:
        use(server, Role.WEB)
