"""The processes that `tadasu serve` starts. Each ends when the one who started it is gone, however that ended."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import cast

SETTINGS = "tadasu.web.project.settings"

_STEP = 0.5
"""Seconds between two looks at whether the parent is there."""

SHUTDOWN = 20.0
"""Seconds that a job may take to end when the worker is told to."""

BLOCKING = 8
"""Threads of a web process: requests that wait for the database at once."""


def web(host: str, port: str, processes: str) -> None:
    """The web server."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    Granian(
        "tadasu.web.project.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=int(processes),
        blocking_threads=BLOCKING,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()


def worker() -> None:
    """The worker of the queue. Not by procrastinate's own command, which writes arguments and texts of errors to the log."""
    import django
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    django.setup()
    with app.replace_connector(cast(DjangoConnector, app.connector).get_worker_connector()):
        app.run_worker(shutdown_graceful_timeout=SHUTDOWN)


def manage(*arguments: str) -> None:
    """One of Django's commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tadasu manage", *arguments])


_PARTS: dict[str, Callable[..., None]] = {"web": web, "worker": worker, "manage": manage}


def main(arguments: Sequence[str]) -> None:
    """A part by name, with its arguments."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    _PARTS[arguments[0]](*arguments[1:])


def _watch(parent: int) -> None:
    """Ask this process to end when its parent has: another has taken its place then."""
    while os.getppid() == parent:
        time.sleep(_STEP)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1:])
