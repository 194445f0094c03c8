"""Instances of their own, each with its data folder, its database, its port: as users run them, with the desks that are asked
for. Invented desks (`tests/web/invented`) exist in these processes only."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.web.project.test_project_serve import LONG, command

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ("sender", "taker")


@dataclass
class Instance:
    """Where it lies and how it is run."""

    folder: Path
    port: int
    desks: str = ""
    invented: str = ",".join(INVENTED)
    more: Mapping[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[str] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        """Of its processes."""
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "TADASU_CACHE") if key in os.environ}
        paths = (ROOT / "tests" / "web" / "invented" / "start", ROOT)
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "TADASU_DATA": str(self.folder),
            "TADASU_INVENTED": self.invented,
            "TADASU_DESKS": self.desks,
            "TADASU_EXCHANGE_PRIVATE": "127.0.0.1",
            **self.more,
        }

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def status(self, path: str) -> int:
        """What it answers to a page."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=LONG) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """A verb of the command line, in this instance."""
        return subprocess.run(
            command(*arguments), env=self.environment, capture_output=True, text=True, check=False, timeout=LONG
        )

    def does(self, *arguments: str) -> Any:
        """A step of `exchange_scene`, in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.web.exchange_scene", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@contextmanager
def serving(instance: Instance) -> Iterator[Instance]:
    """The instance, which has said that it is ready."""
    process = subprocess.Popen(
        command("serve", "--port", str(instance.port)), env=instance.environment, stderr=subprocess.PIPE, text=True
    )
    instance.process = process
    assert process.stderr is not None
    said = []
    try:
        for line in process.stderr:
            said.append(line)
            if str(instance.port) in line:
                break
        else:
            raise AssertionError("".join(said))
        yield instance
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(LONG)
        process.stderr.close()
