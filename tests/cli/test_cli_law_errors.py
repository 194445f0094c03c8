"""`tadasu law` in a narrow window, in a pipe, on the first and the last day; wrong input is said."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from tests.cli.law_runs import BRITISH, ON, UK, Run, passed

from tadasu.law import regimes


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    "verb",
    [
        ("list",),
        ("sources", "eu-flr"),
        ("stale",),
        ("scope", *UK, "--fact", "seat=gb"),
        ("duties", *UK, *BRITISH),
    ],
)
def test_in_a_narrow_window_no_row_of_a_table_is_too_wide(tadasu: Run, verb: tuple[str, ...], language: str) -> None:
    said = passed(tadasu("law", *verb, "--language", language, env={"COLUMNS": "40"})).splitlines()
    caution = [line for line in said if "no legal advice" in line or "法的助言" in line]
    assert max(cell_len(line) for line in said if line not in caution) <= 40


def test_in_a_pipe_each_regime_is_one_line_without_colour(tadasu: Run) -> None:
    said = passed(tadasu("law", "scope", *BRITISH, *ON, env={"TERM": "xterm-256color"}))
    assert "\x1b" not in said
    lines = [line for line in said.splitlines() if re.match(r"(in|out|undetermined|conflict)\s", line)]
    assert len(lines) == len(regimes()) - 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "eu-csdd"), ('"eu-csdd"', "Perhaps: eu-csddd")),
        (("show", "zzzz"), ('"zzzz"', "nor anything like it")),
        (("procedure", "gb-msa54"), ("gb-msa54", "eu-flr")),
        (("sources", "nowhere"), ('"nowhere"',)),
        (("scope", "--regime", "gb-msa45"), ("gb-msa54",)),
        (("scope", "--fact", "employes_group=3"), ("employees_group",)),
        (("scope", "--fact", "seat"), ('"seat" is no NAME=VALUE',)),
        (("scope", "--fact", "=3"), ("NAME=VALUE",)),
        (("scope", "--fact", "seat=Japan"), ('"Japan"', "as jp")),
        (("scope", "--fact", "turnover_group=500"), ("currency", '"500"')),
        (("scope", "--fact", "employees_in=5"), ("employees_in:jp",)),
        (("scope", "--fact", "seat:jp=yes"), ("seat:jp", "kept for no place")),
        (("scope", "--on", "2026-02-30"), ('"2026-02-30" is no day',)),
        (("scope", "--known", "yesterday"), ('"yesterday" is no day',)),
        (("scope", "--year", "0"), ("--year",)),
        (("scope", "--set", "no_such_number=3"), ("no_such_number",)),
        (("scope", "--set", "eu-csdd.employees=3"), ("Perhaps: eu-csddd",)),
        (("scope", "--set", "employees=few", "--regime", "de-lksg"), ('"few"', "1200")),
        (("scope", "--set", "report_duty=perhaps", "--regime", "de-lksg"), ('"perhaps"', "deleted")),
        (("scope", "--set", "turnover=36000000", *UK), ("currency",)),
        (("scope", "--out", "answers.csv"), ("--companies",)),
        (("scope", "--companies", "companies.csv", "--fact", "seat=jp"), ("not both",)),
        (("scope", "--companies", "companies.csv", "--out", "answers.xlsx"), (".parquet",)),
        (("duties", *UK, *BRITISH, "--set", "copy_days=0"), ("copy_days", "whole number", '"0"')),
        (("duties", *UK, *BRITISH, "--set", "copy_days=1.5"), ("copy_days", '"1.5"')),
        (("duties", *UK, *BRITISH, "--set", "copy_day=3"), ('"copy_day"', "copy_days")),
        (("procedure", "jp-model-goods", "--set", "determination_months=0"), ("determination_months", '"0"')),
        (("procedure", "jp-model-goods", "--set", "records_years=0"), ("records_years", '"0"')),
        (("procedure", "jp-model-goods", "--set", "appeal_months=0"), ("appeal_months", '"0"')),
        (("duties", *UK, "--fact", "seat=us", "--set", "copy_days=0"), ("copy_days", '"0"')),
        (("procedure", "jp-model-goods", "--set", "determination_months=soon"), ('"soon"', "1200")),
        (("procedure", "jp-model-goods", "--set", "determination_month=9"), ('"determination_month"', "appeal_months")),
        (("procedure", "jp-model-goods", "--set", "gb-msa54.copy_days=3"), ('"copy_days"',)),
        (("duties", "--year-end", "31-12"), ('"31-12" is no day',)),
        (("duties", "--year-end", "02-30"), ('"02-30" is no day',)),
    ],
)
def test_what_cannot_be_asked_ends_with_2_and_says_what_can(
    tadasu: Run, files: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    done = tadasu("law", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert all(word in done.stderr for word in words), done.stderr
    ja = tadasu("law", *arguments, "--language", "ja")
    assert ja.returncode == 2


@pytest.mark.parametrize(
    ("name", "text", "arguments", "words"),
    [
        ("company.yaml", "seat: [", ("--company", "company.yaml"), ("company.yaml", "cannot be read")),
        ("company.yaml", "saet: jp", ("--company", "company.yaml"), ("row 1", '"saet"', "seat")),
        ("company.yaml", "- seat", ("--company", "company.yaml"), ("row 1",)),
        ("companies.csv", "seat\njp\n", ("--companies", "companies.csv"), ('"id"',)),
        ("companies.csv", "id,saet\na,jp\n", ("--companies", "companies.csv"), ('"saet"', "seat")),
        ("companies.csv", "id,seat\n", ("--companies", "companies.csv"), ("empty",)),
        ("companies.csv", "", ("--companies", "companies.csv"), ("companies.csv",)),
        ("companies.parquet", "no parquet", ("--companies", "companies.parquet"), ("companies.parquet",)),
        ("rates.csv", "currency,year,per_euro\nJPY,2025,-1\n", ("--rates", "rates.csv"), ("rates.csv, row 2",)),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_3_and_says_where(
    tadasu: Run, files: Path, name: str, text: str, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    (files / name).write_text(text, encoding="utf-8")
    done = tadasu("law", "scope", *arguments)
    assert done.returncode == 3
    assert done.stdout == ""
    assert all(word in done.stderr for word in words), done.stderr
    assert tadasu("law", "scope", *arguments, "--language", "ja").returncode == 3


@pytest.mark.parametrize("option", ["--company", "--companies", "--rates"])
def test_a_file_that_is_not_there_ends_with_3(tadasu: Run, option: str) -> None:
    done = tadasu("law", "scope", option, "gone.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert "gone.csv: there is no such file" in done.stderr


def test_any_day_of_the_calendar_may_be_asked_for(tadasu: Run) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        assert tadasu("law", "scope", *BRITISH, "--on", day).returncode == 0
    assert "gb-msa54 is nothing yet" in passed(tadasu("law", "duties", *UK, *BRITISH, "--on", "0001-01-01"))
    late = tadasu("law", "duties", *UK, *BRITISH, "--on", "9999-12-31")
    assert (late.returncode, late.stdout) == (2, "")
    assert "calendars run from 2000 to 2099" in late.stderr
