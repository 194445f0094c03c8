"""A large supplier file is screened part by part: the answers are those of the whole, and an error anywhere refuses it all."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.cli import _suppliers

Run = Callable[..., subprocess.CompletedProcess[str]]

SCREEN = ("screen", "suppliers.csv", "--against", "listed.csv", "--threshold", "0", "--json")


def test_parts_give_the_bytes_and_the_remarks_of_the_whole(
    tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "suppliers.csv").open("a", encoding="utf-8") as file:
        file.write("s4,12345,Japan\n")
    whole = tadasu(*SCREEN, "--out", "whole.csv")
    monkeypatch.setattr(_suppliers, "AT_A_TIME", 2)
    parts = tadasu(*SCREEN, "--out", "parts.csv")
    assert (whole.returncode, parts.returncode) == (0, 0), parts.stderr
    assert (folder / "parts.csv").read_bytes() == (folder / "whole.csv").read_bytes()
    assert "row 5" in parts.stderr
    assert parts.stderr.splitlines()[0] == whole.stderr.splitlines()[0]
    one, other = (json.loads(done.stdout.splitlines()[-1]) for done in (whole, parts))
    assert {key: one[key] for key in ("queries", "listed", "matches")} == {
        "queries": 4,
        "listed": 3,
        "matches": other["matches"],
    }


def test_an_error_in_the_last_part_refuses_the_file_and_writes_nothing(
    tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_suppliers, "AT_A_TIME", 1)
    with (folder / "suppliers.csv").open("a", encoding="utf-8") as file:
        file.write("s1,Aoi Sample,Japan\n")
    done = tadasu(*SCREEN, "--out", "r.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert "suppliers.csv, row 5" in done.stderr
    assert not (folder / "r.csv").exists()
