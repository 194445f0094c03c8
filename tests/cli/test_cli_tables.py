"""Plain tables among the lists: one map for several of them, and an older version of one."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.readers import ColumnMap, save_map

Run = Callable[..., subprocess.CompletedProcess[str]]

ODD = "Kennung,Wer\nk-1,Hotan Lanmiqu Demo Hair\n"
BOTH = ("screen", "suppliers.csv", "--against", "odd.csv", "listed.csv", "--threshold", "0", "--out", "r.csv")


def lists_of(folder: Path) -> set[str]:
    lines = (folder / "r.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(",")[2] for line in lines}


@pytest.mark.parametrize("given", ["name=Wer,id=Kennung", "map.yaml"])
def test_a_table_that_the_map_does_not_fit_is_read_by_its_own_header(given: str, tadasu: Run, folder: Path) -> None:
    (folder / "odd.csv").write_text(ODD, encoding="utf-8")
    save_map(ColumnMap(name="Wer", id="Kennung"), folder / "map.yaml")
    done = tadasu(*BOTH, "--against-columns", given)
    assert done.returncode == 0, done.stderr
    assert lists_of(folder) == {"odd.csv", "listed.csv"}
    assert "listed.csv: --against-columns does not fit" in done.stderr
    record = json.loads((folder / "r.csv.run.json").read_text(encoding="utf-8"))
    used = record["run"]["arguments"]["against_columns"]
    assert used == "odd.csv: name = Wer, id = Kennung; listed.csv: name = name, id = id, country = country"


def test_an_older_version_that_the_map_does_not_fit_is_read_by_its_own_header(tadasu: Run, folder: Path) -> None:
    (folder / "odd.csv").write_text(ODD, encoding="utf-8")
    (folder / "old").mkdir()
    (folder / "old" / "odd.csv").write_text("id,name\nk-1,Hotan Lanmiqu\n", encoding="utf-8")
    done = tadasu(*BOTH, "--since", "old/odd.csv", "--against-columns", "name=Wer,id=Kennung")
    assert done.returncode == 0, done.stderr
    assert "(new: 0, changed: 1, gone: 0)" in done.stdout


@pytest.mark.parametrize("against", [("listed.csv",), ("listed.csv", "other.csv")])
def test_a_map_that_fits_no_table_is_refused(against: tuple[str, ...], tadasu: Run, folder: Path) -> None:
    (folder / "other.csv").write_text("name\nAoi Sample\n", encoding="utf-8")
    done = tadasu("screen", "suppliers.csv", "--against", *against, "--against-columns", "name=Nmae")
    assert done.returncode == 3
    assert "Nmae" in done.stderr


def test_since_another_list_than_the_one_given_is_refused(
    tadasu: Run, folder: Path, listing: Callable[..., str]
) -> None:
    (folder / "targets.csv").write_text(listing([("a", "Aoi Sample")]), encoding="utf-8")
    for against, since in (("targets.csv", "listed.csv"), ("listed.csv", "targets.csv")):
        done = tadasu("screen", "suppliers.csv", "--against", against, "--since", since)
        assert done.returncode == 2, done.stdout
        assert "older version" in done.stderr


def test_since_with_several_tables_says_that_the_name_of_the_file_tells_which(tadasu: Run, folder: Path) -> None:
    (folder / "other.csv").write_text("name\nAoi Sample\n", encoding="utf-8")
    (folder / "old.csv").write_bytes((folder / "listed.csv").read_bytes())
    (folder / "old").mkdir()
    (folder / "old" / "listed.csv").write_bytes((folder / "listed.csv").read_bytes())
    both = ("screen", "suppliers.csv", "--against", "listed.csv", "other.csv", "--since")
    done = tadasu(*both, "old.csv")
    assert done.returncode == 2
    assert "file name" in done.stderr
    assert "listed.csv, other.csv" in done.stderr
    assert tadasu(*both, "old/listed.csv").returncode == 0


def test_a_part_is_not_told_to_say_that_it_is_one(tadasu: Run, folder: Path, listing: Callable[..., str]) -> None:
    content = "name,aliases,effective_date,section\nHyohon Boseki,,2022-06-21,2(d)(2"
    (folder / "uflpa.csv").write_text(content, encoding="utf-8")
    refused = tadasu("screen", "suppliers.csv", "--against", "uflpa.csv")
    assert refused.returncode == 4
    assert "--partial" in refused.stderr
    done = tadasu("screen", "suppliers.csv", "--against", "uflpa.csv", "--partial")
    assert done.returncode == 0
    assert "cut off" in done.stderr
    assert "--partial" not in done.stderr


def test_a_running_number_that_is_no_id_stops_no_pairs(tadasu: Run, folder: Path) -> None:
    (folder / "suppliers.csv").write_text("No,Supplier,Land\n1,Aoi Sample,Japan\n1,Beni Sample,Japan\n")
    done = tadasu("screen", "suppliers.csv", "--against", "listed.csv", "--columns", "country=Land")
    assert done.returncode == 0, done.stderr
