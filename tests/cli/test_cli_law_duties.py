"""`tadasu law duties`: what must be done by when, what may not be done, what may follow."""

import json
from typing import Any

import pytest
from tests.cli.law_runs import BRITISH, ON, UK, Run, passed


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The duties among the rows."""
    return {row["duty"]: row for row in rows if row["kind"] == "duty"}


@pytest.mark.parametrize(("language", "day"), [("en", "30 September 2027"), ("ja", "2027年9月30日")])
def test_duties_of_the_twelve_months_come_by_day(tadasu: Run, language: str, day: str) -> None:
    facts = (*UK, *BRITISH, "--fact", "turnover_group=36000000 GBP", *ON)
    said = passed(tadasu("law", "duties", *facts, "--language", language))
    assert day in said.splitlines()[1]
    rows = json.loads(passed(tadasu("law", "duties", *facts, "--year-end", "12-31", "--json", "--language", language)))
    assert rows[0] | {"name": ""} == {
        "kind": "duty",
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
    due = set(by_id(json.loads(passed(tadasu("law", "duties", *facts)))))
    deleted = set(by_id(json.loads(passed(tadasu("law", "duties", *facts, "--set", "report_duty=deleted")))))
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
    copy = by_id(rows)["copy"]
    assert copy["time"] == {"after": "written-request", "count": 20, "unit": "day", "calendar": "gb"}
    assert (copy["set"], copy["confidence"], copy["article"]) == ("copy_days", None, "s. 54")
    assert by_id(rows)["publish-in-time"]["set"] is None


def test_what_may_not_be_done_and_what_may_follow_are_rows_of_their_own_kind(tadasu: Run) -> None:
    canada = ("--regime", "ca-import-ban", "--fact", "imports_into=ca", "--on", "2023-06-01", "--json")
    rows = json.loads(passed(tadasu("law", "duties", *canada)))
    (ban,) = (row for row in rows if row.get("prohibition") == "import-child")
    assert ban | {"name": "", "article": ""} == {
        "kind": "forbidden",
        "regime": "ca-import-ban",
        "verdict": "in",
        "status": "in_force",
        "concerns": "in",
        "begins": "2024-01-01",
        "prohibition": "import-child",
        "name": "",
        "article": "",
        "confidence": ban["confidence"],
    }
    assert ban["name"]
    model = ("--regime", "jp-model-due-diligence", "--fact", "seat=jp", "--fact", "employees_group=9000", *ON, "--json")
    for setting, fine in (((), True), (("--set", "sanction=name"), False)):
        rows = json.loads(passed(tadasu("law", "duties", *model, *setting)))
        follows = {row["sanction"]: row for row in rows if row["kind"] == "follows"}
        assert "name" in follows
        assert ("turnover" in follows) is fine
        assert set(follows["name"]) == set(ban) - {"begins", "prohibition"} | {"sanction"}


def test_the_rows_are_those_of_the_tables_in_their_order(tadasu: Run) -> None:
    facts = ("--regime", "jp-model-goods", "--fact", "imports_into=jp", *ON)
    rows = json.loads(passed(tadasu("law", "duties", *facts, "--json")))
    kinds = [row["kind"] for row in rows]
    assert kinds == sorted(kinds, key=["duty", "forbidden", "follows"].index)
    said = passed(tadasu("law", "duties", *facts))
    places = [said.index(row["name"]) for row in rows]
    assert set(kinds) == {"duty", "forbidden", "follows"}
    assert min(places) >= 0


@pytest.mark.parametrize(("language", "words"), [("en", "is nothing yet on"), ("ja", "まだ存在しません")])
def test_that_a_regime_is_nothing_yet_is_said_before_the_rows(tadasu: Run, language: str, words: str) -> None:
    asked = ("law", "duties", *UK, *BRITISH, "--on", "2001-01-01", "--language", language)
    assert words in passed(tadasu(*asked)).splitlines()[0]
    done = tadasu(*asked, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, [])
    assert words in done.stderr
    assert "gb-msa54" in done.stderr


@pytest.mark.parametrize(("setting", "there"), [((), True), (("--set", "sanction=name"), False)])
def test_what_may_follow_is_told_below_the_duties_as_the_choices_are(
    tadasu: Run, setting: tuple[str, ...], there: bool
) -> None:
    facts = ("--fact", "seat=jp", "--fact", "employees_group=9000", "--fact", "turnover_group=90000000000 JPY")
    regime = ("--regime", "jp-model-due-diligence", "--on", "2026-11-25")
    said = passed(tadasu("law", "duties", *regime, *facts, *setting))
    assert "Publication of the name" in said
    assert ("Fine up to a share" in said) is there
