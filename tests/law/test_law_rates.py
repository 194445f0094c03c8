"""Tables of rates as people save them: with a mark in front, twice the same, empty, without a column."""

from pathlib import Path

import pytest
from tests.law.folder import RATES

from tadasu.law import read_rates
from tadasu.schema import InputError, Problem
from tadasu.wording import LANGUAGES, problem_text

HEAD = "currency,year,per_euro\n"
PROVOKED = {"column-missing", "rate-none", "rate-twice", "rate-unreadable"}


def wrong(folder: Path, text: str | bytes) -> tuple[Problem, ...]:
    path = folder / "rates.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(InputError) as refusal:
        read_rates(path)
    for language in LANGUAGES:
        assert all("rates.csv" in problem_text(one, language) for one in refusal.value.problems)
    return refusal.value.problems


@pytest.mark.parametrize(
    "data",
    [
        RATES.encode(),
        b"\xef\xbb\xbf" + RATES.encode(),
        RATES.encode("utf-16"),
        RATES.replace("\n", "\r\n").encode(),
        RATES.replace(",", ";").encode(),
        RATES.replace("NOK", " nok ").encode(),
        RATES.replace("NOK", '"NOK"').encode(),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_bytes(data)
    assert read_rates(tmp_path / "rates.csv").per_euro == {("NOK", 2025): 11.7}


def test_two_rates_of_one_currency_and_year_are_refused_by_their_rows(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, HEAD + "NOK,2025,11.7\nNOK,2024,11.6\nnok,2025,11.8\n")
    assert (problem.code, problem.row, dict(problem.params)["first"]) == ("rate-twice", 4, "2")
    for language in LANGUAGES:
        said = problem_text(problem, language)
        assert all(part in said for part in ("NOK", "2025", "4", "2")), said


@pytest.mark.parametrize("data", [b"\xff\xfe\x00seat: no", b"%PDF-1.7", b"<html></html>", b"\0" * 40, b"\x80\x81\xff"])
def test_what_is_no_table_is_refused(data: bytes, tmp_path: Path) -> None:
    assert wrong(tmp_path, data)


@pytest.mark.parametrize(("text", "code"), [("", "empty-file"), ("\n\n", "empty-file"), (HEAD, "rate-none")])
def test_a_table_without_a_rate_is_refused_in_words(text: str, code: str, tmp_path: Path) -> None:
    assert [one.code for one in wrong(tmp_path, text)] == [code]


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    assert [(one.code, one.column) for one in wrong(tmp_path, "currency,per_euro\nNOK,11.7\n")] == [
        ("column-missing", "year")
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Norway,2025,11.7", "currency"),
        (",2025,11.7", "currency"),
        ("NOK,25,11.7", "year"),
        ("NOK,2025.5,11.7", "year"),
        ("NOK,2025,", "per_euro"),
        ("NOK,2025,0", "per_euro"),
        ("NOK,2025,0.00", "per_euro"),
        ("NOK,2025,-1", "per_euro"),
        ("NOK,2025,inf", "per_euro"),
        ("NOK,2025,1e9999", "per_euro"),
        ('NOK,2025,"11,7"', "per_euro"),
    ],
)
def test_a_cell_that_is_no_rate_is_named_with_its_row(row: str, column: str, tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, f"{HEAD}JPY,2025,160\n{row}\n")
    assert (problem.code, problem.row, problem.column) == ("rate-unreadable", 3, column)


def test_every_row_that_is_wrong_is_said(tmp_path: Path) -> None:
    found = wrong(tmp_path, HEAD + "NOK,2025,x\nNOK,2024,11.6\nNOK,2024,11.6\nNOK,y,1\n")
    assert [(one.code, one.row) for one in found] == [("rate-unreadable", 2), ("rate-twice", 4), ("rate-unreadable", 5)]
