"""`tadasu law scope | duties`: who is bound and why, to what; the page of the manual; wrong input is said."""

import json
import re
import shlex
from pathlib import Path

import polars as pl
import pytest
from rich.cells import cell_len
from tests.cli.law_runs import BRITISH, ON, UK, Run, passed

from tadasu.law import Family, Standing, regimes
from tadasu.wording import Language, say

COMPANY = """\
seat: no
sells_in: [no, se]
accounting_act_entity: no
turnover_group: {report: 71000000 NOK, register: 69000000 NOK}
balance_group: 40000000 NOK
employees_group: 30
previous: {turnover_group: 72000000 NOK, balance_group: 40000000 NOK, employees_group: 30}
"""
COMPANIES = """\
id,name,seat,operates_in,goods_or_services,turnover_group,currency
a,青波見本,jp,jp;gb,yes,36000000,GBP
b,Beni Sample,gb,gb,yes,35999999,GBP
c,Chai Sample,gb,gb,yes,,
d,Dai Sample,gb,gb,yes,30000000,GBP
d,Dai Sample,gb,gb,yes,40000000,GBP
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "company.yaml").write_text(COMPANY, encoding="utf-8")
    (tmp_path / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    (tmp_path / "rates.csv").write_text("currency,year,per_euro\nGBP,2025,0.5\nXTS,2025,100\n", encoding="utf-8")
    return tmp_path


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


# Duties


@pytest.mark.parametrize(("language", "day"), [("en", "30 September 2027"), ("ja", "2027年9月30日")])
def test_duties_of_the_twelve_months_come_by_day(tadasu: Run, language: str, day: str) -> None:
    facts = (*UK, *BRITISH, "--fact", "turnover_group=36000000 GBP", *ON)
    said = passed(tadasu("law", "duties", *facts, "--language", language))
    assert day in said.splitlines()[1]
    rows = json.loads(passed(tadasu("law", "duties", *facts, "--year-end", "12-31", "--json", "--language", language)))
    assert rows[0] | {"name": ""} == {
        "regime": "gb-msa54",
        "verdict": "in",
        "status": "in_force",
        "begins": None,
        "concerns": "in",
        "duty": "publish-in-time",
        "name": "",
        "on": "2027-06-30",
        "time": {"after": "financial-year-end", "count": 6, "unit": "month", "calendar": "gb"},
        "set": None,
        "article": "statutory guidance under s. 54",
        "confidence": "likely",
    }


def test_who_is_not_bound_has_no_duty(tadasu: Run) -> None:
    said = passed(tadasu("law", "duties", *UK, *BRITISH, "--fact", "turnover_group=1 GBP", *ON))
    assert said.startswith("No duty")
    assert passed(tadasu("law", "duties", *UK, "--fact", "operates_in=jp", *ON, "--language", "ja")).startswith(
        "義務なし"
    )


def test_a_duty_that_hangs_on_a_choice_goes_with_it(tadasu: Run) -> None:
    facts = ("--regime", "de-lksg", "--fact", "seat=de", "--fact", "employees_in:de=2000", *ON, "--json")
    due = {row["duty"] for row in json.loads(passed(tadasu("law", "duties", *facts)))}
    deleted = {
        row["duty"] for row in json.loads(passed(tadasu("law", "duties", *facts, "--set", "report_duty=deleted")))
    }
    assert due - deleted == {"report"}


@pytest.mark.parametrize(
    ("language", "due", "marked", "article"),
    [
        ("en", "within 20 days", "number set otherwise", "s. 54"),
        ("ja", "20日", "数値は出典と異なる設定", "第54条"),
    ],
)
def test_a_number_that_is_set_moves_the_clock_of_a_duty_and_shows_no_source_for_it(
    tadasu: Run, language: str, due: str, marked: str, article: str
) -> None:
    facts = (*UK, *BRITISH, "--fact", "turnover_group=36000000 GBP", *ON, "--language", language)
    for setting in ((), ("--set", "copy_days=20")):
        said = passed(tadasu("law", "duties", *facts, *setting))
        line = next(line for line in said.splitlines() if "30 days" in line or "30日以内" in line)
        assert (due in line) is (marked in line) is bool(setting), line
        assert ("freshlawblog" in line) is not bool(setting), line
        assert article in line


def test_duties_as_json_say_how_long_and_which_number_was_set(tadasu: Run) -> None:
    facts = (*UK, *BRITISH, "--fact", "turnover_group=36000000 GBP", *ON, "--json")
    rows = json.loads(passed(tadasu("law", "duties", *facts, "--set", "gb-msa54.copy_days=20")))
    by_id = {row["duty"]: row for row in rows}
    copy = by_id["copy"]
    assert copy["time"] == {"after": "written-request", "count": 20, "unit": "day", "calendar": "gb"}
    assert (copy["set"], copy["confidence"], copy["article"]) == ("copy_days", None, "s. 54")
    assert by_id["publish-in-time"]["set"] is None


# The page


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


# Terminals and wrong input


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
        assert tadasu("law", "duties", *UK, *BRITISH, "--on", day).returncode in (0, 2)


@pytest.mark.parametrize(("setting", "there"), [((), True), (("--set", "sanction=name"), False)])
def test_what_may_follow_is_told_below_the_duties_as_the_choices_are(
    tadasu: Run, setting: tuple[str, ...], there: bool
) -> None:
    facts = ("--fact", "seat=jp", "--fact", "employees_group=9000", "--fact", "turnover_group=90000000000 JPY")
    regime = ("--regime", "jp-model-due-diligence", "--on", "2026-11-25")
    said = passed(tadasu("law", "duties", *regime, *facts, *setting))
    assert "Publication of the name" in said
    assert ("Fine up to a share" in said) is there
