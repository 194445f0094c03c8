"""`tadasu assess` as a user runs it, on the invented world."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tadasu.demo import demo_folder

Run = Callable[..., subprocess.CompletedProcess[str]]
ASSESS = (
    "assess", "declarations.csv", "--findings", "findings.csv", "--stakes", "stakes.csv", "--companies", "companies.csv",
    "--flow", "import", "--country", "jp",
)  # fmt: skip


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    """The invented files in the working folder."""
    for name in (
        "declarations.csv",
        "declarations_ja.csv",
        "findings.csv",
        "stakes.csv",
        "companies.csv",
        "outcomes.csv",
    ):
        shutil.copy(demo_folder() / name, tmp_path / name)
    return tmp_path


def outcomes(folder: Path) -> dict[str, str]:
    """Declaration -> what should become of it, where it crosses Japan's border inward."""
    with (folder / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        return {row["declaration_id"]: row["disposition"] for row in csv.DictReader(file) if row["disposition"]}


def test_every_declaration_comes_to_what_was_planted(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--out", "queue.csv").returncode == 0
    with (trade / "queue.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["declaration"]: row["disposition"] for row in csv.DictReader(file)}
    planted = outcomes(trade)
    assert rows
    assert {key: planted.get(key) for key in rows} == rows


def test_the_queue_says_why_and_by_what_way(tadasu: Run, trade: Path) -> None:
    done = tadasu(*ASSESS, "--capacity", "3", "--json")
    assert done.returncode == 0
    assert "state-imposed forced labour" in done.stdout
    assert "Below the line of 3" in done.stdout
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["assessed"] == sum(summary[name] for name in ("hold", "ask", "not-traceable", "clear"))
    assert set(summary["seconds"]) == {"reading", "companies", "findings", "assessing", "table"}


def test_the_same_in_japanese(tadasu: Run, trade: Path) -> None:
    files = ("--findings", "findings.csv", "--companies", "companies.csv", "--upstream", "declarations.csv")
    done = tadasu("assess", "declarations_ja.csv", *files, "--flow", "import", "--language", "ja")
    assert done.returncode == 0
    assert "国家による強制労働" in done.stdout
    assert "追跡不能" in done.stdout


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "html"])
def test_the_same_run_gives_the_same_bytes(tadasu: Run, trade: Path, ending: str) -> None:
    for name in ("one", "two"):
        assert tadasu(*ASSESS, "--out", f"{name}.{ending}").returncode == 0
    assert (trade / f"one.{ending}").read_bytes() == (trade / f"two.{ending}").read_bytes()
    records = [
        json.loads((trade / f"{name}.{ending}.run.json").read_text(encoding="utf-8"))["run"] for name in ("one", "two")
    ]
    assert records[0]["inputs"] == records[1]["inputs"]
    assert {one["name"] for one in records[0]["inputs"]} >= {"declarations.csv", "findings.csv", "stakes.csv"}


def test_the_order_of_the_rows_does_not_matter(tadasu: Run, trade: Path) -> None:
    head, *rows = (trade / "declarations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    assert tadasu(*ASSESS, "--out", "one.parquet").returncode == 0
    (trade / "declarations.csv").write_text(head + "".join(reversed(rows)), encoding="utf-8")
    assert tadasu(*ASSESS, "--out", "two.parquet").returncode == 0
    assert pl.read_parquet(trade / "one.parquet").equals(pl.read_parquet(trade / "two.parquet"))


def test_the_page_stands_alone_and_draws_the_ways(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--out", "page.html").returncode == 0
    page = (trade / "page.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "default-src 'none'" in page
    assert not [part for part in ("<img", "<link", "src=", "url(", "@import", "javascript:") if part in page]


def test_a_merge_is_taken_back_by_the_next_run(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--merges", "merges.csv", "--out", "one.csv").returncode == 0
    text = (trade / "merges.csv").read_text(encoding="utf-8")
    assert ",yes," in text
    (trade / "merges.csv").write_text(text.replace(",yes,", ",no,"), encoding="utf-8")
    assert tadasu(*ASSESS, "--judgements", "merges.csv", "--out", "two.csv").returncode == 0
    assert (trade / "one.csv").read_bytes() != (trade / "two.csv").read_bytes()


def test_a_column_map_is_saved_and_used_again(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--save-map", "map.yaml", "--out", "one.csv").returncode == 0
    assert tadasu(*ASSESS, "--columns", "map.yaml", "--out", "two.csv").returncode == 0
    assert (trade / "one.csv").read_bytes() == (trade / "two.csv").read_bytes()


def test_rows_that_are_wrong_refuse_the_file_or_are_left_out(tadasu: Run, trade: Path) -> None:
    path = trade / "declarations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("520100", "999999", 1), encoding="utf-8")
    refused = tadasu(*ASSESS, "--out", "queue.csv")
    assert refused.returncode == 3
    assert "declarations.csv, row 2" in refused.stderr
    assert not (trade / "queue.csv").exists()
    assert tadasu(*ASSESS, "--keep-good", "--out", "queue.csv").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("assess", "declarations.csv"), 2),
        (("assess", "declarations.csv", "--findings", "findings.csv", "--out", "queue.docx"), 2),
        (("assess", "declarations.csv", "--findings", "declarations.csv"), 3),
        (("assess", "none.csv", "--findings", "findings.csv"), 3),
        (("assess", "declarations.csv", "--findings", "findings.csv", "--capacity", "0"), 2),
        (("assess", "declarations.csv", "--findings", "findings.csv", "--judgements", "none.csv"), 3),
    ],
)
def test_what_cannot_be_done_is_said(tadasu: Run, trade: Path, arguments: tuple[str, ...], code: int) -> None:
    done = tadasu(*arguments)
    assert done.returncode == code
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_goods_at_risk_are_asked_about(tadasu: Run, trade: Path) -> None:
    done = tadasu("assess", "declarations.csv", "--goods-at-risk", "--country", "jp", "--json")
    summary = json.loads(done.stdout.splitlines()[-1])
    assert summary["hold"] == 0
    assert summary["ask"] > 0
