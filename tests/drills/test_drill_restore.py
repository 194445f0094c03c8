"""Drill: the instance is lost, and a backup of it is put into an empty place. People sign in, a sealed record opens with its
passphrase, the record of acts holds against an anchor from before, every row and every right is there; and the backup itself
tells nothing to whoever has no key."""

import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test import Client
from pyrage import x25519
from tests.drills.seizure import Searcher, files
from tests.drills.test_drill_seizure import canary
from tests.web.made import member_of, organisation
from tests.web.made_vault import PHRASE, Holder, holder, sealed, stored, unlocking
from tests.web.running import committed, server, use  # noqa: F401
from tests.web.signing_in import by_the_pages, with_authenticator

from tadasu.store import data_folder
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.audit.anchoring import anchor
from tadasu.web.foundation.audit.report import Held
from tadasu.web.foundation.audit.verifying import verify
from tadasu.web.foundation.vault.actions import open_file, open_record
from tadasu.web.project.backups import back_up, check, restore
from tadasu.web.project.database import DATABASE, Role, Server, cluster_of, start

CATALOGUES = {
    "rights of tables": "SELECT c.relname, c.relkind, c.relacl::text, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, "
    "r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE relnamespace = 'public'::regnamespace",
    "rights to come": "SELECT defaclrole::regrole::text, defaclobjtype, defaclacl::text FROM pg_default_acl",
    "rights of schemas": "SELECT nspname, nspacl::text FROM pg_namespace WHERE nspname !~ '^pg_'",
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "policies": "SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies",
    "triggers": "SELECT tgrelid::regclass::text, tgenabled, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT pg_get_functiondef(p.oid), p.proacl::text, p.proowner::regrole::text FROM pg_proc p "
    "WHERE pronamespace = 'public'::regnamespace "
    "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')",
    "constraints": "SELECT conrelid::regclass::text, conname, convalidated, "
    r"regexp_replace(pg_get_constraintdef(oid), '::(text|character varying)(\[\])?|[()]', '', 'g') FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'",
    "extensions": "SELECT extname FROM pg_extension",
    "the database": "SELECT datlocprovider, datlocale, datcollate, encoding FROM pg_database WHERE datname = current_database()",
}
"""What a database is besides its rows."""


WHY = "The drill looks at it again."


@dataclass(frozen=True)
class Scene:
    """An instance with something in it, and what was told elsewhere before it was lost."""

    place: UUID
    reader: Holder
    authenticator: str
    record: UUID
    file: UUID
    anchor: Path
    canaries: dict[str, str]


