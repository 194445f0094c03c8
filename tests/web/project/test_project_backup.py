"""Backup and restore: what is refused, in a sentence and before anything is touched; what a kill leaves; a server of yours."""

import io
import json
import os
import shutil
import signal
import stat
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from pyrage import encrypt, passphrase, x25519
from tests.web.made import join, organisation, person
from tests.web.project.test_project_serve import command, environment, free_port, served
from tests.web.running import use

from tadasu.schema import StoreError, UsageError
from tadasu.store import DataFolderError
from tadasu.web.project.backups import back_up, check, restore
from tadasu.web.project.backups._archive import DATABASE as DUMP
from tadasu.web.project.backups._archive import FILES, HEAD, MANIFEST, Counted, written
from tadasu.web.project.backups._dump import snapshot
from tadasu.web.project.backups._report import Unusable
from tadasu.web.project.database import DATABASE, Role, Server, cluster_of, finish, running
from tadasu.web.project.database._roles import rights
from tadasu.web.project.database._staged import HALF, READY, Staged, take_place
from tadasu.web.project.serving._alone import alone

LONG = 120.0

Keys = tuple[str, Path]
"""The public key, and the file of the private one."""


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """Of an operator."""
    made = x25519.Identity.generate()
    (tmp_path / "key").write_text(f"# made for a test\n{made}\n", encoding="ascii")
    return str(made.to_public()), tmp_path / "key"


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder that PostgreSQL can reach."""
    made = Path(tempfile.mkdtemp(prefix="tadasu-empty-"))
    made.chmod(0o755)
    monkeypatch.setenv("TADASU_DATA", str(made))
    yield made
    shutil.rmtree(made, ignore_errors=True)


def untouched(folder: Path) -> bool:
    """Nothing but locks."""
    return {one.name for one in folder.iterdir()} <= {"serve.lock", "restore.lock", "postgres"}


def refused(code: str, act: Callable[[], object]) -> UsageError:
    with pytest.raises(UsageError) as found:
        act()
    assert found.value.code == code
    return found.value


def test_a_backup_that_nobody_could_open_is_not_made(tmp_path: Path) -> None:
    refused("backup-no-key", lambda: back_up(file=str(tmp_path / "out"), to=[]))
    assert not (tmp_path / "out").exists()


def test_a_private_key_in_the_place_of_a_public_one_is_refused_and_not_repeated(tmp_path: Path) -> None:
    private = str(x25519.Identity.generate())
    error = refused("backup-key", lambda: back_up(file=str(tmp_path / "out"), to=[private]))
    assert private[13:30] not in str(error)


def test_public_keys_may_stand_in_a_file_and_each_opens_the_backup(server: Server, tmp_path: Path) -> None:
    two = [x25519.Identity.generate() for _ in range(2)]
    (tmp_path / "to").write_text("# ours\n\n" + "\n".join(str(one.to_public()) for one in two), encoding="ascii")
    back_up(file=str(tmp_path / "out"), to=[str(tmp_path / "to")])
    for n, one in enumerate(two):
        (tmp_path / f"{n}").write_text(str(one), encoding="ascii")
        assert check(file=tmp_path / "out", key=tmp_path / f"{n}").tables > 20
    (tmp_path / "none").write_text("# nobody\n", encoding="ascii")
    refused("backup-key-file", lambda: back_up(file=str(tmp_path / "b"), to=[str(tmp_path / "none")]))
    refused("backup-key-file", lambda: back_up(file=str(tmp_path / "b"), to=[str(tmp_path / "not-there")]))


def test_a_backup_replaces_nothing_and_lies_outside_the_data_folder(server: Server, tmp_path: Path, keys: Keys) -> None:
    (tmp_path / "out").write_text("kept", encoding="ascii")
    refused("backup-exists", lambda: back_up(file=str(tmp_path / "out"), to=[keys[0]]))
    assert (tmp_path / "out").read_text(encoding="ascii") == "kept"
    inside = server.cluster.secrets.parent / "out"
    refused("backup-inside", lambda: back_up(file=str(inside), to=[keys[0]]))
    with pytest.raises(DataFolderError):
        back_up(file=str(tmp_path / "no" / "such" / "folder"), to=[keys[0]])


def test_where_nothing_was_ever_served_there_is_nothing_to_back_up(empty: Path, tmp_path: Path, keys: Keys) -> None:
    refused("backup-nothing", lambda: back_up(file=str(tmp_path / "out"), to=[keys[0]]))
    assert untouched(empty)


def test_a_dump_that_breaks_off_leaves_no_file(
    server: Server, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tadasu.web.project.backups import _dump

    monkeypatch.setattr(_dump, "_WHOLE", ("--format=custom", "--no-such-option"))
    with pytest.raises(StoreError, match="no-such-option"):
        back_up(file=str(tmp_path / "out"), to=[keys[0]])
    assert {one.name for one in tmp_path.iterdir()} == {"key"}


def test_a_disk_that_is_full_leaves_no_file(server: Server, tmp_path: Path, keys: Keys) -> None:
    with pytest.raises(DataFolderError):
        back_up(file="/dev/full/out", to=[keys[0]])
    program = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000));"
        "import sys; from tadasu.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [command()[0], "-P", "-c", program, "backup", str(tmp_path / "out"), "--to", keys[0]],
        env=environment(server.cluster.secrets.parent), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 5, done.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"key"}


@pytest.fixture
def backup(server: Server, tmp_path: Path, keys: Keys) -> Path:
    """One of the tests' own instance."""
    back_up(file=str(tmp_path / "backup"), to=[keys[0]])
    return tmp_path / "backup"


