"""`tadasu audit`, as whoever runs the machine types it."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from tests.web.chained import acts, tamper, worker
from tests.web.running import DATA
from tests.web.timestamping import authority, serving

from tadasu.cli import main
from tadasu.cli._audit import FAULTY
from tadasu.store import data_folder
from tadasu.web.project.database import Role, Server

Run = Callable[..., subprocess.CompletedProcess[str]]

PROCESS = [sys.executable, "-c", "import sys; from tadasu.cli import main; sys.exit(main())", "audit"]


@pytest.fixture
def chain(server: Server, committed: None) -> Iterator[Server]:
    """Three entries."""
    acts(3)
    yield server
    for file in (data_folder() / "audit").rglob("*.json"):
        file.unlink()


@pytest.fixture
def tadasu(chain: Server, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process, which is connected as the worker meanwhile."""
    monkeypatch.setenv("LC_ALL", "C")

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        with worker(chain), redirect_stdout(out), redirect_stderr(err):
            code = main(["audit", *map(str, arguments)])
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())

    return run


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, on the data folder of the tests."""
    bare = {"PATH": os.environ["PATH"], "TADASU_DATA": str(DATA)} | environment
    if path := os.environ.get("PYTHONPATH"):
        bare["PYTHONPATH"] = path
    return subprocess.run([*PROCESS, *arguments], capture_output=True, text=True, env=bare, check=False)


def test_a_sound_record_ends_with_0_and_says_what_nobody_can_tell(chain: Server, tadasu: Run) -> None:
    done = tadasu("verify")
    assert done.returncode == 0, done.stderr
    assert "Entries: 3. Texts: 3, erased: 0." in done.stdout
    assert "Nothing is wrong as far as this can tell." in done.stdout
    assert "nobody can tell whether entries at the end were cut off" in done.stderr


def test_a_record_that_was_changed_ends_with_11_and_says_where(chain: Server, tadasu: Run, tmp_path: Path) -> None:
    assert tadasu("anchor", "--out", tmp_path / "a.json").returncode == 0
    tamper(chain, "UPDATE audit_entry SET act = 'other' WHERE number = 2")
    done = tadasu("verify", "--anchor", tmp_path / "a.json")
    assert done.returncode == FAULTY == 11
    assert "Entry 2: what it says is not what was recorded." in done.stdout
    assert "The record is NOT what was recorded." in done.stdout
    assert "記録 2：内容が記録されたものと違います" in tadasu("verify", "--language", "ja").stdout


def test_an_end_that_was_cut_off_is_found_with_the_anchor_and_the_published_key(
    chain: Server, tadasu: Run, tmp_path: Path
) -> None:
    tadasu("anchor", "--out", tmp_path / "a.json")
    (tmp_path / "key.pub").write_text(tadasu("anchor", "--public-key").stdout, encoding="ascii")
    asked = ("verify", "--anchor", tmp_path / "a.json", "--key", tmp_path / "key.pub")
    done = tadasu(*asked)
    assert done.returncode == 0
    assert "a.json: entry 3 is the one that was signed on" in done.stdout
    assert done.stderr == ""
    tamper(
        chain,
        "DELETE FROM audit_text WHERE detail @> '{\"n\": 2}'",
        "DELETE FROM audit_entry WHERE number = 3",
        "UPDATE audit_head SET (number, at, digest) = (SELECT number, at, digest FROM audit_entry WHERE number = 2)",
    )
    done = tadasu(*asked)
    assert done.returncode == FAULTY
    assert "CUT OFF. Entry 3 was signed on" in done.stdout
    assert tadasu("verify").returncode == 0


def test_what_an_anchor_does_not_hold_is_said(chain: Server, tadasu: Run, tmp_path: Path) -> None:
    tadasu("anchor", "--out", tmp_path / "a.json")
    acts(1)
    done = tadasu("verify", "--anchor", tmp_path / "a.json")
    assert "after entry 3 is held by none of these anchors" in done.stderr
    assert "pin the published key with --key" in done.stderr


def test_a_script_reads_one_object(chain: Server, tadasu: Run, tmp_path: Path) -> None:
    with serving(authority().answer) as address:
        assert "Time-stamped at" in tadasu("anchor", "--out", tmp_path / "a.json", "--timestamp-url", address).stdout
    tamper(chain, "DELETE FROM audit_text WHERE detail @> '{\"n\": 1}'")
    done = tadasu("verify", "--json", "--anchor", tmp_path / "a.json")
    found = json.loads(done.stdout)
    assert done.returncode == FAULTY
    assert (found["sound"], found["entries"], found["texts"], found["erased"], found["pinned"]) == (
        False,
        3,
        2,
        0,
        False,
    )
    assert found["faults"] == {"text-removed": 1}
    assert found["first"] == [{"kind": "text-removed", "number": 2, "until": None}]
    [anchor] = found["anchors"]
    assert (anchor["name"], anchor["number"], anchor["held"], anchor["stamped"]) == ("a.json", 3, "held", "unchecked")
    assert anchor["sound"]


def test_an_export_names_its_verifier_which_finds_it_sound(chain: Server, tadasu: Run, tmp_path: Path) -> None:
    done = tadasu("export", "--out", tmp_path / "out", "--from", "2020-01-01")
    assert done.returncode == 0, done.stderr
    assert "entries 3, links 0, anchors 1" in done.stdout
    assert f"python3 -I {tmp_path / 'out' / 'verify.py'}" in done.stderr
    checked = subprocess.run([sys.executable, "-I", tmp_path / "out" / "verify.py"], capture_output=True, check=False)
    assert checked.returncode == 0
    again = tadasu("export", "--out", tmp_path / "out")
    assert again.returncode == 5
    assert "Traceback" not in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify", "--anchor", "none.json"), "none.json is no anchor"),
        (("verify", "--key", "none.pub"), "none.pub holds no public keys"),
        (("export", "--out", "out", "--organisation", "ours"), '"ours" is no id of an organisation'),
        (("export", "--out", "out", "--organisation", "6f1c9a52-5a0e-4d0e-8f0e-3c1f2b6a7d10"), "No entry is of this"),
        (("export", "--out", "out", "--until", "yesterday"), "yesterday"),
        (("anchor", "--timestamp-url", "http://127.0.0.1:9/"), "gave no time-stamp"),
    ],
)
def test_what_cannot_be_understood_ends_with_2_and_a_sentence(
    chain: Server, tadasu: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    named = [str(tmp_path / one) if one in {"out", "none.json", "none.pub"} else one for one in arguments]
    done = tadasu(*named)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_role_from_which_entries_are_hidden_is_told_which_one_to_use(chain: Server) -> None:
    addresses = {role: chain.address(role) for role in Role}
    assert process("verify").returncode == 0
    for role in (Role.WEB, Role.OWNER):
        done = process("verify", TADASU_DATABASE_URL=addresses[role])
        assert done.returncode == 2
        assert role in done.stderr
        assert "TADASU_WORKER_DATABASE_URL" in done.stderr
    named = {"TADASU_DATABASE_URL": addresses[Role.WEB], "TADASU_WORKER_DATABASE_URL": addresses[Role.WORKER]}
    assert process("verify", **named).returncode == 0


def test_a_place_where_no_anchor_can_be_written_is_refused_before_anything_is_signed(
    chain: Server, tadasu: Run, tmp_path: Path
) -> None:
    done = tadasu("anchor", "--out", tmp_path)
    assert done.returncode == 5
    assert not list((data_folder() / "audit").rglob("*.json"))


def test_a_database_without_a_record_is_said_to_have_none(chain: Server, tmp_path: Path) -> None:
    named = {"TADASU_DATA": str(tmp_path), "TADASU_DATABASE_URL": chain.address(Role.SUPER, database="postgres")}
    done = process("verify", **named)
    assert done.returncode == 2
    assert "This database has no record" in done.stderr


def test_a_database_that_does_not_answer_is_said_to_be_away(chain: Server, tmp_path: Path) -> None:
    done = process("verify", TADASU_DATABASE_URL="postgresql://tadasu_worker:secret@127.0.0.1:9/tadasu")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
