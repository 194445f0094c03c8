"""What needs transactions that end: several at once, one that waits, one that is broken off."""

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError
from django.db.transaction import TransactionManagementError
from tests.web.chained import acts, worker
from tests.web.made import organisation, person

from tadasu.web.foundation.access import ANONYMOUS, acting
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.audit.models import Entry, Head, Said
from tadasu.web.foundation.audit.verifying import verify
from tadasu.web.project.database import Role, Server

Connect = Callable[[], psycopg.Connection]

SAID = (
    "INSERT INTO audit_said (id, system, act, subject, salt, reason, detail, due)"
    " VALUES (gen_random_uuid(), false, %s, 'test', '\\x01', '', '{}', false)"
)


@pytest.fixture
def connect(server: Server, committed: None) -> Iterator[Connect]:
    """Makes connections as the web server has them."""
    made: list[psycopg.Connection] = []

    def one() -> psycopg.Connection:
        made.append(psycopg.connect(server.address(Role.WEB)))
        made[-1].execute("SET lock_timeout = '20s'")
        return made[-1]

    yield one
    for each in made:
        each.close()


def seen(server: Server) -> list[tuple[int, str]]:
    """Number and act of every entry."""
    with worker(server):
        return list(Entry.objects.order_by("number").values_list("number", "act"))


@pytest.mark.usefixtures("server")
def test_nothing_is_recorded_outside_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        record(ANONYMOUS, act="test", subject="test")


def test_many_at_once_make_one_chain_without_a_gap(server: Server, connect: Connect) -> None:
    def work(connection: psycopg.Connection) -> None:
        for n in range(25):
            connection.execute(SAID, [f"act-{n}"])
            connection.rollback() if n % 5 == 4 else connection.commit()

    threads = [threading.Thread(target=work, args=(connect(),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [number for number, _ in seen(server)] == list(range(1, 121))
    with worker(server):
        assert verify().sound
        times = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_whoever_recorded_and_has_not_committed_keeps_nobody_waiting(server: Server, connect: Connect) -> None:
    slow, quick = connect(), connect()
    slow.execute(SAID, ["slow"])
    quick.execute(SAID, ["quick"])
    quick.commit()
    slow.commit()
    assert seen(server) == [(1, "quick"), (2, "slow")]


def test_the_chain_is_held_by_nobody_who_still_waits_for_another(server: Server, connect: Connect) -> None:
    """At its commit one waits for a row that another holds; the other's commit is not kept from the chain by it."""
    place = organisation()
    one, other = connect(), connect()
    other.execute("SELECT FROM accounts_organisation WHERE id = %s FOR UPDATE", [place.id])
    one.execute("SELECT set_config('tadasu.organisations', %s, true)", [str(place.id)])
    one.execute(SAID, ["one"])
    someone = person()
    one.execute(
        "INSERT INTO accounts_membership (id, user_id, organisation_id, roles, since) VALUES (%s, %s, %s, '{}', now())",
        [uuid4(), someone.id, place.id],
    )
    waits = threading.Thread(target=one.commit)
    waits.start()
    while not _waiting(server):
        pass
    other.execute(SAID, ["other"])
    other.commit()
    waits.join()
    assert seen(server) == [(1, "other"), (2, "one")]


def test_an_act_whose_entry_cannot_be_made_is_not_done(server: Server, committed: None) -> None:
    acts(1)
    with worker(server):
        taken = Entry.objects.get().id
    place = organisation()

    def rename() -> None:
        with acting(ANONYMOUS):
            type(place).objects.filter(id=place.id).update(name="Renamed (invented)")
            Said.objects.create(id=taken, system=False, act="test", subject="test", salt=b"\1")

    with pytest.raises(IntegrityError, match="audit_entry_pkey"):
        rename()
    place.refresh_from_db()
    assert place.name != "Renamed (invented)"
    assert len(seen(server)) == 1


def test_a_connection_that_is_lost_before_its_commit_leaves_nothing(server: Server, connect: Connect) -> None:
    lost = connect()
    lost.execute(SAID, ["lost"])
    lost.close()
    acts(1)
    assert seen(server) == [(1, "test.act")]


def test_the_clock_of_the_record_never_runs_backwards(server: Server, committed: None) -> None:
    acts(1)
    server.execute(
        "SET session_replication_role = replica", "UPDATE audit_head SET at = '2999-01-01T00:00:00Z'", database="tadasu"
    )
    acts(1)
    with worker(server):
        assert Entry.objects.get(number=2).at == Head.objects.get().at
        assert Entry.objects.get(number=2).at.year == 2999


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'other'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "UPDATE audit_text SET reason = 'other'",
        "DELETE FROM audit_text",
        "TRUNCATE audit_text",
        "UPDATE audit_head SET number = 0",
        "DELETE FROM audit_head",
        "TRUNCATE audit_head",
        "INSERT INTO audit_head VALUES (true, 9, now(), '')",
        "INSERT INTO audit_entry SELECT gen_random_uuid(), 9, at, actor, system, act, subject, subject_id,"
        " organisation_id, salt, text_digest, content, previous, digest FROM audit_entry",
        "INSERT INTO audit_text SELECT id, salt, '', '{}' FROM audit_entry",
    ],
)
@pytest.mark.parametrize("role", [Role.OWNER, Role.SUPER])
def test_not_even_the_owner_changes_the_record_by_accident(
    server: Server, committed: None, statement: str, role: Role
) -> None:
    acts(2)
    with (
        psycopg.connect(server.address(role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="the record is not changed"),
    ):
        connection.execute(statement.encode())
    with worker(server):
        assert verify().sound


def _waiting(server: Server) -> bool:
    with psycopg.connect(server.address(Role.SUPER)) as connection:
        found = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
        return found is not None and found[0] > 0
