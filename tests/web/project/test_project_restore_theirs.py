"""Backup and restore with a database server of yours."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.web.made import join, organisation, person
from tests.web.made_backup import GOOD_HEAD, Keys, empty, keys, refused, sealed, untouched
from tests.web.running import use

from tadasu.schema import StoreError
from tadasu.web.project.backups import back_up, restore
from tadasu.web.project.backups._archive import HEAD
from tadasu.web.project.backups._dump import snapshot
from tadasu.web.project.database import DATABASE, Role, Server
from tadasu.web.project.database._roles import rights

__all__ = ["empty", "keys"]


@pytest.fixture
def theirs(server: Server, monkeypatch: pytest.MonkeyPatch, empty: Path) -> Iterator[Server]:
    """The tests' server as one of yours: named, with a role for backups, and an empty database besides."""
    server.execute(
        "DROP DATABASE IF EXISTS theirs",
        f"CREATE DATABASE theirs OWNER {Role.OWNER}",
        "CREATE ROLE tadasu_backup LOGIN BYPASSRLS PASSWORD 'invented'",
        "GRANT pg_read_all_data TO tadasu_backup",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO tadasu_backup",
    )
    server.execute(*rights("theirs"), database="theirs")
    name(server, monkeypatch, DATABASE)
    backups = (
        server.address(Role.WEB).replace(server.passwords[Role.WEB], "invented").replace(Role.WEB, "tadasu_backup")
    )
    monkeypatch.setenv("TADASU_BACKUP_DATABASE_URL", backups)
    yield server
    server.execute(
        "DROP DATABASE theirs", f"REVOKE CONNECT ON DATABASE {DATABASE} FROM tadasu_backup", "DROP ROLE tadasu_backup"
    )
    use(server, Role.WEB)


def name(server: Server, monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    for setting, role in (("", Role.WEB), ("OWNER_", Role.OWNER), ("WORKER_", Role.WORKER)):
        monkeypatch.setenv(f"TADASU_{setting}DATABASE_URL", server.address(role, database=database))


def test_from_a_server_of_yours_and_into_an_empty_database_of_it(
    theirs: Server, committed: None, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    place = organisation(name="Kept elsewhere (invented)")
    join(person(), place, "analyst")
    (empty / "web.key").write_text("a key", encoding="ascii")
    told = back_up(file=str(tmp_path / "backup"), to=[keys[0]])
    refused("restore-database-there", lambda: restore(file=tmp_path / "backup", key=keys[1], replace=True))
    name(theirs, monkeypatch, "theirs")
    (empty / "web.key").unlink()
    assert restore(file=tmp_path / "backup", key=keys[1]) == told
    assert (empty / "web.key").read_text(encoding="ascii") == "a key"
    assert not (empty / "postgres").exists()
    question = "SELECT count(*) FROM accounts_membership"
    rights_to_come = "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1"
    for one in (question, rights_to_come):
        found = [in_database(theirs, database, one) for database in (DATABASE, "theirs")]
        assert found[0] == found[1]
        assert found[0]


def test_a_restore_that_fails_on_a_server_of_yours_leaves_the_database_empty_and_its_rights_as_they_were(
    theirs: Server, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: Path
) -> None:
    name(theirs, monkeypatch, "theirs")
    before = in_database(theirs, "theirs", "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1")
    members = [(tarfile.TarInfo(HEAD), GOOD_HEAD), (tarfile.TarInfo("database/00000000"), b"no dump")]
    with pytest.raises(StoreError):
        restore(file=sealed(tmp_path / "made", keys, members), key=keys[1])
    assert untouched(empty)
    assert in_database(theirs, "theirs", "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []
    after = in_database(theirs, "theirs", "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1")
    assert after == before
    assert len(before) == 2


def in_database(server: Server, database: str, question: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.address(Role.SUPER, database=database)) as one:
        return one.execute(question.encode()).fetchall()


@pytest.mark.parametrize("role", [Role.OWNER, Role.WEB, Role.WORKER])
def test_a_role_from_which_rows_are_hidden_makes_no_backup(server: Server, role: Role) -> None:
    def look() -> None:
        with snapshot(server.address(role)):
            pass

    refused("backup-role", look)