def test_what_is_damaged_is_refused_before_anything_is_touched(backup: Path, keys: Keys, empty: Path) -> None:
    whole = backup.read_bytes()
    middle = len(whole) // 2
    for content in (
        whole[:-1],
        whole[:middle],
        whole[:100],
        whole[:-70_000],
        whole + b"\0",
        whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
    ):
        backup.write_bytes(content)
        error = refused("restore-damaged", lambda: restore(file=backup, key=keys[1]))
        assert error.exit_code == 3
        assert untouched(empty)


def test_the_wrong_key_and_the_wrong_file_are_told_apart(backup: Path, keys: Keys, empty: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text(str(x25519.Identity.generate()), encoding="ascii")
    refused("restore-wrong-key", lambda: restore(file=backup, key=other))
    refused("restore-identity", lambda: restore(file=backup, key=backup))
    refused("restore-identity", lambda: restore(file=backup, key=tmp_path / "not-there"))
    refused("restore-no-backup", lambda: restore(file=keys[1], key=keys[1]))
    refused("restore-unreadable", lambda: restore(file=tmp_path / "not-there", key=keys[1]))
    refused("restore-unreadable", lambda: restore(file=tmp_path, key=keys[1]))
    other.write_bytes(passphrase.encrypt(b"something", "a passphrase"))
    refused("restore-wrong-key", lambda: restore(file=other, key=keys[1]))
    other.write_bytes(encrypt(b"something else", [x25519.Recipient.from_str(keys[0])]))
    refused("restore-damaged", lambda: restore(file=other, key=keys[1]))
    assert untouched(empty)


def sealed(place: Path, keys: Keys, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """An archive as somebody could make it who knows the public key, manifest included."""
    counted, out = Counted(), io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
            counted.take(DUMP if info.name.startswith(DUMP) else info.name, content)
        told = tarfile.TarInfo(MANIFEST)
        content = json.dumps(counted.told()).encode()
        told.size = len(content)
        tar.addfile(told, io.BytesIO(content))
    place.write_bytes(encrypt(out.getvalue(), [x25519.Recipient.from_str(keys[0])]))
    return place


GOOD_HEAD = (
    b'{"format": 1, "tadasu": "1", "made": "2026-11-25T00:00:00+00:00", "rows": {}, "migrations": [], "extensions": []}'
)


@pytest.mark.parametrize(
    "name",
    ["../out", "files/../../out", "/etc/passwd", "files/", "files//etc/passwd", "files/postgres/data/x", "files/restore.ready",
     "files/database.json", "files/.hidden", "out", "files/a\0b", "database/00000001"],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(name: str, keys: Keys, empty: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), GOOD_HEAD), (tarfile.TarInfo(name), b"x")])
    refused("restore-damaged", lambda: restore(file=file, key=keys[1]))
    assert untouched(empty)


def test_a_link_a_folder_and_a_device_are_refused(keys: Keys, empty: Path, tmp_path: Path) -> None:
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        info = tarfile.TarInfo(f"{FILES}a")
        info.type, info.linkname = kind, "/etc/passwd"
        file = sealed(tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), GOOD_HEAD), (info, b"")])
        refused("restore-damaged", lambda file=file: restore(file=file, key=keys[1]))  # type: ignore[misc]
    assert untouched(empty)


@pytest.mark.parametrize(
    "head", [b"", b"{}", b"[]", b"\xff", b'{"format": 1}', b'{"format": 1, "rows": 3, "tadasu": 1, "made": 1}']
)
def test_a_head_that_says_too_little_is_refused(head: bytes, keys: Keys, empty: Path, tmp_path: Path) -> None:
    file = sealed(tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), head)])
    with pytest.raises(Unusable):
        restore(file=file, key=keys[1])
    assert untouched(empty)


