"""`tadasu serve`: the database, the tables, the web server and the worker, until somebody says stop."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from tadasu.schema import StoreError, UsageError
from tadasu.store import data_folder
from tadasu.web.foundation.accounts.providers import providers
from tadasu.web.project.database import Role
from tadasu.web.project.serving._alone import alone
from tadasu.web.project.serving._children import GRACE
from tadasu.web.project.serving._manage import part
from tadasu.web.project.serving._places import Places, places

READY = 120.0
"""Seconds until the first page must come: compiled loops of the engine may have to be built."""

_STEP = 0.1

Say = Callable[[str, Mapping[str, str]], None]
"""Tells the user something, by the code of a message and its parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Where to serve, with how many web processes, and whether with the invented demo."""

    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 1
    demo: bool = False


class _Stop(Exception):
    """Somebody said stop."""


def serve(asked: Asked, say: Say) -> int:
    """Serve until interrupted; 0 then, 1 when one of the processes ended by itself.

    Raises UsageError `serve-twice` when these data are served already, `serve-port` when the port is taken, `sign-in-file`.
    """
    with alone(), _stoppable(), suppress(_Stop):
        _check_port(asked)
        providers(data_folder())  # what is wrong in its file is better said now than when somebody wants to sign in
        with places(stop=True) as found:
            _migrate(found)
            if asked.demo:
                _run(found, Role.OWNER, "demo")
            return _serve(asked, found, say)
    say("serve.stopped", {})
    return 0


def _serve(asked: Asked, found: Places, say: Say) -> int:
    web = part("web", asked.host, str(asked.port), str(asked.processes))
    with _process(web, found, Role.WEB) as server, _process(part("worker"), found, Role.WORKER) as worker:
        parts = {"web": server, "worker": worker}
        _wait(asked, parts)
        say("serve.ready", {"address": f"http://{asked.host}:{asked.port}/"})
        while all(one.poll() is None for one in parts.values()) and (found.server is None or found.server.alive()):
            time.sleep(_STEP)
        if found.server is not None and not found.server.alive():
            say("serve.ended", {"part": "PostgreSQL", "code": "?"})
        for name, one in parts.items():
            if one.poll() is not None:
                say("serve.ended", {"part": name, "code": str(one.returncode)})
    return 1


@contextmanager
def _process(command: list[str], found: Places, role: Role) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own, so that ctrl-C reaches us alone; asked to end, and made to if it does not."""
    process = subprocess.Popen(command, env=found.environment(role), stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _migrate(found: Places) -> None:
    _run(found, Role.OWNER, "manage", "migrate", "--verbosity=0")


def _run(found: Places, role: Role, *arguments: str) -> None:
    """A command that must end well. Raises StoreError."""
    if code := subprocess.call(part(*arguments), env=found.environment(role)):
        raise StoreError(f"{' '.join(arguments)}: {code}")


def _wait(asked: Asked, parts: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Until the server says that it can serve. Raises StoreError."""
    address = f"http://{_reached(asked.host)}:{asked.port}/health/ready"
    ends = time.monotonic() + READY
    while time.monotonic() < ends and all(one.poll() is None for one in parts.values()):
        try:
            with urllib.request.urlopen(address, timeout=5):  # our own server, on this machine
                return
        except (OSError, urllib.error.URLError):
            time.sleep(_STEP)
    raise StoreError("web: no answer")


def _reached(host: str) -> str:
    """From this machine: a host that means every address is reached at the first."""
    return "127.0.0.1" if host == "0.0.0.0" else f"[{'::1' if host == '::' else host}]" if ":" in host else host


def _check_port(asked: Asked) -> None:
    with socket.socket(socket.AF_INET6 if ":" in asked.host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((asked.host, asked.port))
        except OSError as error:
            raise UsageError("serve-port", value=str(asked.port), reason=error.strerror or "") from None


@contextmanager
def _stoppable() -> Iterator[None]:
    """SIGTERM, as systemd sends it, and ctrl-C both mean stop."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise _Stop

    before = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
