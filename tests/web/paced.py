"""A small application behind the bridge, on a port of this machine, by the web server that `tadasu serve` starts. Its windows
are short, so that a test of slowness is none. Run as a process of its own: `python -m tests.web.paced PORT`."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tadasu.web.project.pace import Bridge, Door, Limits

COUNT = Door(paths=("/count",), places=4)
WHOLE = Door(paths=("/whole",), places=2, most=1_000_000, whole=True)
LIMITS = Limits(threads=8, doors=(COUNT, WHOLE), long=4, patience=60.0, window=2.0, drain=10.0)
LONG = 40_000_000
"""Bytes of an answer that is not held."""


def answer(told: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """`/count`, `/whole` and `/form` count the body, `/long` is long, `/told/NAME` says what WSGI is told."""
    start("200 OK", [("Content-Type", "text/plain")])
    path = told["PATH_INFO"]
    if path in {"/count", "/whole", "/form"}:
        return [str(sum(len(piece) for piece in iter(lambda: told["wsgi.input"].read(1 << 16), b""))).encode()]
    if path == "/long":
        return _long()
    if path.startswith("/told/"):
        return [repr(told.get(path.removeprefix("/told/"))).encode()]
    if path == "/held":
        return [b"x" * 900_000]
    return [path.encode("latin-1")]


def _long() -> Iterator[bytes]:
    for _ in range(LONG // 1_000_000):
        yield b"x" * 1_000_000


application = Bridge(answer, LIMITS)

if __name__ == "__main__":
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    Granian(
        "tests.web.paced:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=2000),
        workers_kill_timeout=1,
        log_enabled=False,
    ).serve()
