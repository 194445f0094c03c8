"""Lists are read, stored, listed and compared."""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
Listing = Callable[[Sequence[tuple[str, str]]], str]

LIST = "opensanctions-simple"
OLD = [("a", "Aoi Sample Mills"), ("b", "Beni Sample Works")]
NEW = [("a", "Aoi Sample Mills Renamed"), ("c", "Chai Sample Looms")]


def store(parties: Sequence[tuple[str, str]], tadasu: Run, folder: Path, listing: Listing) -> str:
    (folder / "targets.csv").write_text(listing(parties), encoding="utf-8")
    done = tadasu("lists", "read", LIST, "targets.csv")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_file_is_read_stored_and_shown(tadasu: Run, folder: Path, listing: Listing) -> None:
    assert f'Stored the list "{LIST}": 2 parties' in store(OLD, tadasu, folder, listing)
    line = next(line for line in tadasu("lists", "status").stdout.splitlines() if line.startswith(LIST))
    assert " stored " in line
    assert " 2 " in line


def test_without_any_stored_list_status_shows_what_there_could_be(tadasu: Run, folder: Path) -> None:
    done = tadasu("lists", "status")
    assert done.returncode == 0
    assert any(line.startswith("us-uflpa ") and "not stored" in line for line in done.stdout.splitlines())


def test_a_data_folder_that_is_not_there_and_cannot_be_made_is_shown_as_empty(
    tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    done = tadasu("lists", "status")
    assert (done.returncode, done.stderr) == (0, "")
    assert "not stored" in done.stdout
    assert "No version" in tadasu("lists", "status", "un-sc").stdout
    assert tadasu("lists", "fetch", "un-sc").returncode == 5


def test_two_versions_are_shown_newest_first_and_compared(tadasu: Run, folder: Path, listing: Listing) -> None:
    store(OLD, tadasu, folder, listing)
    store(NEW, tadasu, folder, listing)
    assert len(tadasu("lists", "status", LIST).stdout.splitlines()) == 3
    said = tadasu("lists", "diff", LIST).stdout
    assert f'"{LIST}": 1 added, 1 removed, 1 changed.' in said
    changed = next(line for line in said.splitlines() if line.startswith("changed"))
    assert changed.split()[-1] == "name"


def test_one_version_has_nothing_to_be_compared_with(tadasu: Run, folder: Path, listing: Listing) -> None:
    store(OLD, tadasu, folder, listing)
    done = tadasu("lists", "diff", LIST, "--language", "ja")
    assert done.returncode == 0
    assert "比べるものがありません" in done.stdout


def test_a_refused_file_leaves_the_last_good_version(tadasu: Run, folder: Path, listing: Listing) -> None:
    store(OLD, tadasu, folder, listing)
    (folder / "bad.csv").write_text("<html>not today</html>")
    assert tadasu("lists", "read", LIST, "bad.csv").returncode == 4
    assert len(tadasu("lists", "status", LIST).stdout.splitlines()) == 2


def test_in_a_narrow_window_no_line_is_too_wide(tadasu: Run, folder: Path) -> None:
    done = tadasu("lists", "status", env={"COLUMNS": "40"})
    assert max(len(line) for line in done.stdout.splitlines()) <= 40


def test_a_pipe_has_no_colour_even_when_the_terminal_could(tadasu: Run, folder: Path) -> None:
    done = tadasu("lists", "status", env={"TERM": "xterm-256color", "COLUMNS": "100"})
    assert "\x1b" not in done.stdout + done.stderr


@contextmanager
def served(status: int, body: str) -> Iterator[str]:
    """A publisher on this machine that gives one answer, once to each; the address of its file."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.headers["If-None-Match"] == '"invented"'
            answer = b"" if known else body.encode()
            self.send_response(304 if known else status)
            self.send_header("ETag", '"invented"')
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/targets.simple.csv"
        server.shutdown()


def test_a_fetched_list_is_stored(tadasu: Run, folder: Path, listing: Listing) -> None:
    with served(200, listing(OLD)) as address:
        done = tadasu("lists", "fetch", LIST, "--address", address)
    assert done.returncode == 0, done.stderr
    assert f'Stored the list "{LIST}": 2 parties' in done.stdout


def test_a_publisher_that_refuses_leaves_the_last_good_version(tadasu: Run, folder: Path, listing: Listing) -> None:
    store(OLD, tadasu, folder, listing)
    with served(403, "no") as address:
        done = tadasu("lists", "fetch", LIST, "--address", address)
    assert done.returncode == 4
    assert "answered with status 403" in done.stderr
    assert len(tadasu("lists", "status", LIST).stdout.splitlines()) == 2


def damage(folder: Path) -> None:
    for manifest in (folder / "data" / "lists" / LIST).glob("*/manifest.json"):
        manifest.write_text("{}")


def test_a_damaged_list_is_shown_as_such_and_the_others_as_they_are(
    tadasu: Run, folder: Path, listing: Listing
) -> None:
    store(OLD, tadasu, folder, listing)
    damage(folder)
    done = tadasu("lists", "status")
    assert done.returncode == 0
    states = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert " damaged " in states[LIST]
    assert " not stored " in states["us-uflpa"]
    assert f'of the list "{LIST}" is damaged. Fetch or read the list again.' in done.stderr


def test_fetching_again_mends_a_damaged_list_even_if_the_publisher_has_nothing_new(
    tadasu: Run, folder: Path, listing: Listing
) -> None:
    with served(200, listing(OLD)) as address:
        assert tadasu("lists", "fetch", LIST, "--address", address).returncode == 0
        assert "has not changed" in tadasu("lists", "fetch", LIST, "--address", address).stdout
        damage(folder)
        done = tadasu("lists", "fetch", LIST, "--address", address)
    assert done.returncode == 0, done.stderr
    assert len(tadasu("lists", "status", LIST).stdout.splitlines()) == 2


def test_a_data_folder_that_may_only_be_read_is_listed_and_screened_against(
    tadasu: Run, folder: Path, listing: Listing, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(OLD, tadasu, folder, listing)
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & os.W_OK)
    assert tadasu("lists", "status").returncode == 0
    assert tadasu("screen", "suppliers.csv", "--against", LIST).returncode == 0
    done = tadasu("lists", "read", LIST, "targets.csv")
    assert done.returncode == 5
    assert "The folder data may be read but not written" in done.stderr