def test_a_newer_format_and_tables_this_code_does_not_know_are_refused(keys: Keys, empty: Path, tmp_path: Path) -> None:
    for said in (b'"format": 2', b'"format": 1, "migrations": ["accounts.9999_to_come"]'):
        head = GOOD_HEAD.replace(b'"migrations": [], ', b"").replace(b'"format": 1', said)
        file = sealed(
            tmp_path / "made", keys, [(tarfile.TarInfo(HEAD), head), (tarfile.TarInfo("database/00000000"), b"x")]
        )
        error = refused("restore-newer", lambda file=file: restore(file=file, key=keys[1]))  # type: ignore[misc]
        assert dict(error.params)["version"] == "1"
    assert untouched(empty)


def test_a_dump_that_postgresql_cannot_read_leaves_nothing(keys: Keys, empty: Path, tmp_path: Path) -> None:
    members = [(tarfile.TarInfo(HEAD), GOOD_HEAD), (tarfile.TarInfo("database/00000000"), b"no dump")]
    file = sealed(tmp_path / "made", keys, members)
    with pytest.raises(StoreError, match="pg_restore"):
        restore(file=file, key=keys[1])
    assert untouched(empty)
    assert not list((empty / "postgres").glob("data*"))


def test_a_place_that_is_not_empty_is_left_as_it_is_unless_one_says_so(backup: Path, keys: Keys, empty: Path) -> None:
    (empty / "web.key").write_text("another", encoding="ascii")
    (empty / "old").mkdir()
    refused("restore-there", lambda: restore(file=backup, key=keys[1]))
    assert (empty / "web.key").read_text(encoding="ascii") == "another"
    restore(file=backup, key=keys[1], replace=True)
    assert (empty / "web.key").read_text(encoding="ascii") != "another"
    assert not (empty / "old").exists()
    with alone():
        refused("serve-twice", lambda: restore(file=backup, key=keys[1], replace=True))


def test_a_file_that_becomes_shorter_while_it_is_read_is_no_backup(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"x" * 1_000_000)
    pieces = written({"format": 1}, iter((b"dump",)), lambda: iter((("a", place),)))
    while place.stat().st_size > 1 and next(pieces)[:1] != b"x":
        pass
    place.write_bytes(b"x")
    with pytest.raises(StoreError, match="shorter"):
        list(pieces)


OLD = {"web.key": "old", "lists": None, "gone": "old", "postgres/data/PG_VERSION": "old"}
NEW = {"web.key": "new", "vault": None, "database.json": "new", "postgres/data/PG_VERSION": "new"}


def content(folder: Path) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for one in sorted(folder.rglob("*")):
        name = one.relative_to(folder).as_posix()
        if one.is_file() and name not in {"restore.lock", "serve.lock"}:
            found[name] = one.read_text(encoding="ascii")
        elif one.is_dir() and name in {"lists", "vault"}:
            found[name] = None
    return found


def put(folder: Path, said: dict[str, str | None]) -> None:
    for name, text in said.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.mkdir() if text is None else place.write_text(text, encoding="ascii")


def test_wherever_the_moves_are_killed_the_old_or_the_new_is_there_whole(empty: Path) -> None:
    """Killed before each rename, removal and flush in turn, until it comes to its end."""
    seen = set()
    for step in range(100):
        folder = empty / str(step)
        put(folder, OLD)
        cluster = cluster_of(folder)
        assert cluster.data.is_relative_to(folder)
        put(folder / HALF, {name: text for name, text in NEW.items() if not name.startswith("postgres")})
        put(cluster.data.with_name("data.restored"), {"PG_VERSION": "new"})
        ended = killed_at(step, folder)
        finish(folder, lambda: True)
        found = content(folder)
        assert found in (OLD, NEW), step
        assert not list(cluster.data.parent.glob("data?*"))
        seen.add(found == NEW)
        if ended:
            break
    assert seen == {True, False}
    assert ended


