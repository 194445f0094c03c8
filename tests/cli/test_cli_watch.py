"""`tadasu watch` as a user runs it every night, on the invented world."""

import csv
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tadasu.cli._watch import CHANGED
from tadasu.demo import demo_folder
from tadasu.reports import read_queue
from tadasu.schema import InputError

Run = Callable[..., subprocess.CompletedProcess[str]]
FILES = ("declarations.csv", "--stakes", "stakes.csv", "--companies", "companies.csv", "--flow", "import")
ALL = ("--findings", "findings.csv")
SINCE = ("--since", "before.parquet")


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    """The invented files in the working folder; `fewer.csv` lacks the findings about the mill and its region."""
    for name in ("declarations.csv", "findings.csv", "stakes.csv", "companies.csv", "list_sanctions.csv"):
        shutil.copy(demo_folder() / name, tmp_path / name)
    rows = (tmp_path / "findings.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    left = [row for row in rows if not row.startswith(("mill-yarn,", "region,"))]
    (tmp_path / "fewer.csv").write_text("".join(left), encoding="utf-8")
    return tmp_path


def summary(done: subprocess.CompletedProcess[str]) -> dict[str, int]:
    value: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return value


def before(tadasu: Run, *arguments: str) -> None:
    assert tadasu("assess", *FILES, *arguments, "--out", "before.parquet").returncode == 0


def test_nothing_changed_is_exit_code_0_and_clears_nothing(tadasu: Run, trade: Path) -> None:
    before(tadasu, *ALL)
    done = tadasu("watch", *FILES, *ALL, *SINCE, "--json")
    assert done.returncode == 0
    assert "Nothing has changed since before.parquet. That clears nothing" in done.stdout
    assert summary(done)["changed"] == 0


def test_a_new_finding_holds_what_it_reaches_and_is_named(tadasu: Run, trade: Path) -> None:
    before(tadasu, "--findings", "fewer.csv")
    done = tadasu("watch", *FILES, *ALL, *SINCE, "--out", "changes.csv", "--json")
    assert done.returncode == CHANGED
    with (trade / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["declaration"]: row for row in csv.DictReader(file)}
    assert rows["D-058"]["change"] == "newly-held"
    assert (rows["D-058"]["why"], rows["D-058"]["why_findings"]) == ("finding-new", "mill-yarn")
    assert "New among the findings: mill-yarn (demo case mill-yarn)." in rows["D-058"]["says"]
    told = summary(done)
    assert told["changed"] == len(rows) == sum(told[change] for change in ("newly-held", "newly-asked", "graver"))
    assert "fewer.csv was read then, and not now" in done.stdout


def test_findings_that_are_gone_are_named_and_the_change_is_the_reverse(tadasu: Run, trade: Path) -> None:
    before(tadasu, *ALL)
    done = tadasu("watch", *FILES, "--findings", "fewer.csv", *SINCE, "--out", "changes.jsonl")
    assert done.returncode == CHANGED
    lines = (trade / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["declaration"]: row for row in map(json.loads, lines)}
    assert rows["D-058"]["change"] == "no-longer-held"
    assert rows["D-058"]["why_findings"] == "mill-yarn"
    assert rows["D-058"]["says"][-1] == "No longer among the findings: mill-yarn (demo case mill-yarn)."
    record = json.loads((trade / "changes.jsonl.run.json").read_text(encoding="utf-8"))["run"]
    assert record["command"] == "watch"


def test_a_new_entry_of_a_list_is_named(tadasu: Run, trade: Path) -> None:
    rows = (trade / "list_sanctions.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    entry = next(row.split(",")[0] for row in rows if "Sovkanuk" in row)
    (trade / "list_sanctions.csv").write_text(
        "".join(row for row in rows if not row.startswith(f"{entry},")), encoding="utf-8"
    )
    before(tadasu, "--lists", "list_sanctions.csv")
    (trade / "list_sanctions.csv").write_text("".join(rows), encoding="utf-8")
    done = tadasu("watch", *FILES, "--lists", "list_sanctions.csv", *SINCE, "--language", "ja")
    assert done.returncode == CHANGED
    assert "新しい認定：" in done.stdout
    assert "list_sanctions.csv が変わりました" in done.stdout


def test_declarations_that_are_new_or_gone_are_told(tadasu: Run, trade: Path) -> None:
    before(tadasu, *ALL)
    path = trade / "declarations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\nD-058,", "\nD-900,"), encoding="utf-8")
    done = tadasu("watch", *FILES, *ALL, *SINCE, "--json")
    assert done.returncode == CHANGED
    told = summary(done)
    assert (told["new"], told["gone"], told["changed"]) == (1, 1, 2)
    assert "The declaration is new." in done.stdout
    assert "The declaration is no longer there." in done.stdout


