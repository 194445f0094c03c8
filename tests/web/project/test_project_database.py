"""A PostgreSQL of our own: who gets in, what is left as it was, what becomes of a crash."""

import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tadasu.schema import StoreError
from tadasu.web.project.database import Cluster, Role, cluster_of, running, staging, start

OTHERS = ("daemon", "bin", "games")
"""Users that Linux and macOS have and that run nothing of ours."""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A cluster of the test's own, in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="tadasu-db-") as folder:
        Path(folder).chmod(0o755)
        yield cluster_of(Path(folder))


def test_every_role_gets_in_with_its_own_password_and_with_no_other(cluster: Cluster) -> None:
    server = start(cluster)
    try:
        for role in Role:
            with psycopg.connect(server.address(role)) as connection:
                assert connection.execute("SELECT current_user").fetchone() == (role,)
            wrong = server.address(role).replace(server.passwords[role], "wrong")
            with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
                psycopg.connect(wrong)
    finally:
        server.stop()


def test_the_passwords_lie_in_a_file_of_ours_alone_and_the_data_are_closed_to_others(cluster: Cluster) -> None:
    server = start(cluster)
    try:
        assert stat.S_IMODE(cluster.secrets.stat().st_mode) == 0o600
        assert cluster.secrets.stat().st_uid == os.geteuid()
        for place in (cluster.data, cluster.data.parent, cluster.socket):
            assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE(cluster.log.stat().st_mode) == 0o600
        assert server.passwords[Role.SUPER].encode() not in Path(f"/proc/{server.pid}/environ").read_bytes()
    finally:
        server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_another_user_of_the_machine_does_not_get_in_even_with_the_password(cluster: Cluster) -> None:
    server = start(cluster)
    other = next(name for name in OTHERS if name in {one.pw_name for one in pwd.getpwall()})
    said = server.address(Role.WEB)
    try:
        done = subprocess.run(
            [str(cluster.programs / "psql"), said, "-c", "SELECT 1"],
            user=other, group=pwd.getpwnam(other).pw_gid, extra_groups=[], cwd="/",
            capture_output=True, text=True, check=False, env={"PATH": os.defpath},
        )  # fmt: skip
        assert done.returncode
        assert "Permission denied" in done.stderr
    finally:
        server.stop()


def test_it_listens_on_no_network(cluster: Cluster) -> None:
    server = start(cluster)
    try:
        with psycopg.connect(server.address(Role.OWNER)) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    finally:
        server.stop()


def test_accounts_and_folders_that_are_not_ours_stay_as_they_are(cluster: Cluster) -> None:
    folder = cluster.secrets.parent
    places = [*folder.parents, folder, Path("/etc/passwd"), Path("/etc/group")]

    def seen() -> list[tuple[int, int, int]]:
        return [(one.stat().st_mode, one.stat().st_uid, one.stat().st_gid) for one in places]

    before, people = seen(), pwd.getpwall()
    start(cluster).stop()
    assert seen() == before
    assert pwd.getpwall() == people


