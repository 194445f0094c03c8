"""`tadasu serve` as a user runs it: it comes up, it stops, it survives being killed, it does not run twice."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tadasu.web.project.database import Role, address

pytestmark = pytest.mark.slow

COMMAND = "import sys; from tadasu.cli import main; sys.exit(main())"
LONG = 120.0
"""Seconds after which a test gives up; a machine under load is slow."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that everybody may enter, so that nothing is kept elsewhere when root runs the tests."""
    with tempfile.TemporaryDirectory(prefix="tadasu-serve-") as place:
        Path(place).chmod(0o755)
        yield Path(place)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    """As on a machine where nothing is set up: no LANG, no database named."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TADASU_CACHE") if key in os.environ}
    return kept | {"TADASU_DATA": str(folder)}


def command(*arguments: str) -> list[str]:
    """The command line of a verb."""
    return [sys.executable, "-P", "-c", COMMAND, *arguments]


@contextmanager
def served(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """A running `tadasu serve` that has said that it is ready."""
    process = subprocess.Popen(
        command("serve", "--port", str(port)), env=environment(folder), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if str(port) in line:
                break
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(LONG)
        process.stderr.close()


def get(port: int, path: str) -> str:
    """A page."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=LONG) as answer:
        return str(answer.read().decode())


def gone(port: int) -> bool:
    """Whether nobody listens any more, waited for."""
    ends = time.monotonic() + LONG
    while time.monotonic() < ends:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.2)
    return False


def test_it_comes_up_with_every_table_and_stops_with_ctrl_c(folder: Path) -> None:
    port = free_port()
    with served(folder, port) as process:
        assert json.loads(get(port, "health/ready")) == {"database": True, "migrated": True}
        process.send_signal(signal.SIGINT)
        assert process.wait(LONG) == 0
    assert gone(port)
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_a_second_start_finds_the_data_of_the_first(folder: Path) -> None:
    for _ in range(2):
        with served(folder, free_port()):
            pass
    assert subprocess.run(
        command("manage", "migrate", "--check"), env=environment(folder), capture_output=True, check=False
    ).returncode == 0  # fmt: skip


def test_two_at_once_on_the_same_data_are_refused_and_the_first_goes_on(folder: Path) -> None:
    port = free_port()
    with served(folder, port):
        second = subprocess.run(
            command("serve", "--port", str(free_port())),
            env=environment(folder),
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 2
        assert folder.name in second.stderr
        assert get(port, "health/alive") == "ok\n"


def test_a_port_that_is_taken_is_said_before_anything_is_started(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            command("serve", "--port", port), env=environment(folder), capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert port in done.stderr
    assert not (folder / "postgres").exists()


def test_what_is_wrong_in_the_file_of_sign_ins_is_said_before_anything_is_started(folder: Path) -> None:
    file = folder / "sign-in.yaml"
    folder.mkdir(exist_ok=True)
    file.write_text("kumanezawa: [", encoding="utf-8")
    file.chmod(0o600)
    done = subprocess.run(
        command("serve", "--port", str(free_port())),
        env=environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "sign-in.yaml" in done.stderr
    assert not (folder / "postgres").exists()


def test_when_it_is_killed_its_processes_end_and_the_next_start_goes_on(folder: Path) -> None:
    port = free_port()
    with served(folder, port) as process:
        process.kill()
        process.wait(LONG)
        assert gone(port)
    with served(folder, port):
        assert json.loads(get(port, "health/ready")) == {"database": True, "migrated": True}


def test_the_web_server_cannot_read_what_the_owner_connects_with(folder: Path) -> None:
    with served(folder, free_port()) as process:
        secrets = json.loads((folder / "database.json").read_text(encoding="utf-8"))
        for child in children(process.pid):
            said = (Path("/proc") / str(child) / "environ").read_bytes().decode(errors="replace")
            assert secrets["tadasu_owner"] not in said
            assert secrets["postgres"] not in said


def test_when_the_database_is_killed_everything_stops_and_says_so(folder: Path) -> None:
    with served(folder, free_port()) as process:
        os.kill(postmaster(folder), signal.SIGKILL)
        assert process.wait(LONG) == 1
        assert process.stderr is not None
        assert "The part PostgreSQL ended by itself" in process.stderr.read()


def test_when_the_worker_is_killed_everything_stops_and_says_so(folder: Path) -> None:
    with served(folder, free_port()) as process:
        os.kill(part_of(process.pid, "worker"), signal.SIGKILL)
        assert process.wait(LONG) == 1
        assert process.stderr is not None
        assert "The part worker ended by itself (exit code -9)" in process.stderr.read()


def test_when_the_web_server_is_killed_what_it_started_ends_too(folder: Path) -> None:
    with served(folder, free_port()) as process:
        web = part_of(process.pid, "web")
        started = children(web)
        assert started
        os.kill(web, signal.SIGKILL)
        assert process.wait(LONG) == 1
    ends = time.monotonic() + LONG
    while any(Path(f"/proc/{one}").exists() for one in started) and time.monotonic() < ends:
        time.sleep(0.2)
    assert [one for one in started if Path(f"/proc/{one}").exists()] == []


def part_of(pid: int, name: str) -> int:
    """The process of a part of a running `tadasu serve`."""
    for one in children(pid):
        said = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
        if name.encode() in said:
            return one
    raise AssertionError(name)


def test_a_database_that_was_left_behind_is_stopped_with_the_next_stop(folder: Path) -> None:
    with served(folder, free_port()) as process:
        process.kill()
        process.wait(LONG)
    assert postmaster(folder)
    with served(folder, free_port()):
        pass
    assert not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_the_worker_does_its_jobs_and_logs_no_argument_and_no_text_of_an_error(folder: Path) -> None:
    with served(folder, free_port()) as process:
        with psycopg.connect(web_address(folder), autocommit=True) as connection:
            assert ended(connection, "accounts.forget-sessions", {"timestamp": 0}) == "succeeded"
            name = 'no-such-task canary-77b1\n{"level": "forged"}'
            assert ended(connection, name, {"witness": "canary-77b1"}) == "failed"
            assert ended(connection, "vault.sweep", {"canary-77b1": 1}) == "failed"
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()
        process.wait(LONG)
    assert "canary-77b1" not in said
    assert "forged" not in said


def ended(connection: psycopg.Connection[tuple[Any, ...]], task: str, arguments: dict[str, object]) -> str:
    """What becomes of a job, waited for."""
    put = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', %s, %s) RETURNING id"
    (number,) = connection.execute(put, [task, json.dumps(arguments)]).fetchone() or (0,)
    ends, state = time.monotonic() + LONG, "todo"
    while state in ("todo", "doing") and time.monotonic() < ends:
        time.sleep(0.2)
        found = connection.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [number]).fetchone()
        state = found[0] if found else "gone"
    return state


def web_address(folder: Path) -> str:
    """What the web server connects with."""
    lines = (folder / "postgres" / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    secrets = json.loads((folder / "database.json").read_text(encoding="utf-8"))
    return address(Role.WEB, Path(lines[4]), secrets)


def postmaster(folder: Path) -> int:
    """The number of PostgreSQL's process."""
    return int((folder / "postgres" / "data" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])


def children(pid: int) -> list[int]:
    """The processes that a process has started, and theirs."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    of = {int(one): int(parent) for one, parent in (line.split() for line in found.splitlines())}
    wanted, out = {pid}, []
    for one, parent in sorted(of.items()):
        if parent in wanted:
            wanted.add(one)
            out.append(one)
    return out