@pytest.fixture
def scene(server: Server, committed: None, tmp_path: Path) -> Iterator[Scene]:  # noqa: F811
    """One reader with a record and a file, and a list in the data folder."""
    said = {one: canary() for one in ("organisation", "record", "file", "list", "reason")}
    place = organisation("civil-society", name=f"{said['organisation']} (invented)")
    reader = holder(place, "documenter")
    secret = with_authenticator(reader.user)
    found = sealed(place, reader, content=said["record"].encode())
    file = stored(place, reader, content=(said["file"] + "\n").encode() * 50_000)
    with acting(reader.actor):
        record(reader.actor, act="test.act", subject="test", organisation=place.id, reason=said["reason"])
    lists = data_folder() / "lists" / "drill" / "2026-11-25"
    lists.mkdir(parents=True)
    (lists / "entities.csv").write_text(f"id,name\n1,{said['list']}\n", encoding="utf-8")
    use(server, Role.WORKER)
    anchor(out=tmp_path / "anchor.json")
    use(server, Role.WEB)
    yield Scene(place.id, reader, secret, found, file, tmp_path / "anchor.json", said)
    for one in ("lists", "vault", "audit"):
        shutil.rmtree(data_folder() / one, ignore_errors=True)


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """An empty folder that PostgreSQL can reach."""
    made = Path(tempfile.mkdtemp(prefix="tadasu-restored-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


class Writing(threading.Thread):
    """Somebody who goes on working: an organisation and its line in the record, again and again."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.count = 0

    def run(self) -> None:
        while not self.done.is_set():
            place = organisation(name=f"Written meanwhile {self.count} (invented)")
            me = member_of(place.id)
            with acting(me):
                record(me, act="test.meanwhile", subject="test", organisation=place.id)
            self.count += 1
        connection.close()


@pytest.fixture
def writing(scene: Scene) -> Iterator[Writing]:
    """Already at work."""
    thread = Writing()
    thread.start()
    while thread.count < 3:
        thread.done.wait(0.01)
    yield thread
    thread.done.set()
    thread.join()


def asked(of: Server, question: str) -> list[tuple[object, ...]]:
    """As the superuser, from whom nothing is hidden."""
    with psycopg.connect(of.address(Role.SUPER, database=DATABASE)) as one:
        return sorted(one.execute(question.encode()).fetchall(), key=repr)


def rows(of: Server) -> dict[str, int]:
    names = [str(name) for (name,) in asked(of, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return {name: int(str(asked(of, f'SELECT count(*) FROM "{name}"')[0][0])) for name in names}


def test_what_was_lost_is_there_again_and_the_backup_told_nobody(
    server: Server,  # noqa: F811
    scene: Scene,
    writing: Writing,
    elsewhere: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = x25519.Identity.generate()
    (tmp_path / "key").write_text(str(key), encoding="ascii")
    before = writing.count
    told = back_up(file=str(tmp_path / "backup"), to=[str(key.to_public())])
    writing.done.set()
    writing.join()
    assert writing.count > before, "nobody wrote meanwhile"
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600
    searcher = Searcher({name: said.encode() for name, said in scene.canaries.items()})
    assert {one.secret for one in searcher.search(files(data_folder()))} >= {"list"}, "the search does not look"
    assert searcher.search([("backup", (tmp_path / "backup").read_bytes())]) == set()
    assert check(file=tmp_path / "backup", key=tmp_path / "key") == told

    monkeypatch.setenv("TADASU_DATA", str(elsewhere))
    assert restore(file=tmp_path / "backup", key=tmp_path / "key") == told
    restored = start(cluster_of(elsewhere))
    try:
        for what, question in CATALOGUES.items():
            assert asked(restored, question) == asked(server, question), what
        same_rows(rows(restored), rows(server))
        assert asked(
            restored, "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        ) == asked(server, "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
        use(restored, Role.WORKER)
        report = verify(anchors=[scene.anchor])
        assert report.sound
        assert [one.held for one in report.anchors] == [Held.HELD]
        use(restored, Role.WEB)
        used_again(scene)
        assert (
            (elsewhere / "lists" / "drill" / "2026-11-25" / "entities.csv")
            .read_text(encoding="utf-8")
            .endswith(f"{scene.canaries['list']}\n")
        )
    finally:
        connection.close()
        restored.stop()
        use(server, Role.WEB)


def same_rows(there: dict[str, int], here: dict[str, int]) -> None:
    """Every table has as many rows, but for those that were written to meanwhile; row-level security hid none."""
    meanwhile = {"accounts_organisation", "audit_entry", "audit_head"}
    assert there.keys() == here.keys()
    assert {name: count for name, count in there.items() if name not in meanwhile} == {
        name: count for name, count in here.items() if name not in meanwhile
    }
    assert 3 <= there["accounts_organisation"] <= here["accounts_organisation"]
    assert (
        min(there[name] for name in ("vault_sealedrecord", "vault_sealedfile", "accounts_membership", "audit_text")) > 0
    )


def used_again(scene: Scene) -> None:
    """As people use it."""
    by_the_pages(Client(), scene.reader.user, scene.authenticator)
    reader = unlocking(scene.reader.user, PHRASE)
    with acting(reader.actor):
        found = open_record(reader.actor, record=scene.record, key=reader.key, purpose="verify", reason=WHY)
        assert found.content == scene.canaries["record"].encode()
        opened = open_file(reader.actor, record=scene.file, key=reader.key, purpose="verify", reason=WHY)
        assert b"".join(opened.pieces).startswith(scene.canaries["file"].encode())
        assert Organisation.objects.filter(id=scene.place).exists()
        record(reader.actor, act="test.act", subject="test", organisation=scene.place)


def test_what_a_killed_writer_left_and_what_can_be_made_again_is_not_backed_up(
    server: Server,  # noqa: F811
    scene: Scene,
    elsewhere: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = x25519.Identity.generate()
    (tmp_path / "key").write_text(str(key), encoding="ascii")
    folder = data_folder()
    (folder / "saved").mkdir(exist_ok=True)
    (folder / "saved" / "index").write_text("words", encoding="utf-8")
    (folder / "vault" / ".half.0a.unfinished").write_text("half", encoding="utf-8")
    (folder / "beside").symlink_to(tmp_path / "beside")
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "kept").write_text("on another disk", encoding="utf-8")
    try:
        back_up(file=str(tmp_path / "backup"), to=[str(key.to_public())])
    finally:
        shutil.rmtree(folder / "saved")
        (folder / "beside").unlink()
    monkeypatch.setenv("TADASU_DATA", str(elsewhere))
    restore(file=tmp_path / "backup", key=tmp_path / "key")
    assert not (elsewhere / "saved").exists()
    assert not list(elsewhere.rglob("*.unfinished"))
    assert (elsewhere / "beside" / "kept").read_text(encoding="utf-8") == "on another disk"
    assert {stat.S_IMODE(one.stat().st_mode) for one in elsewhere.rglob("*") if "postgres" not in str(one)} <= {
        0o600,
        0o700,
    }
    assert (elsewhere / "web.key").read_bytes() == (folder / "web.key").read_bytes()
    assert (elsewhere / "database.json").read_bytes() != (folder / "database.json").read_bytes()
    assert not os.path.lexists(elsewhere / "restore.half")
