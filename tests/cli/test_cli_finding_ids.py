"""Two files of findings that use one id: each finding keeps an id of its own, and it is said."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

FINDINGS = "id,subject_type,company,issue,kind,strength,basis\n"
FIRST = "f1,company,Velmora Spinning Works,forced-labour,listed,0,Order\n"
SECOND = "f1,company,Hathrow Dyeing Mills,child-labour,listed,0,Order\n"
DECLARATIONS = """declaration no.,type,seller,seller country,buyer,buyer country,HS code,date,net weight (kg),country of origin
A1,import,Velmora Spinning Works,CN,Bexuma,JP,520512,2026-05-01,100,CN
A2,import,Hathrow Dyeing Mills,CN,Bexuma,JP,520512,2026-05-01,100,CN
"""
BOTH = ("assess", "d.csv", "--findings", "a.csv", "b.csv", "--out", "q.csv")


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    (tmp_path / "d.csv").write_text(DECLARATIONS, encoding="utf-8")
    (tmp_path / "a.csv").write_text(FINDINGS + FIRST, encoding="utf-8")
    return tmp_path


def named(folder: Path) -> dict[str, str]:
    """Declaration -> the finding that decided."""
    with (folder / "q.csv").open(encoding="utf-8", newline="") as file:
        return {row["declaration"]: row["finding"] for row in csv.DictReader(file)}


def test_two_findings_of_one_id_are_told_apart_by_their_files(tadasu: Run, trade: Path) -> None:
    (trade / "b.csv").write_text(FINDINGS + SECOND, encoding="utf-8")
    done = tadasu(*BOTH)
    assert done.returncode == 0
    assert named(trade) == {"A1": "f1", "A2": "b.csv#f1"}
    assert "f1 of b.csv is called b.csv#f1" in done.stderr


def test_one_finding_in_two_files_counts_once(tadasu: Run, trade: Path) -> None:
    (trade / "b.csv").write_text(FINDINGS + FIRST + SECOND.replace("f1,", "f2,"), encoding="utf-8")
    done = tadasu(*BOTH)
    assert done.returncode == 0
    assert named(trade) == {"A1": "f1", "A2": "f2"}
    assert "b.csv: findings that another file holds too count once: 1." in done.stderr


def test_files_of_one_name_and_a_third_with_the_id_stay_apart(tadasu: Run, trade: Path) -> None:
    (trade / "more").mkdir()
    (trade / "more" / "a.csv").write_text(FINDINGS + SECOND, encoding="utf-8")
    (trade / "b.csv").write_text(FINDINGS + SECOND.replace("child-labour", "land"), encoding="utf-8")
    done = tadasu("assess", "d.csv", "--findings", "a.csv", "more/a.csv", "b.csv", "--language", "ja", "--out", "q.csv")
    assert done.returncode == 0
    assert named(trade)["A2"] in ("a.csv#f1", "b.csv#f1")
    assert "a.csv#f1" in done.stderr
    assert "b.csv#f1" in done.stderr
