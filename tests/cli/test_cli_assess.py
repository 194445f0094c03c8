"""`tadasu assess` as a user runs it, on the invented world."""

import csv
import json
import re
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


def test_ways_are_shown_of_the_lines_above_the_capacity_alone(tadasu: Run, trade: Path) -> None:
    done = tadasu(*ASSESS, "--capacity", "2")
    assert tadasu(*ASSESS, "--capacity", "2", "--out", "two.csv").returncode == 0
    with (trade / "two.csv").open(encoding="utf-8", newline="") as file:
        first = [row["declaration"] for row in csv.DictReader(file)]
    assert re.findall(r"^No\. (\d+), declaration (.+):$", done.stdout, re.MULTILINE) == list(
        zip(("1", "2"), first, strict=True)
    )
    assert len(re.findall(r"^Path 1 of ", done.stdout, re.MULTILINE)) == 2
    assert "Source: https://demo.example.org/" in done.stdout


def test_rows_left_out_are_counted_wherever_the_result_is_told(tadasu: Run, trade: Path) -> None:
    path = trade / "declarations.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    wrong = first.replace("520100", "999999").replace("2025-", "2085-")  # two errors, one row
    path.write_text("".join((head, wrong, *rest)), encoding="utf-8")
    done = tadasu(*ASSESS, "--keep-good", "--out", "page.html", "--json")
    assert "Rows left out because they are wrong: 1." in done.stdout
    assert json.loads(done.stdout.splitlines()[-1])["rows_left_out"] == 1
    page = (trade / "page.html").read_text(encoding="utf-8")
    assert "Rows left out because they are wrong: 1." in page


def test_a_file_with_more_problems_than_are_kept_says_at_least(tadasu: Run, trade: Path) -> None:
    path = trade / "declarations.csv"
    head, first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    wrong = [first.replace("D-001", f"X-{n}").replace("520100", "999999") for n in range(1200)]
    path.write_text("".join((head, *wrong, *rest)), encoding="utf-8")
    done = tadasu(*ASSESS, "--keep-good")
    assert "Rows left out because they are wrong: at least 1,000." in done.stdout


def test_the_page_says_what_was_assessed_and_by_which_bounds(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--least-strength", "0.25", "--without-contested", "--out", "page.html").returncode == 0
    page = (trade / "page.html").read_text(encoding="utf-8")
    rows = dict(re.findall(r'role="rowheader">([^<]+)</th><td role="cell">([^<]+)</td>', page))
    assert rows["Flow assessed"] == "imports"
    assert rows["Into or out of"] == "Japan"
    assert rows["Weakest chain that leads to a hold"] == "0.25 (-1.386)"
    assert rows["Links that a named party denies"] == "left out"
    assert "state-imposed forced labour" in rows["Issues that lead to a hold"]


def test_a_folder_in_the_place_of_a_file_is_said_in_a_whole_sentence(tadasu: Run, trade: Path) -> None:
    done = tadasu("assess", ".", "--findings", "findings.csv")
    assert done.returncode == 3
    assert done.stderr.startswith("The file cannot be read")


def test_a_file_that_names_no_flow_is_told_of_the_option(tadasu: Run, trade: Path) -> None:
    with (trade / "declarations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [name for name in rows[0] if name != "type"]
    with (trade / "none.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, kept, extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
    done = tadasu("assess", "none.csv", "--findings", "findings.csv")
    assert done.returncode == 3
    assert "--flow" in done.stderr


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


def test_by_supplier_a_line_a_company_with_the_gravest_answer(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--out", "queue.csv").returncode == 0
    assert tadasu(*ASSESS, "--by", "supplier", "--out", "suppliers.csv").returncode == 0
    with (trade / "queue.csv").open(encoding="utf-8", newline="") as file:
        queue = list(csv.DictReader(file))
    with (trade / "suppliers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    gravest: dict[str, str] = {}
    for row in queue:
        gravest.setdefault(row["seller_company"], row["disposition"])
    assert {row["group"]: row["disposition"] for row in rows} == gravest
    assert sum(int(row["declarations"]) for row in rows) == len(queue)
    record = json.loads((trade / "suppliers.csv.run.json").read_text(encoding="utf-8"))
    assert dict(record["run"]["arguments"])["by"] == "supplier"


@pytest.mark.parametrize(("by", "said"), [("product", "620520 "), ("importer", "HIYOAZE"), ("portfolio", "Everything")])
def test_the_same_in_a_terminal(tadasu: Run, trade: Path, by: str, said: str) -> None:
    done = tadasu(*ASSESS, "--by", by)
    assert done.returncode == 0
    assert said.strip()[:4] in done.stdout
    assert "Path 1 of" not in done.stdout
    assert "Hold 5, ask about 4" in done.stdout


def test_a_page_shows_suppliers_goods_and_importers(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--out", "page.html").returncode == 0
    page = (trade / "page.html").read_text(encoding="utf-8")
    for key, title in (("supplier", "By supplier"), ("product", "By good"), ("importer", "By importer")):
        assert f'<h2 id="by-{key}">{title}</h2>' in page
    assert "Taken for one company:" in page


def test_groups_are_written_as_tables_only_and_another_word_is_refused(tadasu: Run, trade: Path) -> None:
    assert tadasu(*ASSESS, "--by", "supplier", "--out", "suppliers.txt").returncode == 2
    assert tadasu(*ASSESS, "--by", "colour").returncode == 2
    for name in ("goods.parquet", "goods.JSONL"):
        assert tadasu(*ASSESS, "--by", "product", "--out", name).returncode == 0
    frame = pl.read_parquet(trade / "goods.parquet")
    assert frame["group"].n_unique() == frame.height
    lines = (trade / "goods.JSONL").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["group"] for line in lines] == frame["group"].to_list()


def test_one_id_that_two_files_give_to_two_names_is_two_parties(tadasu: Run, trade: Path) -> None:
    """A stake of a harmless fund may not become one of the listed holding that a findings file calls by the same number."""
    (trade / "d.csv").write_text(
        "id,date,seller,seller country,buyer,buyer country,HS code,net weight kg\n"
        "1,2026-05-01,Ostrik Demo Spinning Ltd,VN,Hiwagama Demo Trading KK,JP,520512,100\n",
        encoding="utf-8",
    )
    (trade / "f.csv").write_text(
        "id,subject,company_id,company,country,issue,kind,basis\n"
        "f1,company,1,Velmora Sample Holding,CN,forced-labour,listed,an invented case\n",
        encoding="utf-8",
    )
    (trade / "s.csv").write_text(
        "owner_id,owner,company_id,company,company_country,share\n"
        "1,Alpha Benign Demo Fund,2,Ostrik Demo Spinning Ltd,VN,60\n",
        encoding="utf-8",
    )
    done = tadasu("assess", "d.csv", "--findings", "f.csv", "--stakes", "s.csv", "--flow", "import", "--json")
    assert done.returncode == 0, done.stderr
    assert "kept apart" in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["hold"] == 0


def test_an_issue_for_a_list_that_is_not_given_is_refused(tadasu: Run, trade: Path) -> None:
    done = tadasu(*ASSESS, "--issue", "another.csv=forced-labour")
    assert done.returncode == 2
    assert "another.csv" in done.stderr


def test_a_code_of_an_older_edition_is_read_as_what_it_became_and_said_to_be(tadasu: Run, trade: Path) -> None:
    path = trade / "declarations.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("844630", "854140"), encoding="utf-8")
    assert "854140" in path.read_text(encoding="utf-8")
    done = tadasu(*ASSESS)
    assert done.returncode == 0, done.stderr
    assert "854140 -> 8541" in done.stderr