def test_an_upstream_file_that_has_changed_is_pointed_out(tadasu: Run, trade: Path) -> None:
    text = (trade / "declarations.csv").read_text(encoding="utf-8")
    (trade / "more.csv").write_text(text, encoding="utf-8")
    before(tadasu, *ALL, "--upstream", "more.csv")
    (trade / "more.csv").write_text("".join(text.splitlines(keepends=True)[:-1]), encoding="utf-8")
    done = tadasu("watch", *FILES, *ALL, "--upstream", "more.csv", *SINCE, "--json")
    assert json.loads(done.stdout.splitlines()[-1])["inputs"] == {"more.csv": "changed"}
    assert done.returncode == 0


def test_another_option_than_then_is_pointed_out(tadasu: Run, trade: Path) -> None:
    before(tadasu, *ALL)
    done = tadasu("watch", *FILES, *ALL, *SINCE, "--least-seen", "0.9")
    assert "another --least-seen: 0.5; now 0.9" in done.stdout
    (trade / "before.parquet.run.json").unlink()
    done = tadasu("watch", *FILES, *ALL, *SINCE)
    assert "before.parquet.run.json is not there" in done.stdout
    assert done.returncode == 0


def test_a_queue_without_its_findings_is_compared_and_why_is_not_told(tadasu: Run, trade: Path) -> None:
    before(tadasu, "--findings", "fewer.csv")
    pl.read_parquet(trade / "before.parquet").write_parquet(trade / "before.parquet")
    done = tadasu("watch", *FILES, *ALL, *SINCE)
    assert done.returncode == CHANGED
    assert "does not say which findings there were" in done.stdout
    assert "Why cannot be told." in done.stdout


def test_a_queue_that_was_cut_is_refused(tadasu: Run, trade: Path) -> None:
    before(tadasu, *ALL, "--capacity", "3")
    done = tadasu("watch", *FILES, *ALL, *SINCE)
    assert (done.returncode, done.stdout) == (3, "")
    assert "only the first 3 of" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("watch", *FILES, *ALL), 2, "--since"),
        (("watch", *FILES, *SINCE), 2, "--findings"),
        (("watch", *FILES, *ALL, *SINCE), 3, "before.parquet"),
        (("watch", *FILES, *ALL, "--since", "findings.csv"), 3, "tadasu assess --out"),
        (("watch", *FILES, *ALL, *SINCE, "--out", "changes.html"), 2, ".jsonl"),
        (("watch", *FILES, *ALL, *SINCE, "--out", "before.parquet"), 2, "Choose another place"),
    ],
)
def test_what_cannot_be_done_is_said(
    tadasu: Run, trade: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = tadasu(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_table_that_is_no_queue_is_refused(tmp_path: Path) -> None:
    pl.DataFrame({"declaration": ["d1"]}).write_parquet(tmp_path / "other.parquet")
    with pytest.raises(InputError, match="queue-unlike"):
        read_queue(tmp_path / "other.parquet")
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "other.parquet").read_bytes()[:-9])
    with pytest.raises(InputError, match="queue-unreadable"):
        read_queue(tmp_path / "cut.parquet")
