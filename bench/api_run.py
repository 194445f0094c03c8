"""One measured run of the programming interface: a server of its own, its lists, a token, and so many users at once.

`python -m bench.api_run FOLDER ENTITIES SECONDS USERS,...` prints one line of JSON. The folder is the data folder of the server.
"""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.perturb import typing_slip
from tadasu.demo import party_name
from tadasu.schema import Entity, EntityId, ListId, Origin
from tadasu.store import save_list

COUNTRIES = ("cn", "jp", "kr", "vn", "ru", "tr", "in", "bd")
PROCESSES = 2
"""Web processes of the server: one a core."""
READY = 300.0
LISTED_OF_TEN = 3
"""Of ten names that are asked for so many are a listed one with a slip; the others are of nobody on the list."""
BATCH = 100
SEED = 20261125
LIST = "bench-invented"


def main(arguments: Sequence[str]) -> None:
    """Measure and report."""
    folder, entities, seconds = Path(arguments[0]), int(arguments[1]), float(arguments[2])
    users = [int(one) for one in arguments[3].split(",")]
    names = _listed(folder, entities)
    with _server(folder) as port:
        token = _token(folder)
        warmed = time.monotonic()
        _until_ready(port)
        report: dict[str, Any] = {"ready_s": time.monotonic() - warmed, "entities": entities}
        _measured(port, token, names, users=4, seconds=5, batch=1)  # both processes have loaded their loops
        report["single"] = [
            {"users": count, **_measured(port, token, names, users=count, seconds=seconds, batch=1)} for count in users
        ]
        report["batch"] = {"users": 2, **_measured(port, token, names, users=2, seconds=seconds, batch=BATCH)}
    print(json.dumps(report))


def _listed(folder: Path, entities: int) -> list[tuple[str, str]]:
    """Store the invented list; its names and countries."""
    names = [
        (party_name(country, number), country) for number in range(entities // len(COUNTRIES)) for country in COUNTRIES
    ]
    listed = [
        Entity(
            id=EntityId(f"{LIST}:{row}"),
            schema="Company",
            name=name,
            countries=(country,),
            topics=("forced.labour",),
            origin=Origin(list_id=ListId(LIST), row=row),
        )
        for row, (name, country) in enumerate(names, start=1)
    ]
    save_list(folder, LIST, listed, list_date=date(2026, 1, 5), source_digest="0" * 64, reader_version="1")
    return names


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    """`tadasu serve`, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    code = "import sys; from tadasu.cli import main; sys.exit(main())"
    words = [sys.executable, "-c", code, "serve", "--port", str(port), "--processes", str(PROCESSES)]
    environment = {**os.environ, "TADASU_DATA": str(folder), "TADASU_API_RATE": "1000000000"}
    environment.pop("TADASU_DATABASE_URL", None)
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _until_alive(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(60)


def _until_alive(port: int, server: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + READY
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def _until_ready(port: int) -> None:
    for _ in range(4 * PROCESSES):  # whichever process answers has its lists read then
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/readyz", timeout=READY):
            pass


def _token(folder: Path) -> str:
    """A token of an invented person, made as the web server would make it."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.api_token"],
        env={**os.environ, "TADASU_DATA": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1]


def _measured(
    port: int, token: str, names: Sequence[tuple[str, str]], *, users: int, seconds: float, batch: int
) -> Mapping[str, float]:
    """So many users who each ask again as soon as they are answered, over connections that stay open."""
    together, ends = threading.Barrier(users), time.monotonic() + seconds
    took: list[list[float]] = [[] for _ in range(users)]
    failed = [0] * users

    def user(number: int) -> None:
        rng = random.Random(SEED + number)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        headers = {"Authorization": f"ApiKey {token}", "Content-Type": "application/json"}
        together.wait()
        while time.monotonic() < ends:
            body = json.dumps({"queries": {f"q{at}": _query(rng, names) for at in range(batch)}})
            began = time.monotonic()
            connection.request("POST", "/api/v1/match/default", body=body, headers=headers)
            answer = connection.getresponse()
            answer.read()
            took[number].append(time.monotonic() - began)
            failed[number] += answer.status != 200
        connection.close()

    began = time.monotonic()
    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.monotonic() - began
    every = sorted(one for own in took for one in own)
    cuts = quantiles(every, n=100, method="inclusive")
    return {
        "requests": len(every),
        "failed": sum(failed),
        "per_s": len(every) / whole,
        "names_per_s": len(every) * batch / whole,
        "p50_ms": cuts[49] * 1000,
        "p95_ms": cuts[94] * 1000,
        "p99_ms": cuts[98] * 1000,
    }


def _query(rng: random.Random, names: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
    """A name with a slip: of a listed firm, or of one behind the last that is listed."""
    if rng.randrange(10) < LISTED_OF_TEN:
        name, country = rng.choice(names)
    else:
        country = rng.choice(COUNTRIES)
        name = party_name(country, len(names) + rng.randrange(len(names)))
    return {"schema": "Company", "properties": {"name": [typing_slip(name, rng)], "country": [country]}}


if __name__ == "__main__":
    main(sys.argv[1:])
