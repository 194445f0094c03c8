"""docs/law.md shows what is printed, and says it in the words that are shown."""

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.law_runs import ON, Run, passed

from tadasu.law import Standing
from tadasu.wording import Language, say

PAGE = Path(__file__).parents[2] / "docs" / "law.md"


def blocks(kind: str) -> list[str]:
    """Fenced blocks of docs/law.md of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_what_the_page_shows_is_what_is_printed(tadasu: Run) -> None:
    shown = [block for block in blocks("") if block.startswith("$ ")]
    assert shown
    for block in shown:
        asked, _, answer = block.partition("\n")
        said = passed(tadasu(*shlex.split(asked.removeprefix("$ tadasu ")), env={"COLUMNS": "96"}))
        assert [line.rstrip() for line in said.splitlines() if line.strip()] == [
            line for line in answer.splitlines() if line
        ]


def test_the_company_file_of_the_page_can_be_read(tadasu: Run, tmp_path: Path) -> None:
    (facts,) = blocks("yaml")
    (tmp_path / "company.yaml").write_text(facts, encoding="utf-8")
    rows = json.loads(passed(tadasu("law", "scope", "--company", "company.yaml", *ON, "--json")))
    assert {row["regime"]: row["verdict"] for row in rows}["eu-csddd"] == "undetermined"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_and_the_glossary_use_the_words_that_are_shown(tadasu: Run, language: Language) -> None:
    page = PAGE.read_text(encoding="utf-8")
    glossary = (PAGE.parent / "glossary.md").read_text(encoding="utf-8")
    for verdict in ("in", "out", "undetermined", "conflict"):
        assert say(f"law.verdict.{verdict}", {}, language) in page
        assert say(f"law.verdict.{verdict}", {}, language) in glossary
    for code in (
        "seen.official",
        "seen.secondary",
        "seen.none",
        "confidence.sure",
        "confidence.likely",
        "confidence.check",
    ):
        assert say(f"law.{code}", {}, language) in page
    if language == "en":
        for standing in Standing:
            assert say(f"law.standing.{standing.value}", {}, language).split(",")[0] in page
