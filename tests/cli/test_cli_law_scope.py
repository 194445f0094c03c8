"""`tadasu law scope`: who is bound and why; of many companies how many."""

import json
from pathlib import Path

import polars as pl
import pytest
from tests.cli.law_runs import BRITISH, COMPANIES, ON, UK, Run, passed

from tadasu.law import Family, regimes

# Who is bound


@pytest.mark.parametrize(
    ("turnover", "en", "ja"),
    [
        ("36000000 GBP", "in", "対象"),
        ("35,999,999 GBP", "out", "対象外"),
        ("", "undetermined", "未確定"),
    ],
)
def test_one_company_is_answered(tadasu: Run, turnover: str, en: str, ja: str) -> None:
    facts = (*BRITISH, "--fact", f"turnover_group={turnover}")
    for language, verdict in (("en", en), ("ja", ja)):
        said = passed(tadasu("law", "scope", *UK, *facts, *ON, "--language", language))
        assert said.splitlines()[1].split()[0] == verdict
        assert ("Turnover of the group" in said or "グループの売上高" in said) == (not turnover)


def test_all_regimes_are_asked_but_those_for_applicants_of_grants(tadasu: Run) -> None:
    rows = json.loads(passed(tadasu("law", "scope", *BRITISH, *ON, "--json")))
    assert {row["regime"] for row in rows} == {one.id for one in regimes().values() if one.family is not Family.FUNDING}


def test_why_names_every_clause_with_what_is_known_and_where_it_is_written(tadasu: Run) -> None:
    facts = (*BRITISH, "--fact", "turnover_group=10000000000 JPY")
    said = passed(tadasu("law", "scope", *UK, *facts, *ON, "--why"))
    assert "[in] It does business in the United Kingdom" in said
    assert "36,000,000 GBP or more; known: 10,000,000,000 JPY. s. 54" in said
    assert "Converted at the average rate of 2024" in said
    assert "平均レートで換算" in passed(tadasu("law", "scope", *UK, *facts, *ON, "--why", "--language", "ja"))


def test_the_number_of_years_says_what_it_rests_on(tadasu: Run) -> None:
    said = passed(tadasu("law", "scope", "--regime", "eu-csddd", "--fact", "seat=de", *ON, "--why"))
    line = next(line for line in said.splitlines() if "In at least 2 of the last 2 financial years" in line)
    assert "likely" in line
    assert "text not read" in line


def test_a_company_file_with_sources_that_disagree(tadasu: Run, files: Path) -> None:
    (row,) = json.loads(
        passed(tadasu("law", "scope", "--regime", "no-transparency", "--company", "company.yaml", *ON, "--json"))
    )
    assert row["verdict"] == "undetermined"
    assert {one["fact"] for one in row["ask"]} == {"bound_before"}
    (row,) = json.loads(
        passed(
            tadasu(
                "law",
                "scope",
                "--regime",
                "no-transparency",
                "--company",
                "company.yaml",
                "--fact",
                "bound_before=no",
                *ON,
                "--json",
            )
        )
    )
    assert (row["verdict"], row["between"]) == ("conflict", [{"fact": "turnover_group", "years_ago": 0}])
    said = passed(
        tadasu(
            "law", "scope", "--regime", "no-transparency", "--company", "company.yaml", "--fact", "bound_before=no", *ON
        )
    )
    assert "Sources disagree on: Turnover of the group, worldwide" in said


def test_a_fact_on_the_command_line_goes_before_that_of_the_file(tadasu: Run, files: Path) -> None:
    facts = ("--fact", "turnover_group=71000000 NOK", "--fact", "bound_before=no")
    (row,) = json.loads(
        passed(
            tadasu("law", "scope", "--regime", "no-transparency", "--company", "company.yaml", *facts, *ON, "--json")
        )
    )
    assert row["verdict"] == "in"


def test_a_name_that_is_given_twice_is_what_two_sources_say(tadasu: Run) -> None:
    twice = ("--fact", "turnover_group=35000000 GBP", "--fact", "turnover_group=37000000 GBP")
    (row,) = json.loads(passed(tadasu("law", "scope", *UK, *BRITISH, *twice, *ON, "--json")))
    assert (row["verdict"], row["between"]) == ("conflict", [{"fact": "turnover_group", "years_ago": 0}])


def test_a_number_may_be_set_otherwise_for_one_regime_or_for_all_that_have_it(tadasu: Run) -> None:
    facts = (*BRITISH, "--fact", "turnover_group=20000000 GBP")
    for name in ("turnover", "gb-msa54.turnover"):
        (row,) = json.loads(passed(tadasu("law", "scope", *UK, *facts, "--set", f"{name}=20000000 GBP", *ON, "--json")))
        assert row["verdict"] == "in"
    model = ("--regime", "jp-model-due-diligence", "--fact", "seat=jp")
    (row,) = json.loads(passed(tadasu("law", "scope", *model, "--set", "who=all", *ON, "--json")))
    assert row["verdict"] == "in"
    (row,) = json.loads(passed(tadasu("law", "scope", *model, "--set", "force=voluntary", *ON, "--json")))
    assert row["verdict"] == "out"


