"""Two instances that were started apart, each with another desk, its own folder, database and keys: what one says reaches the
other, by the network and by file, once; and what it takes back is taken back there."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.web.instances import Instance, serving
from tests.web.project.test_project_serve import LONG, children, free_port

pytestmark = pytest.mark.slow

SENDS, TAKES = "Sendara Newsroom (invented)", "Takenova Customs (invented)"
KINDS = "findings,statistics"


@pytest.fixture
def apart() -> Iterator[tuple[Instance, Instance]]:
    """Both are served, and know one another."""
    with ExitStack() as open_now:
        folders = [Path(open_now.enter_context(tempfile.TemporaryDirectory(prefix="tadasu-two-"))) for _ in range(2)]
        for one in folders:
            one.chmod(0o755)
        here = open_now.enter_context(serving(Instance(folders[0], free_port(), "sender")))
        there = open_now.enter_context(serving(Instance(folders[1], free_port(), "taker")))
        know(here, there, there.address)
        yield here, there


def know(here: Instance, there: Instance, address: str) -> None:
    """Cards are handed over and confirmed; `address` stands in the card of the one who takes."""
    ours, theirs = here.folder / "card.json", there.folder / "card.json"
    ours.write_text(here.does("opens", SENDS, "civil-society", here.address)["card"], encoding="utf-8")
    theirs.write_text(there.does("opens", TAKES, "authority", address)["card"], encoding="utf-8")
    here.does("knows", str(theirs), "statistics", f"{KINDS},notes")
    there.does("knows", str(ours), f"{KINDS},notes", "statistics")


def until(instance: Instance, holds: Callable[[Any], bool]) -> Any:
    """How it stands, once it stands so."""
    ends = time.monotonic() + LONG
    while True:
        found = instance.does("stands")
        if holds(found) or time.monotonic() > ends:
            assert holds(found), found
            return found
        time.sleep(0.5)


def delivered(found: Any) -> bool:
    return bool(found["sent"]) and all(state == "delivered" for _, _, state, _ in found["sent"])


def test_a_finding_travels_by_the_network_and_by_file_and_is_gone_when_it_is_withdrawn(
    apart: tuple[Instance, Instance],
) -> None:
    here, there = apart
    version = here.does("concludes", "Gozmara Knitting (invented)")["version"]
    here.does("sends", "findings")
    until(here, delivered)
    assert there.does("stands")["findings"] == [[SENDS, "Gozmara Knitting (invented)", 1, "in-force"]]
    here.does("withdraws", version)
    here.does("concludes", "Another Mill (invented)")
    file, receipt = here.folder / "second.package", there.folder / "receipt.json"
    made = here.run("exchange", "export", "--to", TAKES, "--kind", "findings", str(file))
    assert made.returncode == 0, made.stderr
    taken = there.run("exchange", "take", str(file), "--receipt", str(receipt))
    assert taken.returncode == 0, taken.stderr
    found = there.does("stands")
    assert [(name, state) for _, name, _, state in found["findings"]] == [
        ("Another Mill (invented)", "in-force"),
        ("Gozmara Knitting (invented)", "withdrawn"),
    ]
    again = there.run("exchange", "take", str(file))
    assert again.returncode == 0
    assert there.does("stands") == found
    stranger = here.run("exchange", "take", str(file))
    assert stranger.returncode == 12


def test_a_kind_of_one_desk_is_taken_by_another_and_neither_has_the_tables_of_the_other(
    apart: tuple[Instance, Instance],
) -> None:
    here, there = apart
    here.does("notes", "An invented note 新疆")
    here.does("sends", "notes")
    sent = until(here, delivered)
    found = there.does("stands")
    assert found["notes"] == [[SENDS, "An invented note 新疆"]]
    assert "invented_taker_heard" in found["tables"]
    assert "invented_sender_note" not in found["tables"]
    assert "invented_taker_heard" not in sent["tables"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_worker_that_is_killed_in_the_middle_of_a_delivery_has_delivered_once(arrives: bool) -> None:
    """Between the two stands a server that kills the worker when the package has passed, or before it does."""
    killed: list[int] = []
    with ExitStack() as open_now:
        folders = [Path(open_now.enter_context(tempfile.TemporaryDirectory(prefix="tadasu-two-"))) for _ in range(2)]
        for one in folders:
            one.chmod(0o755)
        there = open_now.enter_context(serving(Instance(folders[1], free_port(), "taker")))
        here = Instance(folders[0], free_port(), "sender")

        class Between(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"]))
                if killed:
                    return self._passed(data)
                if arrives:
                    httpx.post(f"{there.address}{self.path}", content=data, timeout=LONG)
                killed.append(worker_of(here))
                os.kill(killed[0], signal.SIGKILL)
                return None

            def _passed(self, data: bytes) -> None:
                answer = httpx.post(f"{there.address}{self.path}", content=data, timeout=LONG)
                self.send_response(answer.status_code)
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, *arguments: object) -> None:
                """Quiet."""

        between = HTTPServer(("127.0.0.1", 0), Between)
        threading.Thread(target=between.serve_forever, daemon=True).start()
        open_now.callback(between.server_close)
        open_now.callback(between.shutdown)
        with serving(here):
            know(here, there, f"http://127.0.0.1:{between.server_port}")
            here.does("concludes", "Gozmara Knitting (invented)")
            here.does("sends", "findings")
            assert here.process is not None
            assert here.process.wait(LONG) == 1  # a part ended by itself
        assert len(there.does("stands")["came"]) == (1 if arrives else 0)
        with serving(here):
            assert here.does("stands")["sent"] == [["findings", 1, "waits", ""]]
            here.does("due")
            until(here, delivered)
        found = there.does("stands")
        assert found["came"] == [["findings", 1, "taken", ""]]
        assert len(found["findings"]) == 1


def worker_of(instance: Instance) -> int:
    """The number of the worker's process."""
    assert instance.process is not None
    for one in children(instance.process.pid):
        if b"\0worker\0" in Path(f"/proc/{one}/cmdline").read_bytes():
            return one
    raise AssertionError("no worker")
