"""What the queue of an assessment says of a line, and what its page says of how it was made."""

import re
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tadasu.assessment import RULES
from tadasu.reports import AssessmentReport, Results, assessed_reasons, write_assessment, write_parquet
from tadasu.schema import FindingKind, Issue
from tadasu.store import DataFolderError
from tadasu.wording import LANGUAGES, Language, codes

LINE: dict[str, Any] = {
    "rank": 1,
    "declaration": "D-1",
    "disposition": "hold",
    "rule": "in-chain",
    "issue": "forced-labour",
    "kind": "listed",
    "tier": 2,
    "share_least": 620_000,
    "share_most": 620_000,
    "tiers_seen": 2,
    "share_seen": 750_000,
    "day": date(2026, 5, 1),
    "good": "620520",
    "seller": "Invented Garments Ltd",
    "buyer": "架空商事株式会社",
    "also": None,
}
SETTINGS = (
    ("flow", "import"),
    ("country", ""),
    ("issues", "forced-labour|sanction"),
    ("kinds", "listed|presumed"),
    ("least-strength", "-2303"),
    ("least-seen", "500000"),
    ("tiers", "6"),
    ("contested", "left-out"),
    ("about", "mine.csv=forced-labour"),
)


def page(tmp_path: Path, language: Language = "en", **changes: Any) -> str:
    path = tmp_path / "page.html"
    write_assessment(AssessmentReport(table=pl.DataFrame([LINE]), paths={}, language=language, **changes), path)
    return path.read_text(encoding="utf-8")


@contextmanager
def nearly_full_disk() -> Iterator[None]:
    """No file may grow beyond 100 bytes; nor does Python keep what it compiles meanwhile, which would be cut there."""
    room, bytecode = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, room[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, room)
        sys.dont_write_bytecode = bytecode


def test_a_line_says_what_was_followed_to_its_origin() -> None:
    said = assessed_reasons({**LINE, "share_origin": 401_000}, "en")
    assert said[-1] == (
        "Of what the seller bought directly, 75 % is on record, tiers: 2; followed to its origin: 40.1 %."
    )
    assert "産地までたどれたもの40.1％" in assessed_reasons({**LINE, "share_origin": 401_000}, "ja")[-1]


def test_a_table_that_does_not_know_the_origin_says_nothing_of_it() -> None:
    said = assessed_reasons(LINE, "en")
    assert said[-1] == "Of what the seller bought directly, 75 % is on record, tiers: 2."


def test_a_seller_that_is_only_taken_for_the_party_is_said_to_be() -> None:
    assert "The seller is taken for the party named: 83 % by name." in assessed_reasons(
        {**LINE, "identity": 830_000}, "en"
    )
    assert any("83％" in said for said in assessed_reasons({**LINE, "identity": 830_000}, "ja"))
    assert not any("taken for" in said for said in assessed_reasons({**LINE, "identity": None}, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_sentence(rule: str, language: Language) -> None:
    assert assessed_reasons({**LINE, "rule": rule}, language)
    assert f"change.rule.{rule}" in codes()


def test_every_issue_and_kind_of_finding_has_words() -> None:
    assert {f"issue.{issue}" for issue in Issue} | {f"finding.kind.{kind}" for kind in FindingKind} <= codes()


def test_a_presumption_is_not_said_to_be_law() -> None:
    (said, *_) = assessed_reasons({**LINE, "kind": "presumed"}, "en")
    assert "(presumed)" in said
    assert "（推定）" in assessed_reasons({**LINE, "kind": "presumed"}, "ja")[0]


def test_a_contested_line_says_no_more_than_that_the_strong_chains_are_denied() -> None:
    said = assessed_reasons({**LINE, "rule": "contested"}, "en")[0]
    assert "strong enough for a hold" in said
    assert "only over" not in said


def test_the_page_says_by_which_settings_it_was_made(tmp_path: Path) -> None:
    text = page(tmp_path, settings=SETTINGS)
    rows = dict(re.findall(r'role="rowheader">([^<]+)</th><td role="cell">([^<]+)</td>', text))
    assert rows == {
        "Flow assessed": "imports",
        "Into or out of": "all",
        "Issues that lead to a hold": "forced labour; sanctions or export control",
        "Kinds of finding that lead to a hold": "listed; presumed",
        "Weakest chain that leads to a hold": "0.1 (-2.303)",
        "Least to be on record before it is clear": "50 %",
        "Most tiers": "6",
        "Links that a named party denies": "left out",
        "What a list is about, as told": "mine.csv: forced labour",
    }
    assert "判定の条件" in page(tmp_path, "ja", settings=SETTINGS)
    assert "How it was assessed" not in page(tmp_path)


def test_the_page_explains_what_a_strength_is(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert "reported -0.105, inferred -0.693" in text
    assert "each day on the way (-0.001)" in text
    assert "自然対数" in page(tmp_path, "ja")


def test_the_summary_ends_with_the_remarks_of_the_run(tmp_path: Path) -> None:
    assert "<p>Rows left out: 7 &lt;&gt;</p>" in page(tmp_path, remarks=("Rows left out: 7 <>",))


def test_a_full_disk_refuses_a_queue_as_it_does_any_other_file(tmp_path: Path) -> None:
    path = tmp_path / "queue.parquet"
    with pytest.raises(DataFolderError) as caught, nearly_full_disk():
        write_assessment(AssessmentReport(table=pl.DataFrame([LINE]), paths={}), path)
    assert (caught.value.code, caught.value.exit_code) == ("file-unwritable", 5)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_refuses_the_results_of_a_screening(tmp_path: Path, results: Callable[[], Results]) -> None:
    with pytest.raises(DataFolderError), nearly_full_disk():
        write_parquet(results(), tmp_path / "results.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_queue_in_parquet_keeps_what_it_knows_of_its_run(tmp_path: Path) -> None:
    path = tmp_path / "queue.parquet"
    write_assessment(AssessmentReport(table=pl.DataFrame([LINE]), paths={}, findings=()), path)
    kept = pl.read_parquet_metadata(path)
    assert (kept["tadasu.assessed"], kept["tadasu.findings"]) == ("1", "[]")
    assert pl.read_parquet(path).row(0, named=True) == LINE