def test_the_law_of_another_day_and_as_it_was_known(tadasu: Run) -> None:
    facts = ("--regime", "de-lksg", "--fact", "seat=de", "--fact", "employees_in:de=2000")
    verdicts = [
        json.loads(passed(tadasu("law", "scope", *facts, *more, "--json")))[0]["verdict"]
        for more in (
            ("--on", "2022-12-31"),
            ("--on", "2023-12-31"),
            ("--on", "2024-01-01"),
            (*ON, "--known", "2026-11-21"),
        )
    ]
    assert verdicts == ["not-yet", "out", "in", "not-yet"]


def test_a_rate_that_is_missing_is_asked_for_and_may_be_given(tadasu: Run, files: Path) -> None:
    facts = (*UK, *BRITISH, "--fact", "turnover_group=8000000000 XTS", *ON)
    assert "No rate of XTS for 2025" in passed(tadasu("law", "scope", *facts))
    (row,) = json.loads(passed(tadasu("law", "scope", *facts, "--rates", "rates.csv", "--json")))
    assert (row["verdict"], row["rates"]) == ("in", [])
    (row,) = json.loads(passed(tadasu("law", "scope", *facts, "--rates", "rates.csv", "--year", "2020", "--json")))
    assert row["rates"] == [{"currency": "XTS", "year": 2020}]


EU_REPORTER = ("--regime", "eu-csrd", "--fact", "seat=de", "--fact", "ultimate_parent=yes", *ON)
LARGE = ("--fact", "employees_group=6000", "--fact", "turnover_group=900000000 EUR")


@pytest.mark.parametrize(("language", "said"), [("en", "To tell the day, ask for: "), ("ja", "日付を確定するために")])
def test_where_a_fact_decides_the_day_it_is_asked_for_though_the_answer_is_in(
    tadasu: Run, language: str, said: str
) -> None:
    asked = ("law", "scope", *EU_REPORTER, *LARGE, "--language", language)
    shown = passed(tadasu(*asked))
    assert said in shown
    assert ("perhaps applies" if language == "en" else "場合により適用") in shown
    (row,) = json.loads(passed(tadasu(*asked, "--json")))
    assert (row["verdict"], row["ask"]) == ("in", [])
    assert row["ask_for_days"] == [{"fact": "public_interest", "years_ago": 0}]
    assert False in {day["for_sure"] for day in row["dates"]}
    known = (*asked, "--fact", "public_interest=no")
    assert said not in passed(tadasu(*known))
    (row,) = json.loads(passed(tadasu(*known, "--json")))
    assert (row["verdict"], row["ask_for_days"]) == ("in", [])
    assert {day["for_sure"] for day in row["dates"]} == {True}


def test_what_is_asked_for_anyway_is_not_asked_for_again_to_tell_the_day(tadasu: Run) -> None:
    asked = ("law", "scope", "--regime", "eu-csrd", "--fact", "seat=de", *ON)
    (row,) = json.loads(passed(tadasu(*asked, "--json")))
    assert row["verdict"] == "undetermined"
    assert {"fact": "public_interest", "years_ago": 0} in row["ask_for_days"]
    assert all(one in row["ask"] for one in row["ask_for_days"])
    assert "To tell the day" not in passed(tadasu(*asked))


# Many companies


def test_many_companies_are_counted_and_written(tadasu: Run, files: Path) -> None:
    done = json.loads(passed(tadasu("law", "scope", *UK, "--companies", "companies.csv", *ON, "--json")))
    assert done == {
        "on": "2026-11-25",
        "companies": 4,
        "regimes": {"gb-msa54": {"out": 1, "conflict": 1, "undetermined": 1, "in": 1}},
    }
    said = passed(
        tadasu("law", "scope", *UK, "--companies", "companies.csv", "--out", "answers.csv", *ON, "--language", "ja")
    )
    assert "answers.csv" in said
    assert pl.read_csv(files / "answers.csv").rows() == [
        ("a", "in"),
        ("b", "out"),
        ("c", "undetermined"),
        ("d", "conflict"),
    ]
    passed(tadasu("law", "scope", "--companies", "companies.csv", "--out", "answers.parquet", *ON))
    assert pl.read_parquet(files / "answers.parquet").width == 1 + len(regimes()) - 1


def test_a_wrong_cell_of_many_companies_is_named_and_nothing_is_written(tadasu: Run, files: Path) -> None:
    (files / "companies.csv").write_text(
        COMPANIES.replace("jp;gb", "Japan").replace("35999999", "viel"), encoding="utf-8"
    )
    done = tadasu("law", "scope", *UK, "--companies", "companies.csv", "--out", "answers.csv", *ON)
    assert done.returncode == 3
    assert 'companies.csv, row 2, column "operates_in"' in done.stderr
    assert 'companies.csv, row 3, column "turnover_group"' in done.stderr
    assert not (files / "answers.csv").exists()
