"""`tadasu watch` beside a list without ids: why is told by what the list says, not by the row an entry stands in, nor by
the company it was taken for."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tadasu.cli._watch import CHANGED

Run = Callable[..., subprocess.CompletedProcess[str]]

MILL, DYER, MAKER = ("Velmora Spinning Works", "Hathrow Dyeing Mills", "Ostrik Chemical Group")
HEADER = (
    "declaration no.,type,seller,seller country,buyer,buyer country,HS code,date,net weight (kg),country of origin\n"
)
ASKED = ("d.csv", "--lists", "l.csv", "--issue", "l.csv=forced-labour")


@pytest.fixture
def before(tadasu: Run, tmp_path: Path) -> Path:
    """Two declarations, a list of two names, of which the first is a seller; assessed into `before.parquet`."""
    declared(tmp_path, (MILL, DYER))
    listed(tmp_path, (MILL, MAKER))
    assert tadasu("assess", *ASKED, "--out", "before.parquet").returncode == 0
    return tmp_path


def declared(folder: Path, sellers: tuple[str, ...]) -> None:
    rows = (f"A{n},import,{one},CN,Bexuma,JP,520512,2026-05-01,100,CN\n" for n, one in enumerate(sellers, 1))
    (folder / "d.csv").write_text(HEADER + "".join(rows), encoding="utf-8")


def listed(folder: Path, names: tuple[str, ...]) -> None:
    (folder / "l.csv").write_text("name,country\n" + "".join(f"{one},CN\n" for one in names), encoding="utf-8")


def told(tadasu: Run, folder: Path) -> dict[str, dict[str, str]]:
    """Declaration -> its change."""
    done = tadasu("watch", *ASKED, "--since", "before.parquet", "--out", "changes.csv")
    assert done.returncode == CHANGED, done.stderr
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        return {row["declaration"]: row for row in csv.DictReader(file)}


def test_a_name_that_takes_the_row_of_another_is_new_and_the_other_is_gone(tadasu: Run, before: Path) -> None:
    listed(before, (DYER, MAKER))
    rows = told(tadasu, before)
    assert (rows["A2"]["why"], rows["A2"]["why_basis"]) == ("finding-new", f"l.csv: {DYER} (cn)")
    assert (rows["A1"]["why"], rows["A1"]["why_basis"]) == ("finding-gone", f"l.csv: {MILL} (cn)")
    assert "No longer among the findings" in rows["A1"]["says"]


def test_rows_in_another_order_and_new_ones_above_change_nothing(tadasu: Run, before: Path) -> None:
    listed(before, ("Kelphane Metals", MAKER, MILL))
    done = tadasu("watch", *ASKED, "--since", "before.parquet")
    assert done.returncode == 0, done.stdout


def test_an_entry_that_still_stands_on_the_list_is_not_told_as_gone(tadasu: Run, before: Path) -> None:
    declared(before, ("Honest Spinning", DYER))
    rows = told(tadasu, before)
    assert rows["A1"]["change"] == "no-longer-held"
    assert rows["A1"]["why"] == "chain-gone"


@pytest.mark.parametrize("more", [(), ("Kelphane Metals",)], ids=["unchanged", "grown"])
def test_an_entry_that_was_listed_all_along_is_not_told_as_new(
    tadasu: Run, before: Path, more: tuple[str, ...]
) -> None:
    declared(before, (MILL, MAKER))
    listed(before, (*more, MILL, MAKER))
    rows = told(tadasu, before)
    assert rows["A2"]["change"] == "newly-held"
    assert (rows["A2"]["why"], rows["A2"]["why_basis"]) == ("chain-new", f"l.csv: {MAKER} (cn)")


def test_how_many_have_changed_is_told_beside_how_many_there_are_now_and_were_then(tadasu: Run, before: Path) -> None:
    text = (before / "d.csv").read_text(encoding="utf-8")
    (before / "d.csv").write_text(text.replace("A2,import", "A2,export"), encoding="utf-8")
    done = tadasu("watch", *ASKED, "--flow", "export", "--since", "before.parquet")
    assert "Declarations changed since before.parquet: 1 (1 assessed now, 2 then)." in done.stdout
