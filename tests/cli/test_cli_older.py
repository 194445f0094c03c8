"""An older edition of a list is not put in force unless it is asked for, and status shows which one is."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from tadasu.store import latest, versions

Run = Callable[..., subprocess.CompletedProcess[str]]

LIST = "un-sc"
OLD, NEW = "2025-11-30", "2026-03-01"


def edition(day: str, count: int = 600) -> bytes:
    records = "".join(f"<ENTITY><DATAID>{n}</DATAID><FIRST_NAME>HYOHON {n}</FIRST_NAME></ENTITY>" for n in range(count))
    return f"<CONSOLIDATED_LIST dateGenerated='{day}'><ENTITIES>{records}</ENTITIES></CONSOLIDATED_LIST>".encode()


def read(day: str, tadasu: Run, folder: Path, *options: str, count: int = 600) -> subprocess.CompletedProcess[str]:
    (folder / f"{day}.xml").write_bytes(edition(day, count))
    return tadasu("lists", "read", LIST, f"{day}.xml", *options)


def in_force(folder: Path) -> str:
    version = latest(folder / "data", LIST)
    assert version is not None
    return version.name[:10]


def test_an_older_file_is_refused_and_both_dates_are_named(tadasu: Run, folder: Path) -> None:
    assert read(NEW, tadasu, folder).returncode == 0
    done = read(OLD, tadasu, folder)
    assert done.returncode == 4
    assert all(part in done.stderr for part in (OLD, NEW, "--older"))
    assert in_force(folder) == NEW
    assert "--older" in read(OLD, tadasu, folder, "--language", "ja").stderr


def test_an_older_file_that_is_asked_for_is_put_in_force_though_it_has_far_fewer_parties(
    tadasu: Run, folder: Path
) -> None:
    assert read(NEW, tadasu, folder, count=800).returncode == 0
    done = read(OLD, tadasu, folder, "--older")
    assert done.returncode == 0, done.stderr
    assert in_force(folder) == OLD


def test_status_shows_versions_newest_first_and_which_is_in_force(tadasu: Run, folder: Path) -> None:
    read(NEW, tadasu, folder)
    read(OLD, tadasu, folder, "--older")
    _, newest, older = tadasu("lists", "status", LIST).stdout.splitlines()
    assert (newest[:10], older[:10]) == (NEW, OLD)
    assert "in force" not in newest
    assert "in force" in older
    assert "使用中" in tadasu("lists", "status", LIST, "--language", "ja").stdout


def test_undated_versions_are_shown_the_last_stored_first(
    tadasu: Run, folder: Path, listing: Callable[..., str]
) -> None:
    for name in ("Aoi Sample", "Beni Sample"):
        (folder / "targets.csv").write_text(listing([("a", name)]), encoding="utf-8")
        assert tadasu("lists", "read", "opensanctions-simple", "targets.csv").returncode == 0
    stored = versions(folder / "data", "opensanctions-simple")
    lines = tadasu("lists", "status", "opensanctions-simple").stdout.splitlines()[1:]
    assert [line.split()[0] for line in lines] == [stored[1].name, stored[0].name]
    assert "in force" in lines[0]


@contextmanager
def served(day: str) -> Iterator[str]:
    """A publisher on this machine whose file is of that day and, asked again, has not changed."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["If-None-Match"] == '"invented"'
            answer = b"" if known else edition(day)
            self.send_response(304 if known else 200)
            self.send_header("ETag", '"invented"')
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/consolidated.xml"
        server.shutdown()


def test_a_publisher_that_serves_an_older_edition_is_refused_too(tadasu: Run, folder: Path) -> None:
    read(NEW, tadasu, folder)
    with served(OLD) as address:
        done = tadasu("lists", "fetch", LIST, "--address", address)
        assert done.returncode == 4
        assert all(part in done.stderr for part in (OLD, NEW))
        assert in_force(folder) == NEW
        assert tadasu("lists", "fetch", LIST, "--address", address, "--older").returncode == 0
    assert in_force(folder) == OLD


def test_fetching_what_has_not_changed_puts_it_back_in_force_where_an_older_one_is(tadasu: Run, folder: Path) -> None:
    with served(NEW) as address:
        assert tadasu("lists", "fetch", LIST, "--address", address).returncode == 0
        assert "has not changed" in tadasu("lists", "fetch", LIST, "--address", address).stdout
        read(OLD, tadasu, folder, "--older")
        done = tadasu("lists", "fetch", LIST, "--address", address)
    assert (done.returncode, in_force(folder)) == (0, NEW)
    assert "has not changed" not in done.stdout


def test_fetching_what_has_not_changed_leaves_a_newer_one_in_force(tadasu: Run, folder: Path) -> None:
    with served(OLD) as address:
        assert tadasu("lists", "fetch", LIST, "--address", address).returncode == 0
        read(NEW, tadasu, folder)
        done = tadasu("lists", "fetch", LIST, "--address", address)
    assert (done.returncode, in_force(folder)) == (0, NEW)
    assert "has not changed" in done.stdout
