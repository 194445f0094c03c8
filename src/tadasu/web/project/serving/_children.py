"""The processes that `tadasu serve` starts. Each ends when the one who started it is gone, however that ended."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from typing import cast

SETTINGS = "tadasu.web.project.settings"

_STEP = 0.5
"""Seconds between two looks at whether the parent is there."""

SHUTDOWN = 20.0
"""Seconds that a job may take to end when the worker is told to."""

AT_ONCE = 3
"""Jobs of a worker at once, so that one that waits for somebody else stops none of the others."""

HEADS = 15_000
"""Milliseconds in which the head of a request must have come; how long its body may take: tadasu.web.project.pace."""

GRACE = 25.0
"""Seconds that a part may take to end by itself: a job of the worker finishes, a request is answered."""

STOPPED = 10
"""Seconds that a web process may take to end: a reader who reads nothing is not waited for."""


def web(host: str, port: str, processes: str) -> None:
    """The web server."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "tadasu.web.project.asgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        workers=int(processes),
        http1_settings=HTTP1Settings(header_read_timeout=HEADS),
        workers_kill_timeout=STOPPED,
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
        app.run_worker(concurrency=AT_ONCE, shutdown_graceful_timeout=SHUTDOWN)


def manage(*arguments: str) -> None:
    """One of Django's commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tadasu manage", *arguments])


def migrations() -> None:
    """Print the names of all migrations of this code, sorted, as JSON: to be asked with a data folder that is thrown away."""
    import django
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    print(json.dumps(sorted(".".join(one) for one in MigrationLoader(None).graph.nodes)))


def demo() -> None:
    """Load the invented demo, in the order in which its parts rest on each other."""
    import django
    from django.core.management import call_command, get_commands

    django.setup()
    for one in (
        "people",
        "parties",
        "findings",
        "box",
        "publications",
        "exchange",
        "report",
        "inquiry",
        "press",
        "funding",
    ):
        if f"demo_{one}" in get_commands():  # those of a desk that is off are not there
            call_command(f"demo_{one}")


def main(arguments: Sequence[str]) -> None:
    """A part by name, with its arguments."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    end_with_parent()
    _PARTS[arguments[0]](*arguments[1:])


def end_with_parent() -> None:
    """Let this process end when the one that started it has: asked to, and made to if it does not."""
    threading.Thread(target=_watch, args=(os.getppid(),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:  # when it is gone another takes its place
        time.sleep(_STEP)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


_PARTS: dict[str, Callable[..., None]] = {
    "web": web,
    "worker": worker,
    "manage": manage,
    "migrations": migrations,
    "demo": demo,
}
