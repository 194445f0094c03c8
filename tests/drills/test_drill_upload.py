"""200 MB come in by the web server that `tadasu serve` starts, while the disk is watched: no plain text, and little memory."""

import hashlib
import http.client
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.drills.seizure import Find, Searcher, children, files, processes
from tests.drills.test_drill_seizure import canary, environment, folder

SIZE = 200_000_000
BOUNDARY = "----invented-boundary"
LOOKS = 5
MOST_GROWTH = 64 << 10
"""Kilobytes that the web server may grow by: a third of what is sent."""

__all__ = ["folder"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are searched by /proc"),
]


class Scene:
    """The running server as a browser and a burglar see it."""

    def __init__(self, folder: Path, told: dict[str, Any], secret: str) -> None:
        self.folder, self.told = folder, told
        self.searcher = Searcher({"canary": secret.encode()})
        self.cookies = {"tadasu": told["session"]}

    def look(self) -> set[Find]:
        """Through every file, and those that are open though their names are gone."""
        pids = [*children(self.told["web"]), *children(self.told["postgres"])]
        here = files(self.folder, Path(self.told["postgres data"]))
        return self.searcher.search(here) | self.searcher.search(processes(*pids))

    def memory(self) -> int:
        """The most that a process of the web server ever held, in kilobytes."""
        seen = [Path(f"/proc/{pid}/status").read_text() for pid in children(self.told["web"])]
        return max(int(found[1]) for text in seen if (found := re.search(r"VmHWM:\s+(\d+)", text)))

    def wait_until_read(self) -> None:
        """Until the lists are read and the loops of screening loaded, which a new process does beside its first pages."""
        ends = time.monotonic() + 300
        while time.monotonic() < ends:
            with self.ask("GET", "/api/v1/readyz") as answer:
                if answer.status == 200:
                    return
            time.sleep(0.5)
        raise AssertionError("not ready")

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.told["port"], timeout=300)

    def ask(self, method: str, address: str, fields: dict[str, str] | None = None) -> http.client.HTTPResponse:
        connection = self.connect()
        headers = {
            "Cookie": self.cookie(),
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }
        connection.request(method, address, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        for header, value in answer.getheaders():
            if header.lower() == "set-cookie":
                name, rest = value.split("=", 1)
                self.cookies[name] = rest.split(";", 1)[0]
        return answer

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def token(self, address: str) -> str:
        with self.ask("GET", address) as answer:
            found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
        assert found, answer.status
        return found[1]


@contextmanager
def running(folder: Path, secret: str) -> Iterator[Scene]:
    """The scene as a process of its own."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.drills.upload_scene"],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdin
    assert process.stdout
    try:
        line = process.stdout.readline()
        assert line, (folder / "log").read_text(encoding="utf-8")[-4000:]
        yield Scene(folder, json.loads(line), secret)
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def test_200_megabytes_come_in_and_go_out_and_no_plain_byte_of_them_is_on_disk(folder: Path) -> None:
    secret = canary()
    part = (secret + "\n").encode() * 20_000
    count = SIZE // len(part)
    digest = hashlib.sha256()
    with running(folder, secret) as scene:
        scene.wait_until_read()
        token = scene.token(scene.told["page"])
        before = scene.memory()
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n--{BOUNDARY}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="{secret}.txt"\r\nContent-Type: text/plain\r\n\r\n'
        ).encode()
        end = f"\r\n--{BOUNDARY}--\r\n".encode()
        connection = scene.connect()
        connection.putrequest("POST", scene.told["page"])
        connection.putheader("Cookie", scene.cookie())
        connection.putheader("Connection", "close")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
        connection.putheader("Content-Length", str(len(head) + count * len(part) + len(end)))
        connection.endheaders(head)
        for n in range(count):
            connection.send(part)
            digest.update(part)
            if n % (count // LOOKS) == count // LOOKS - 1:
                assert scene.look() == set()
        connection.send(end)
        with connection.getresponse() as answer:
            assert answer.status == 302, answer.read().decode()
        assert scene.look() == set()
        stored = [path for path in folder.rglob("vault/*/*") if path.stat().st_size > SIZE]
        assert len(stored) == 1
        assert scene.memory() - before < MOST_GROWTH
        told = {"csrfmiddlewaretoken": scene.token(scene.told["unlock"]), "passphrase": scene.told["passphrase"]}
        with scene.ask("POST", scene.told["unlock"], told) as unlocked:
            assert unlocked.status == 302
        page = f"{answer.headers['Location']}/file"
        told = {"csrfmiddlewaretoken": scene.token(page), "purpose": "verify", "reason": "The drill looks at it again."}
        with scene.ask("POST", page, told) as given:
            assert given.status == 200
            again = hashlib.sha256()
            while piece := given.read(1 << 20):
                again.update(piece)
        assert again.digest() == digest.digest()
        assert scene.look() == set()
        assert scene.memory() - before < MOST_GROWTH + (16 << 10)
        (folder / "tmp" / "control").write_text(secret, encoding="utf-8")
        assert {find.form for find in scene.look()} >= {"plain"}
