"""`tadasu paths` as a user runs it, on the invented world."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tadasu.demo import demo_folder
from tadasu.reports import PATH_FORMATS, paths_from_ftm, paths_from_json

Run = Callable[..., subprocess.CompletedProcess[str]]
PATHS = (
    "paths",
    "declarations.csv",
    "--findings",
    "findings.csv",
    "--stakes",
    "stakes.csv",
    "--companies",
    "companies.csv",
)
IMPORTER = "株式会社鵯畦商事"
SHIRTS = ["D-036", "D-038", "D-058"]
"""Yarn of the mill, the weaver's cloth, the importer's shirts."""
DENIED = "D-045"
"""The only declaration that a named party denies."""


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    """The invented files in the working folder."""
    for name in ("declarations.csv", "declarations_ja.csv", "findings.csv", "stakes.csv", "companies.csv"):
        shutil.copy(demo_folder() / name, tmp_path / name)
    return tmp_path


def summary(done: subprocess.CompletedProcess[str]) -> dict[str, list[list[str]]]:
    assert done.returncode == 0, done.stderr
    value: dict[str, list[list[str]]] = json.loads(done.stdout.splitlines()[-1])
    return value


def test_the_way_to_a_declaration_is_shown_step_by_step(tadasu: Run, trade: Path) -> None:
    done = tadasu(*PATHS, "--to", "D-058", "--json")
    assert summary(done)["paths"][0] == SHIRTS
    assert "D-058: hold." in done.stdout
    assert "state-imposed forced labour" in done.stdout
    assert "Tier 3" in done.stdout


def test_a_declaration_of_an_upstream_file_is_named_with_its_file(tadasu: Run, trade: Path) -> None:
    (trade / "more.csv").write_bytes((trade / "declarations.csv").read_bytes())
    files = ("--findings", "findings.csv", "--companies", "companies.csv", "--upstream", "more.csv", "--flow", "import")
    done = tadasu("paths", "declarations_ja.csv", *files, "--to", "more.csv#D-038", "--json")
    assert summary(done)["paths"][0] == ["more.csv#D-036", "more.csv#D-038"]


def test_ways_to_an_importer_by_any_of_its_names_or_its_id(tadasu: Run, trade: Path) -> None:
    by_name = tadasu(*PATHS, "--importer", IMPORTER, "--most", "2", "--json")
    found = summary(by_name)["paths"]
    assert len(found) == 2
    assert found[0] == SHIRTS
    assert tadasu(*PATHS, "--importer", IMPORTER, "--out", "ways.json").returncode == 0
    company = paths_from_json((trade / "ways.json").read_text(encoding="utf-8"))[0].steps[-1].buyer.company
    assert summary(tadasu(*PATHS, "--importer", company, "--most", "2", "--json"))["paths"] == found


def test_a_declaration_that_nothing_reaches_is_not_called_clear(tadasu: Run, trade: Path) -> None:
    done = tadasu(*PATHS, "--to", "D-049")
    assert done.returncode == 0
    assert "No path" in done.stdout
    assert "does not mean clear" in done.stdout


def test_without_denied_links_it_is_said_which_ways_fell_away(tadasu: Run, trade: Path) -> None:
    text = (trade / "declarations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [line.replace(",verified,no,", ",verified,yes,") if line.startswith("D-038,") else line for line in text]
    (trade / "declarations.csv").write_text("".join(lines), encoding="utf-8")
    done = tadasu(*PATHS, "--to", "D-058", "--without-contested", "--json")
    value = summary(done)
    assert value["fallen"] == [SHIRTS]
    assert value["paths"] == [["D-036", "D-043", "D-058"]]
    assert "fell away" in done.stdout
    assert "contested" in done.stdout


def test_the_way_to_what_is_itself_denied_is_shown_and_marked(tadasu: Run, trade: Path) -> None:
    done = tadasu(*PATHS, "--to", DENIED, "--without-contested", "--json")
    assert [path[-1] for path in summary(done)["paths"]] == [DENIED]
    assert summary(done)["fallen"] == []
    assert "contested" in done.stdout


def test_every_form_holds_the_same_ways(tadasu: Run, trade: Path) -> None:
    for ending in PATH_FORMATS:
        assert tadasu(*PATHS, "--importer", IMPORTER, "--out", f"ways{ending}").returncode == 0
        record = json.loads((trade / f"ways{ending}.run.json").read_text(encoding="utf-8"))["run"]
        assert (record["command"], record["arguments"]["importer"]) == ("paths", IMPORTER)
    found = paths_from_json((trade / "ways.json").read_text(encoding="utf-8"))
    assert paths_from_ftm((trade / "ways.ftm.jsonl").read_text(encoding="utf-8")) == found
    page = (trade / "ways.html").read_text(encoding="utf-8")
    graph = etree.parse(trade / "ways.graphml")
    edges = {each.text for each in graph.iter("{*}data") if each.get("key") == "edge-declaration"}
    for step in (step for path in found for step in path.steps):
        assert step.declaration in page
        assert step.declaration in edges
    assert "default-src 'none'" in page
    assert 'href="#paths-shown"' in page
    assert (trade / "ways.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_same_in_japanese(tadasu: Run, trade: Path) -> None:
    done = tadasu(*PATHS, "--to", "D-058", "--language", "ja")
    assert "D-058：留め置き。" in done.stdout
    assert "経路1／" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((*PATHS,), 2, "--to"),
        ((*PATHS, "--to", "D-058", "--importer", IMPORTER), 2, "one of the two"),
        ((*PATHS, "--to", "D-O58"), 2, "D-058"),
        ((*PATHS, "--importer", "Hiyoaze Tradin Co., Ltd."), 2, "Hiyoaze Trading Co., Ltd."),
        ((*PATHS, "--importer", "Grivzodan Holding A.Ş."), 2, "bought nothing"),
        ((*PATHS, "--to", "D-058", "--out", "ways.docx"), 2, ".graphml"),
        ((*PATHS, "--to", "D-058", "--out", "findings.csv"), 2, "Choose another place"),
        ((*PATHS, "--to", "D-058", "--out", "companies.csv"), 2, "Choose another place"),
        (("paths", "declarations.csv", "--to", "D-058"), 2, "--findings"),
        (("paths", "none.csv", "--findings", "findings.csv", "--to", "D-058"), 3, "none.csv"),
    ],
)
def test_what_cannot_be_done_is_said(
    tadasu: Run, trade: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = tadasu(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_one_name_of_two_buyers_asks_for_the_id(tadasu: Run, trade: Path) -> None:
    head, *rows = (trade / "declarations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    twin = next(row for row in rows if row.startswith("D-058,")).replace("D-058", "D-900")
    assert ",JP," in twin
    lines = [head, *rows, twin.replace(",JP,", ",KR,")]
    (trade / "declarations.csv").write_text("".join(lines), encoding="utf-8")
    done = tadasu(*PATHS, "--importer", "HIYOAZE TRADING CO., LTD.")
    assert done.returncode == 2
    assert "(jp)" in done.stderr
    assert "(kr)" in done.stderr
