"""A list of several files as a user meets it: none is overwritten, and the record tells a change in any of them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tadasu.store import digest_file, versions

Run = Callable[..., subprocess.CompletedProcess[str]]

LIST = "us-ofac-sdn"
SDN = '90101,"HYOHON TRADING, LTD.",-0- ,"TEST",' + "-0- ," * 7 + "-0- \r\n\x1a"
ALT = '90101,1,"aka","AOI SAMPLE LOGISTICS",-0- \r\n\x1a'
ADD = '90101,1,"1 Rei Street","Tokyo","Japan",-0- \r\n\x1a'
SCREEN = ("screen", "suppliers.csv", "--against", "my_sdn.csv", "--partial", "--threshold", "0")


@pytest.fixture
def trio(folder: Path) -> Path:
    """The working folder with the three files of the list, invented."""
    for kind, content in (("sdn", SDN), ("alt", ALT), ("add", ADD)):
        (folder / f"my_{kind}.csv").write_bytes(content.encode())
    return folder


def run_of(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.run.json").read_text(encoding="utf-8"))["run"]


@pytest.mark.parametrize("kind", ["alt", "add"])
@pytest.mark.parametrize("option", ["--out", "--save-map"])
def test_a_file_that_is_read_because_it_stands_beside_a_list_is_not_overwritten(
    kind: str, option: str, tadasu: Run, trio: Path
) -> None:
    before = (trio / f"my_{kind}.csv").read_bytes()
    done = tadasu(*SCREEN, option, f"my_{kind}.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Choose another place" in done.stderr
    assert (trio / f"my_{kind}.csv").read_bytes() == before


def test_what_stands_beside_the_older_version_and_beside_the_lists_of_an_assessment_is_not_overwritten(
    tadasu: Run, trio: Path
) -> None:
    (trio / "found.csv").write_text("id\n1\n")
    since = tadasu("screen", "suppliers.csv", "--against", LIST, "--since", "my_sdn.csv", "--out", "my_alt.csv")
    assess = tadasu("assess", "suppliers.csv", "--lists", "my_sdn.csv", "--out", "my_add.csv")
    for done in (since, assess):
        assert done.returncode == 2
        assert "Choose another place" in done.stderr


@pytest.mark.parametrize("kind", ["sdn", "alt", "add"])
def test_two_equal_records_never_stand_for_other_files_of_a_list(kind: str, tadasu: Run, trio: Path) -> None:
    assert tadasu(*SCREEN, "--out", "r.csv").returncode == 0
    before = run_of(trio, "r.csv")
    changed = trio / f"my_{kind}.csv"
    changed.write_bytes(
        changed.read_bytes().replace(b"HYOHON", b"KYOHON").replace(b"AOI", b"AKA").replace(b"1 R", b"2 R")
    )
    done = tadasu(*SCREEN, "--out", "r.csv", "--json")
    after = run_of(trio, "r.csv")
    assert after["inputs"] != before["inputs"]
    assert after["versions"][f"list:{LIST}"] != before["versions"][f"list:{LIST}"]
    said = json.loads(done.stdout.splitlines()[-1])["versions"]["list"][LIST]
    assert said == after["versions"][f"list:{LIST}"][:12]


def test_the_record_names_every_file_of_a_list_with_its_own_digest(tadasu: Run, trio: Path) -> None:
    assert tadasu(*SCREEN, "--out", "r.csv").returncode == 0
    names = ["suppliers.csv", "my_sdn.csv", "my_alt.csv", "my_add.csv"]
    assert run_of(trio, "r.csv")["inputs"] == [{"name": n, "digest": digest_file(trio / n)} for n in names]


def test_of_a_stored_list_the_record_holds_the_version_that_was_used(tadasu: Run, trio: Path) -> None:
    assert tadasu("lists", "read", LIST, "my_sdn.csv", "--partial").returncode == 0
    (version,) = versions(trio / "data", LIST)
    done = tadasu("screen", "suppliers.csv", "--against", LIST, "--threshold", "0", "--out", "r.csv", "--json")
    run = run_of(trio, "r.csv")
    assert run["versions"][f"list:{LIST}"] == version.manifest_digest
    assert run["inputs"][1] == {"name": LIST, "digest": version.manifest_digest}
    assert version.name.endswith(json.loads(done.stdout.splitlines()[-1])["versions"]["list"][LIST])