def killed_at(step: int, folder: Path) -> bool:
    """Make the change in a process of its own, which dies at a step; whether it came to its end before."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    calls = 0

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            nonlocal calls
            if calls == step:
                os.kill(os.getpid(), signal.SIGKILL)
            calls += 1
            return function(*given, **named)

        return call

    for name in ("rename", "replace", "unlink", "mkdir"):
        setattr(Path, name, counted(getattr(Path, name)))
    shutil.rmtree = counted(shutil.rmtree)  # type: ignore[assignment]
    os.fsync = counted(os.fsync)  # type: ignore[assignment]
    Staged(folder, None).ready()
    take_place(folder, lambda: True)
    os._exit(0)


def test_what_was_not_committed_on_a_server_of_yours_does_not_take_its_place(tmp_path: Path) -> None:
    for arrived in (False, True):
        folder = tmp_path / str(arrived)
        put(folder, {"web.key": "old"})
        put(folder / HALF, {"web.key": "new"})
        Staged(folder, None).ready(named=True)
        finish(folder, lambda arrived=arrived: arrived)  # type: ignore[misc]
        assert content(folder) == {"web.key": "new" if arrived else "old"}
        assert not (folder / READY).exists()


@pytest.mark.slow
def test_a_restore_that_is_killed_leaves_what_was_there_and_no_server_behind_and_can_be_said_again(
    backup: Path, keys: Keys, empty: Path
) -> None:
    (empty / "web.key").write_text("another", encoding="ascii")
    half = cluster_of(empty).data.with_name("data.restored")
    process = subprocess.Popen(
        command("restore", str(backup), "--identity", str(keys[1]), "--replace"), env=environment(empty)
    )
    ends = time.monotonic() + LONG
    while not (half / "postmaster.pid").exists() and process.poll() is None and time.monotonic() < ends:
        time.sleep(0.01)
    process.kill()
    process.wait(LONG)
    assert half.exists()
    assert (empty / "web.key").read_text(encoding="ascii") == "another"
    pid = int((half / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])
    finish(empty, lambda: False)
    assert not half.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert restore(file=backup, key=keys[1], replace=True).tables > 20
    assert not running(cluster_of(empty))


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


def said(*arguments: str, folder: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command(*arguments), env=environment(folder), capture_output=True, check=False)


@pytest.mark.slow
def test_backed_up_by_a_pipe_while_it_is_served_and_served_again_elsewhere(
    keys: Keys, tmp_path: Path, empty: Path
) -> None:
    other = empty / "other"
    other.mkdir(mode=0o755)
    folder = empty / "first"
    folder.mkdir(mode=0o755)
    with served(folder, free_port()):
        made = said("backup", "-", "--to", keys[0], folder=folder)
        assert made.returncode == 0, made.stderr
        (tmp_path / "backup").write_bytes(made.stdout)
        arguments, pipe = command("backup", "-", "--to", keys[0]), subprocess.PIPE
        with subprocess.Popen(arguments, env=environment(folder), stdout=pipe, stderr=pipe) as broken:
            assert broken.stdout
            assert broken.stderr
            broken.stdout.read(100)
            broken.stdout.close()
            assert b"stopped before its end" in broken.stderr.read()
            assert broken.wait() == 5
        busy = said("restore", str(tmp_path / "backup"), "--identity", str(keys[1]), "--replace", folder=folder)
        assert (busy.returncode, b"Traceback" in busy.stderr) == (2, False)
    again = said("restore", str(tmp_path / "backup"), "--identity", str(keys[1]), folder=other)
    assert again.returncode == 0, again.stderr
    with served(other, free_port()):
        pass


def test_a_new_key_is_its_owners_alone_and_replaces_none(tmp_path: Path) -> None:
    made = said("backup", str(tmp_path / "new"), "--new-key", folder=tmp_path)
    assert made.returncode == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600
    assert made.stdout.decode().strip() in (tmp_path / "new").read_text(encoding="ascii")
    assert said("backup", str(tmp_path / "new"), "--new-key", folder=tmp_path).returncode == 5
    assert said("backup", str(tmp_path / "b"), "--new-key", "--to", "x", folder=tmp_path).returncode == 2


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_refusal_is_a_sentence_in_both_languages(language: str, tmp_path: Path, keys: Keys) -> None:
    for arguments, code in (
        (("backup", str(tmp_path / "b")), 2),
        (("backup", str(tmp_path / "b"), "--to", "age1wrong"), 2),
        (("backup", str(tmp_path / "b"), "--to", keys[0]), 2),
        (("backup", str(keys[1]), "--to", keys[0]), 2),
        (("restore", str(tmp_path / "b"), "--identity", str(keys[1])), 2),
        (("restore", str(keys[1]), "--identity", str(keys[1])), 3),
        (("restore", str(keys[1]), "--identity", str(tmp_path / "none"), "--check"), 2),
    ):
        done = said(*arguments, "--language", language, folder=tmp_path / "data")
        told = done.stderr.decode()
        assert done.returncode == code, (arguments, told)
        assert "Traceback" not in told
        assert told.isascii() == (language == "en")
        assert told.count("\n") == 1


def test_connected_again(server: Server) -> None:
    """Later tests find the web server's role."""
    use(server, Role.WEB)
