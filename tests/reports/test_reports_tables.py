"""CSV, Parquet and JSON lines say the same, in the promised order, with the same bytes each time."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tadasu.reports import (
    COLUMNS,
    FIRST_COLUMNS,
    FORMATS,
    ResultRow,
    Results,
    write,
    write_csv,
    write_jsonl,
    write_parquet,
)
from tadasu.schema import UsageError

Make = Callable[..., Results]
Rows = tuple[ResultRow, ...]


def csv_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_the_csv_begins_with_exactly_the_six_promised_columns(tmp_path: Path, results: Make) -> None:
    write_csv(results(), tmp_path / "out.csv")
    head = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.split(",")[:6] == ["query_id", "entity_id", "list", "matched_name", "probability", "explanation"]
    assert COLUMNS[:6] == FIRST_COLUMNS


def test_the_csv_has_one_row_a_match_with_its_source(tmp_path: Path, results: Make) -> None:
    write_csv(results(), tmp_path / "out.csv")
    first = csv_rows(tmp_path / "out.csv")[0]
    assert first["entity_id"] == "watch-17"
    assert first["query_name"] == "Hetian Lanmiqu Hair Export Co Ltd"
    assert (first["list_date"], first["source_row"], first["listed_on"]) == ("2026-08-09", "17", "2026-06-15")
    assert (first["probability"], first["log_odds"], first["countries"]) == ("0.992966", "4950", "cn")
    assert first["explanation"].startswith('"hetian" = "hotan" (place, another name); ')


def test_an_unknown_date_is_an_empty_cell(tmp_path: Path, results: Make) -> None:
    write_csv(results(), tmp_path / "out.csv")
    assert csv_rows(tmp_path / "out.csv")[1]["list_date"] == ""


def test_the_csv_has_no_byte_order_mark_and_only_line_feeds(tmp_path: Path, results: Make) -> None:
    write_csv(results("ja"), tmp_path / "out.csv")
    written = (tmp_path / "out.csv").read_bytes()
    assert not written.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in written
    assert written.endswith(b"\n")


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_results_give_the_same_bytes(ending: str, tmp_path: Path, results: Make) -> None:
    paths = [tmp_path / f"{name}{ending}" for name in ("one", "two")]
    for path in paths:
        write(results(), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_the_hostile_supplier_name_is_text_in_the_csv_and_untouched_elsewhere(tmp_path: Path, results: Make) -> None:
    write_csv(results(), tmp_path / "out.csv")
    write_jsonl(results(), tmp_path / "out.jsonl")
    assert csv_rows(tmp_path / "out.csv")[3]["query_name"].startswith("'=HYPERLINK(")
    last = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[3])
    assert last["query_name"].startswith("=HYPERLINK(")


def test_parquet_keeps_the_types(tmp_path: Path, results: Make, rows: Rows) -> None:
    write_parquet(results(), tmp_path / "out.parquet")
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert tuple(frame.columns) == COLUMNS
    assert frame["list_date"].to_list() == [date(2026, 8, 9), None, date(2026, 8, 9), date(2026, 8, 9)]
    assert frame["countries"].to_list()[0] == ["cn"]
    assert frame["log_odds"].to_list() == [row.match.log_odds for row in rows]


def test_json_lines_carry_the_words_and_the_terms(tmp_path: Path, results: Make) -> None:
    write_jsonl(results(), tmp_path / "out.jsonl")
    first = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(first)[: len(COLUMNS)] == list(COLUMNS)
    assert sum(term["value"] for term in first["terms"]) == first["log_odds"]
    assert first["tokens"][0]["relation"] == "meaning"


@pytest.mark.parametrize("ending", FORMATS)
def test_no_match_still_gives_a_whole_file(ending: str, tmp_path: Path, results: Make) -> None:
    path = tmp_path / f"out{ending}"
    write(results(rows=()), path)
    readers: dict[str, Callable[[Path], object]] = {
        ".csv": lambda file: file.read_text(encoding="utf-8") == ",".join(COLUMNS) + "\n",
        ".parquet": lambda file: pl.read_parquet(file).height == 0,
        ".jsonl": lambda file: file.read_bytes() == b"",
        ".html": lambda file: file.read_text(encoding="utf-8").endswith("</html>\n"),
    }
    assert readers[ending](path)


def test_another_ending_is_a_usage_error(tmp_path: Path, results: Make) -> None:
    with pytest.raises(UsageError) as error:
        write(results(), tmp_path / "out.doc")
    assert error.value.code == "unknown-format"


class Broken(Sequence[ResultRow]):
    """Rows that fail half-way."""

    def __init__(self, first: ResultRow) -> None:
        self.first = first

    def __len__(self) -> int:
        return 2

    def __getitem__(self, at: Any) -> Any:
        if at:
            raise RuntimeError("half-way")
        return self.first


@pytest.mark.parametrize("ending", FORMATS)
def test_a_failure_half_way_leaves_the_old_file_and_nothing_else(
    ending: str, tmp_path: Path, results: Make, rows: Rows
) -> None:
    path = tmp_path / f"out{ending}"
    path.write_text("old")
    broken: Results = replace(results(), rows=Broken(rows[0]))
    with pytest.raises(RuntimeError, match="half-way"):
        write(broken, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
