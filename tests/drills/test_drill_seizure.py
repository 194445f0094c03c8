"""The seizure drill, as far as vault and evidence go: canaries go through it, then all that the server holds is searched.

Searched are the dump of the database, PostgreSQL's own files with its write-ahead log, the data folder, temporary files (also
those whose names are gone), what the processes were started with, and the logs; in plain, compressed, and coded.
"""

import base64
import gzip
import json
import os
import secrets
import shutil
import string
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.drills.seizure import Find, Searcher, children, files, processes
from tests.drills.seizure_funding import CANARIES as FUNDING
from tests.drills.seizure_funding import TYPED as FUNDING_TYPED

from tadasu.names._compiled import cache_folder

ROOT = Path(__file__).resolve().parents[2]
CANARIES = (
    *("field", "field for two", "erased", "file", "file name", "web file", "web file name"),
    *("opening", "release", "recovery", "page"),
    *("box letter", "box file", "box file name", "box answer", "box answer file", "box answer file name"),
    *("box opening", "box refused", "box broken", "box broken off", "box taken back", "box picture"),
    *("report", "report place", "report refused", "report opening", "draft", "draft deleted"),
    *("item", "item file", "item file name", "item derived", "redacted word"),
    *("incident", "incident title", "incident place", "incident company", "incident origin", "incident file name"),
    *("company answer", "company correction", "company file", "company file name", "company opening"),
    *("petition", "petition contact"),
    *FUNDING,
    *FUNDING_TYPED,
    *("passphrase", "new passphrase", "wrong passphrase", "broken", "control"),
)


def canary() -> str:
    """Thirty-two random letters: no piece of eight of them is anywhere by chance."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(32))


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that PostgreSQL can reach, where root runs the tests."""
    made = Path(tempfile.mkdtemp(prefix="tadasu-drill-"))
    for one in (made, made / "tmp", made / "home"):
        one.mkdir(exist_ok=True)
        one.chmod(0o755)
    yield made
    shutil.rmtree(made)


def environment(folder: Path) -> dict[str, str]:
    """What a scene is told: where things are, also loops that are compiled already, and nothing else."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "TADASU_CACHE": str(cache_folder().parent),
        "PYTHONPATH": str(ROOT),
    }


@dataclass
class Seized:
    """What was found of which canary, and the keys that the process said it had used."""

    found: set[Find]
    kinds: dict[str, set[str]]

    def places(self, secret: str) -> set[str]:
        return self.kinds.get(secret, set())


def seize(folder: Path, canaries: dict[str, str]) -> Seized:
    """Run the scene and, while it still runs, take everything."""
    log = folder / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.drills.seizure_scene"],
            cwd=folder,
            env=environment(folder) | {"CONTROL": canaries["control"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        print(json.dumps(canaries), file=process.stdin, flush=True)
        line = process.stdout.readline()
        assert line, log.read_text(encoding="utf-8")[-4000:]
        told = json.loads(line)
        dump = subprocess.run([told["pg_dump"], told["address"]], capture_output=True, check=True).stdout
        assert dump.count(b"\nCOPY ") > 30
        searcher = Searcher(
            {name: said.encode() for name, said in canaries.items()}
            | {name: bytes.fromhex(said) for name, said in told["keys"].items()}
        )
        where = {
            "dump": [("dump", dump)],
            "postgres": files(Path(told["postgres data"])),
            "files": ((name, said) for name, said in files(folder) if told["postgres data"] not in name),
            "processes": processes(*children(process.pid), *children(told["postgres"])),
        }
        found = {kind: searcher.search(places) for kind, places in where.items()}
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()
    kinds: dict[str, set[str]] = {}
    for kind, finds in found.items():
        for find in finds:
            kinds.setdefault(find.secret, set()).add(f"{kind}: {find.form}: {find.place.rsplit('/', 1)[-1]}")
    return Seized({find for finds in found.values() for find in finds}, kinds)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are searched by /proc")
def test_of_what_the_vault_keeps_nothing_is_found_in_anything_the_server_holds(folder: Path) -> None:
    canaries = {name: canary() for name in CANARIES}
    seized = seize(folder, canaries)
    control = seized.places("control")
    for kind, form, place in [
        ("dump", "plain", "dump"),
        ("postgres", "plain", ""),
        ("files", "plain", "log"),
        ("files", "UTF-16", "control.utf16"),
        ("files", "base64", "control.base64"),
        ("files", "compressed plain", "control.gz"),
        ("processes", "plain", "environ"),
        ("processes", "plain", "open file"),
    ]:
        assert any(one.startswith(f"{kind}: {form}: {place}") for one in control), (kind, form, place, control)
    assert {name: places for name, places in seized.kinds.items() if name != "control"} == {}


SECRET = b"k3v9x2m7q4w8z1b6n5c0h2j8d4f7g9s3"
CODED = {
    "plain": SECRET,
    "piece": SECRET[5:13],
    "hex": SECRET.hex().encode(),
    "HEX": SECRET.hex().upper().encode(),
    "base64": base64.b64encode(b"some" + SECRET + b"thing"),
    "base64, one later": base64.b64encode(b"some." + SECRET + b"thing"),
    "base64, two later": base64.b64encode(b"some.." + SECRET + b"thing"),
    "UTF-16": SECRET.decode().encode("utf-16"),
    "UTF-16, big end first": SECRET.decode().encode("utf-16-be"),
    "UTF-32": SECRET.decode().encode("utf-32"),
    "reversed": SECRET[::-1],
    "zlib": zlib.compress(b"some" + SECRET + b"thing"),
    "gzip": gzip.compress(b"some" + SECRET + b"thing"),
}


@pytest.mark.parametrize("form", CODED)
@pytest.mark.parametrize("before", [0, 1, 3, 4097])
def test_the_search_finds_a_secret_in_every_form_wherever_it_begins(form: str, before: int) -> None:
    searcher = Searcher({"secret": SECRET, "another": bytes(range(100, 132))})
    content = secrets.token_bytes(before) + CODED[form] + secrets.token_bytes(100)
    assert {find.secret for find in searcher.search([("here", content)])} == {"secret"}


def test_the_search_finds_nothing_where_there_is_nothing() -> None:
    searcher = Searcher({"secret": SECRET})
    assert searcher.search([("here", secrets.token_bytes(1 << 20)), ("there", b""), ("elsewhere", b"short")]) == set()
