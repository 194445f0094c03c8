"""Drill: PostgreSQL, the worker, the web server are killed or restarted in the middle of what they do. An act and its line in the
record are there both or neither; a job that was begun is done, once; of an upload there is nothing; who still lives goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.drills.seizure import children
from tests.drills.test_drill_seizure import ROOT, canary
from tests.drills.test_drill_seizure import folder as folder
from tests.drills.test_drill_upload import BOUNDARY
from tests.drills.test_drill_upload import running as uploading
from tests.web.project.test_project_serve import free_port

from tadasu.web.project.database import DATABASE, Role, Server, cluster_of, start
from tadasu.web.project.serving._manage import part

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="processes are found by /proc")]

BOUND = 120.0
"""Seconds after which a drill gives up; a machine under load is slow."""


def until(holds: Callable[[], bool]) -> bool:
    ends = time.monotonic() + BOUND
    while not (found := holds()) and time.monotonic() < ends:
        time.sleep(0.1)
    return found


class Instance:
    """A database of the drill's own, with its tables, and processes on it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.server: Server = start(cluster_of(place))
        subprocess.run(part("manage", "migrate", "--verbosity=0"), env=self.told(Role.OWNER), check=True)

    def told(self, role: Role) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        return kept | {
            "TADASU_DATA": str(self.place),
            "TADASU_DATABASE_URL": self.server.address(role),
            "PYTHONPATH": str(ROOT),
        }

    def asked(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """As the superuser, from whom nothing is hidden."""
        with psycopg.connect(self.server.address(Role.SUPER, database=DATABASE), autocommit=True) as one:
            found = one.execute(question.encode(), values)
            return found.fetchall() if found.description else []

    @contextmanager
    def process(self, role: Role, *command: str, **more: Any) -> Iterator["subprocess.Popen[str]"]:
        started = subprocess.Popen(list(command), cwd=ROOT, env=self.told(role), text=True, **more)
        try:
            yield started
        finally:
            started.kill()
            started.wait(BOUND)
            if started.stdout is not None:
                started.stdout.close()

    def scene(self, role: Role, name: str, **more: Any) -> Any:
        return self.process(role, sys.executable, "-m", "tests.drills.killed_scene", name, **more)


@pytest.fixture
def instance() -> Iterator[Instance]:
    """In a folder that PostgreSQL can reach."""
    place = Path(tempfile.mkdtemp(prefix="tadasu-killed-"))
    place.chmod(0o755)
    made = Instance(place)
    try:
        yield made
    finally:
        made.server.stop()
        shutil.rmtree(place, ignore_errors=True)


def ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=BOUND) as answer:
            return bool(json.load(answer)["migrated"])
    except (OSError, urllib.error.URLError):
        return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT, signal.SIGKILL])
def test_when_postgresql_is_restarted_in_the_middle_of_writes_acts_and_record_stay_one_and_the_web_server_goes_on(
    instance: Instance, how: signal.Signals
) -> None:
    port = free_port()
    web = part("web", "127.0.0.1", str(port), "1")
    with (
        instance.process(Role.WEB, *web) as served,
        instance.scene(Role.OWNER, "acts", stdout=subprocess.PIPE) as acting,
    ):
        assert until(lambda: ready(port))
        for _ in range(20):
            acting.stdout.readline()
        os.kill(instance.server.pid, how)
        assert instance.server.process is not None
        instance.server.process.wait(BOUND)
        assert not ready(port)
        instance.server = start(instance.server.cluster)
        assert "refused\n" in iter(acting.stdout.readline, "")
        assert "done\n" in iter(acting.stdout.readline, "")
        assert until(lambda: ready(port))
        assert served.poll() is None
    made = {one for (one,) in instance.asked("SELECT id FROM accounts_organisation")}
    told = {one for (one,) in instance.asked("SELECT subject_id FROM audit_entry WHERE act = 'drill.act'")}
    assert made == told
    assert len(made) > 30


@pytest.mark.parametrize("dies", ["before", "after"])
def test_a_job_whose_worker_was_killed_is_done_by_the_next_and_has_its_effect_once(
    instance: Instance, dies: str
) -> None:
    put = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, %s)"
    with instance.scene(Role.WORKER, "worker") as first:
        instance.asked(put, "drill.once", json.dumps({"name": "The job (invented)", "dies": dies}))
        assert first.wait(BOUND) == -signal.SIGKILL
    assert state(instance) == "doing"
    instance.asked("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 hour'")
    for _ in range(3):  # looked for by several at once
        instance.asked(put, "queue.take-up", json.dumps({"timestamp": 0}))
    with instance.scene(Role.WORKER, "worker"):
        assert until(lambda: state(instance) == "succeeded"), state(instance)
    effect = "SELECT count(*) FROM accounts_organisation WHERE name = 'The job (invented)'"
    assert instance.asked(effect) == [(1,)]
    assert instance.asked("SELECT count(*) FROM audit_entry WHERE act = 'drill.act'") == [(1,)]


def test_a_job_that_ends_its_worker_each_time_is_given_up(instance: Instance) -> None:
    put = "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts) VALUES ('default', %s, %s, %s, %s)"
    instance.asked(put, "drill.once", json.dumps({"name": "x", "dies": "before"}), "doing", 5)
    with instance.scene(Role.WORKER, "worker"):
        instance.asked(put, "queue.take-up", json.dumps({"timestamp": 0}), "todo", 0)
        assert until(lambda: state(instance) == "failed")
    assert instance.asked("SELECT count(*) FROM accounts_organisation") == [(0,)]


def state(instance: Instance) -> str:
    return str(instance.asked("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'drill.once'")[0][0])


def test_of_an_upload_whose_web_server_was_killed_there_is_no_plain_byte_and_no_half_row(folder: Path) -> None:
    secret = canary()
    part = (secret + "\n").encode() * 20_000
    with uploading(folder, secret) as scene:
        token = scene.token(scene.told["page"])
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--{BOUNDARY}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="{secret}.txt"\r\nContent-Type: text/plain\r\n\r\n'
        ).encode()
        connection = scene.connect()
        connection.putrequest("POST", scene.told["page"])
        for name, value in {
            "Cookie": scene.cookie(),
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": "100000000",
        }.items():
            connection.putheader(name, value)
        connection.endheaders(head)
        for _ in range(30):
            connection.send(part)
        (vault,) = folder.rglob("vault")
        assert until(lambda: bool(list(vault.rglob("*.unfinished"))))
        for pid in [*children(scene.told["web"])][::-1]:
            os.kill(pid, signal.SIGKILL)
        connection.close()
        assert scene.look() == set()
        assert [one for one in vault.rglob("*") if one.is_file() and not one.name.startswith(".")] == []
        assert rows(vault.parent, Path(scene.told["postgres data"])) == 0


def rows(data: Path, cluster: Path) -> int:
    """Sealed files that the database knows."""
    socket = (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()[4]
    password = json.loads((data / "database.json").read_text(encoding="utf-8"))[Role.SUPER]
    with psycopg.connect(host=socket, user=Role.SUPER, password=password, dbname=DATABASE) as one:
        return int((one.execute("SELECT count(*) FROM vault_sealedfile").fetchone() or (0,))[0])
