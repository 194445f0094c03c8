"""What a run writes: never over what it reads, never half, and the record says by which map it was read."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.readers import ColumnMap, save_map
from tadasu.store import digest_file

Run = Callable[..., subprocess.CompletedProcess[str]]

SCREEN = ("screen", "suppliers.csv", "--against", "listed.csv")
ASSESS = ("assess", "declared.csv", "--findings", "found.csv", "--lists", "listed.csv", "--stakes", "owned.csv")


@pytest.mark.parametrize(
    "arguments",
    [
        (*SCREEN, "--out", "suppliers.csv"),
        (*SCREEN, "--out", "./below/../listed.csv"),
        (*SCREEN, "--out", "also-listed.csv"),
        (*SCREEN, "--out", "old.csv", "--since", "old.csv"),
        (*SCREEN, "--save-map", "suppliers.csv"),
        (*SCREEN, "--save-map", "map.yaml", "--columns", "map.yaml"),
        (*SCREEN, "--save-map", "map.yaml", "--against-columns", "map.yaml"),
        ("screen", "r.csv.run.json", "--against", "listed.csv", "--out", "r.csv"),
        (*SCREEN, "--out", "r.csv", "--save-map", "r.csv"),
        (*ASSESS, "--out", "declared.csv"),
        (*ASSESS, "--out", "found.csv"),
        (*ASSESS, "--merges", "listed.csv"),
        (*ASSESS, "--merges", "owned.csv"),
        (*ASSESS, "--merges", "same.csv", "--judgements", "same.csv"),
        (*ASSESS, "--save-map", "map.yaml", "--columns", "map.yaml"),
        (*ASSESS, "--out", "r.csv", "--merges", "r.csv"),
    ],
)
def test_no_output_takes_the_place_of_an_input_or_of_another_output(
    arguments: tuple[str, ...], tadasu: Run, folder: Path
) -> None:
    (folder / "below").mkdir()
    (folder / "also-listed.csv").symlink_to(folder / "listed.csv")
    for name in ("old.csv", "map.yaml", "r.csv.run.json", "declared.csv", "found.csv", "owned.csv", "same.csv"):
        (folder / name).write_text("id,name\n1,Aoi Sample\n")
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    done = tadasu(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Choose another place" in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def test_a_record_that_cannot_be_written_leaves_the_result_before_it_as_it_was(tadasu: Run, folder: Path) -> None:
    (folder / "r.csv").write_text("an earlier result")
    (folder / "r.csv.run.json").mkdir()
    done = tadasu(*SCREEN, "--out", "r.csv")
    assert done.returncode == 5
    assert (folder / "r.csv").read_text() == "an earlier result"


def test_a_result_that_cannot_be_written_leaves_the_result_and_the_record_before_it(
    tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tadasu(*SCREEN, "--out", "r.csv").returncode == 0
    before = (digest_file(folder / "r.csv"), digest_file(folder / "r.csv.run.json"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tadasu.cli._screening.write", full)
    done = tadasu(*SCREEN, "--out", "r.csv", "--threshold", "0")
    assert done.returncode == 5
    assert "No space left" in done.stderr
    assert (digest_file(folder / "r.csv"), digest_file(folder / "r.csv.run.json")) == before


def test_the_record_holds_the_map_of_every_plain_table_and_no_place(tadasu: Run, folder: Path) -> None:
    place = folder / "maps" / "listed.yaml"
    place.parent.mkdir()
    save_map(ColumnMap(name="name", id="id"), place)
    for given in (place, "maps/listed.yaml"):
        assert tadasu(*SCREEN, "--against-columns", given, "--out", "r.csv").returncode == 0
        record = (folder / "r.csv.run.json").read_text(encoding="utf-8")
        assert json.loads(record)["run"]["arguments"]["against_columns"] == "listed.csv: name = name, id = id"
        assert "maps" not in record


@pytest.mark.parametrize("place", ["suppliers.csv/r.csv", "below", "locked/r.csv"])
@pytest.mark.parametrize("arguments", [SCREEN, ASSESS])
def test_a_place_where_nothing_can_be_written_is_refused_before_anything_is_read(
    place: str, arguments: tuple[str, ...], tadasu: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("below.csv", "locked"):
        (folder / name).mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "locked")
    done = tadasu(*arguments, "--out", place if place != "below" else "below.csv")
    assert (done.returncode, done.stdout) == (5, "")
    assert "cannot be written" in done.stderr
    assert "Read" not in done.stderr


@pytest.mark.parametrize("place", ["suppliers.csv", "suppliers.csv/demo"])
def test_the_demo_says_at_once_that_its_folder_is_none(place: str, tadasu: Run, folder: Path) -> None:
    done = tadasu("demo", "--folder", place)
    assert (done.returncode, done.stdout) == (5, "")
    assert "suppliers.csv" in done.stderr