def test_a_second_start_finds_its_data_and_a_running_server_is_taken_over(cluster: Cluster) -> None:
    first = start(cluster)
    with psycopg.connect(first.address(Role.OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT '和田' AS word")
    again = start(cluster)
    assert again.pid == first.pid
    again.stop()
    assert first.process is not None
    first.process.wait()
    assert not running(cluster)
    second = start(cluster)
    try:
        with psycopg.connect(second.address(Role.OWNER)) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("和田",)
    finally:
        second.stop()


def test_after_a_kill_what_was_committed_is_there(cluster: Cluster) -> None:
    first = start(cluster)
    with psycopg.connect(first.address(Role.OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    os.kill(first.pid, signal.SIGKILL)
    assert first.process is not None
    first.process.wait()
    second = start(cluster)
    try:
        with psycopg.connect(second.address(Role.OWNER)) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    finally:
        second.stop()


def test_a_start_waits_for_the_children_that_a_killed_server_left(cluster: Cluster) -> None:
    first = start(cluster)
    with psycopg.connect(first.address(Role.OWNER)) as connection:
        child = connection.info.backend_pid
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        connection.commit()
        os.kill(child, signal.SIGSTOP)
        os.kill(first.pid, signal.SIGKILL)
        assert first.process is not None
        first.process.wait()
        late = threading.Timer(1.0, os.kill, (child, signal.SIGKILL))
        late.start()
        second = start(cluster)
        late.join()
    try:
        with psycopg.connect(second.address(Role.OWNER)) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
    finally:
        second.stop()


def test_a_start_that_was_killed_half_way_is_finished_by_the_next(cluster: Cluster) -> None:
    half = cluster.data.with_name("data.half")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    first = start(cluster)
    with psycopg.connect(first.address(Role.OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    first.stop()
    cluster.furnished.unlink()
    second = start(cluster)
    try:
        with psycopg.connect(second.address(Role.OWNER)) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)
        assert cluster.furnished.is_file()
        assert not half.exists()
    finally:
        second.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only for root the database lies outside the data folder")
def test_a_folder_made_anew_at_the_same_path_gets_a_database_of_its_own(cluster: Cluster) -> None:
    folder = cluster.secrets.parent
    folder.chmod(0o700)
    cluster = cluster_of(folder)
    first = start(cluster)
    with psycopg.connect(first.address(Role.OWNER)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    shutil.rmtree(folder)  # and its server runs on
    folder.mkdir(mode=0o700)
    assert not running(cluster)
    second = start(cluster_of(folder))
    try:
        assert first.process is not None
        assert first.process.wait(10) == 0
        with psycopg.connect(second.address(Role.OWNER)) as connection:
            assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)
        assert (cluster.data.with_name("data.left-1") / "PG_VERSION").is_file()
    finally:
        second.stop()
        shutil.rmtree(cluster.data.parent)


def test_a_database_whose_passwords_alone_were_lost_stays_where_it_is(cluster: Cluster) -> None:
    within = replace(cluster, data=cluster.secrets.parent / "postgres" / "data")
    within.data.mkdir(parents=True)
    with pytest.raises(StoreError, match=r"database\.json is missing"):
        start(within)
    assert within.data.is_dir()
    assert not within.secrets.exists()


def test_what_is_restored_takes_the_place_of_a_database_whose_passwords_were_lost(tmp_path: Path) -> None:
    cluster = cluster_of(tmp_path)
    cluster.data.mkdir(parents=True)
    try:
        with staging(tmp_path, own=True):
            assert not cluster.data.exists()
            assert cluster.data.with_name("data.left-1").is_dir()
    finally:
        shutil.rmtree(cluster.data.parent)


def test_passwords_of_another_database_are_refused_at_once(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    start(cluster).stop()
    cluster.secrets.unlink()
    cluster.passwords()
    refused: list[str] = []

    def connecting(address: str, **how: int) -> psycopg.Connection:
        try:
            return psycopg.Connection.connect(address, connect_timeout=how["connect_timeout"])
        except psycopg.OperationalError as error:
            refused.extend(re.findall("password authentication failed", str(error)))
            raise

    monkeypatch.setattr(psycopg, "connect", connecting)
    with pytest.raises(StoreError, match="password authentication failed"):
        start(cluster)
    assert len(refused) == 1
    assert not running(cluster)


def test_a_folder_for_the_socket_that_somebody_else_made_is_not_used(cluster: Cluster) -> None:
    cluster.socket.mkdir(mode=0o777)
    cluster.socket.chmod(0o777)
    try:
        with pytest.raises(StoreError, match="somebody else"):
            start(cluster)
    finally:
        cluster.socket.rmdir()


def test_text_of_every_script_has_trigrams_whatever_the_language_of_the_system() -> None:
    program = """
import sys
from pathlib import Path
import psycopg
from tadasu.web.project.database import Role, cluster_of, start
server = start(cluster_of(Path(sys.argv[1])))
try:
    with psycopg.connect(server.address(Role.OWNER)) as connection:
        print(*(len(connection.execute("SELECT show_trgm(%s)", [one]).fetchone()[0]) for one in sys.argv[2:]))
finally:
    server.stop()
"""
    words = ("新疆", "ウイグル", "위구르", "уйгур", "ئۇيغۇر")
    with tempfile.TemporaryDirectory(prefix="tadasu-db-") as folder:
        Path(folder).chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", program, folder, *words],
            capture_output=True, text=True, check=True, env={"PATH": os.defpath, "LC_ALL": "C"},
        )  # fmt: skip
    assert all(int(count) > 1 for count in done.stdout.split())
    assert len(done.stdout.split()) == len(words)


def test_its_log_holds_no_value_of_a_row(cluster: Cluster) -> None:
    server = start(cluster)
    try:
        with psycopg.connect(server.address(Role.OWNER), autocommit=True) as connection:
            connection.execute("CREATE TABLE people (name text UNIQUE)")
            connection.execute("INSERT INTO people VALUES (%s)", ["canary-9d1f"])
            with pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO people VALUES (%s)", ["canary-9d1f"])
            with pytest.raises(psycopg.errors.UndefinedTable):
                connection.execute("SELECT 'canary-9d1f' FROM nowhere")
    finally:
        server.stop()
    log = cluster.log.read_text(encoding="utf-8")
    assert "people_name_key" in log
    assert "canary-9d1f" not in log
