"""`tadasu law list | facts | show | procedure | sources | stale`: regimes as they are encoded."""

import json
import re

import pytest
from tests.cli.law_runs import ON, Run, passed

from tadasu.law import facts, regimes


@pytest.mark.parametrize(("language", "standing"), [("en", "adopted, not yet applied"), ("ja", "成立・未適用")])
def test_the_list_shows_every_regime_what_it_is_and_that_nobody_verified_it(
    tadasu: Run, language: str, standing: str
) -> None:
    said = passed(tadasu("law", "list", *ON, "--language", language))
    lines = {line.split()[0]: line for line in said.splitlines() if line.split()}
    assert set(regimes()) <= set(lines)
    assert standing in lines["eu-csddd"]
    shares = [re.search(r"(\d+)/(\d+)$", lines[key]) for key in regimes()]
    assert all(one and int(one[1]) <= int(one[2]) for one in shares)


def test_the_list_as_json_says_since_when_and_how_much_is_to_be_verified(tadasu: Run) -> None:
    rows = json.loads(passed(tadasu("law", "list", *ON, "--json")))["regimes"]
    by_id = {row["id"]: row for row in rows}
    assert (by_id["eu-eudr"]["status"], by_id["eu-eudr"]["since"]) == ("adopted", "2025-12-26")
    assert by_id["jp-model-goods"]["status"] == "model"
    assert all(row["verified"] <= row["numbers"] for row in rows)
    assert all(row["to_verify"] for row in rows)


def test_the_list_of_an_earlier_day_and_of_earlier_knowledge(tadasu: Run) -> None:
    before = json.loads(passed(tadasu("law", "list", "--on", "2014-01-01", "--json")))["regimes"]
    assert {row["id"] for row in before if row["status"]} == {"us-s307", "us-ca-tsca"}
    unknown = json.loads(passed(tadasu("law", "list", *ON, "--known", "2026-11-21", "--json")))["regimes"]
    assert {row["status"] for row in unknown} == {None}
    assert "nothing yet" in passed(tadasu("law", "list", *ON, "--known", "2026-11-21"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Modern Slavery Act 2015, section 54", "36,000,000 GBP", "s. 54", "read in a secondary source")),
        ("ja", ("2015年現代奴隷法第54条", "36,000,000 GBP", "二次資料で確認", "法的助言ではありません")),
    ],
)
def test_a_regime_is_shown_whole(tadasu: Run, language: str, words: tuple[str, ...]) -> None:
    said = passed(tadasu("law", "show", "gb-msa54", *ON, "--language", language))
    assert all(word in said for word in words), said


def test_what_is_no_law_is_said_to_be_none(tadasu: Run) -> None:
    assert "model of ours, not law" in passed(tadasu("law", "show", "jp-model-goods", *ON))
    assert "モデル案（法ではない）" in passed(tadasu("law", "show", "jp-model-goods", *ON, "--language", "ja"))


def test_a_regime_is_shown_as_it_was_on_a_day(tadasu: Run) -> None:
    then, now = (tadasu("law", "show", "de-lksg", "--on", day) for day in ("2023-06-30", "2024-01-01"))
    assert passed(then) != passed(now)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Preliminary phase: operator asked", "30 working days", "Economic operator")),
        ("ja", ("予備段階：事業者への照会", "30執務日", "事業者")),
    ],
)
def test_a_procedure_is_shown_state_by_state(tadasu: Run, language: str, words: tuple[str, ...]) -> None:
    said = passed(tadasu("law", "procedure", "eu-flr", "--language", language))
    assert all(word in said for word in words), said


@pytest.mark.parametrize(
    ("language", "law", "moved", "marked", "article"),
    [
        ("en", "6 months", "9 months", "(number set otherwise than the source says)", "Art. 12(3) (model)"),
        ("ja", "6か月", "9か月", "（数値は出典と異なる設定）", "第12条第3項（モデル）"),
    ],
)
def test_a_number_that_is_set_moves_the_clock_of_a_procedure(
    tadasu: Run, language: str, law: str, moved: str, marked: str, article: str
) -> None:
    asked = ("law", "procedure", "jp-model-goods", "--language", language)
    as_it_is = passed(tadasu(*asked))
    otherwise = passed(tadasu(*asked, "--set", "determination_months=9"))
    plain = "".join(line.strip() + " " * (language == "en") for line in otherwise.splitlines())
    assert marked in plain
    assert marked not in "".join(line.strip() + " " * (language == "en") for line in as_it_is.splitlines())
    assert (law in as_it_is, moved in as_it_is) == (True, False)
    assert moved in otherwise
    at = otherwise.splitlines().index(next(line for line in otherwise.splitlines() if moved in line))
    below = "\n".join(otherwise.splitlines()[at : at + 3])
    assert article in below
    assert "[model]" not in below
    kept = [line for line in otherwise.splitlines() if line in as_it_is.splitlines()]
    assert len(kept) >= len(as_it_is.splitlines()) - 4


def test_the_sources_of_a_regime_say_whether_somebody_read_them(tadasu: Run) -> None:
    said = passed(tadasu("law", "sources", "eu-csddd"))
    assert "read in a secondary source" in said
    assert "text not read" in said
    assert "本文は未確認" in passed(tadasu("law", "sources", "eu-csddd", "--language", "ja"))
    rows = json.loads(passed(tadasu("law", "sources", "eu-csddd", "--json")))
    assert {row["seen"] for row in rows} == {"none", "secondary"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["checked"]) for row in rows)


@pytest.mark.parametrize(("language", "begins"), [("en", "from 1 January 2024 on: "), ("ja", "2024年1月1日から：")])
def test_a_ban_that_is_to_come_says_from_when(tadasu: Run, language: str, begins: str) -> None:
    canada = ("--regime", "ca-import-ban", "--fact", "imports_into=ca", "--language", language)
    said = {on: passed(tadasu("law", "duties", *canada, "--on", on)) for on in ("2023-06-01", "2024-06-01")}
    assert [text.count(begins) for text in said.values()] == [1, 0]
    for on, bans in (("2023-06-01", ["import-forced"]), ("2024-06-01", ["import-forced", "import-child"])):
        (row,) = json.loads(passed(tadasu("law", "scope", *canada, "--on", on, "--json")))
        assert row["prohibitions"] == bans


@pytest.mark.parametrize(("language", "doubt"), [("en", "open question"), ("ja", "未解決の点")])
def test_what_is_to_be_verified_comes_oldest_first(tadasu: Run, language: str, doubt: str) -> None:
    lines = passed(tadasu("law", "stale", "--language", language)).splitlines()[1:]
    days = [line[:10] for line in lines]
    assert days == sorted(days)
    assert any(doubt in line for line in lines)
    rows = json.loads(passed(tadasu("law", "stale", "--json", "--language", language)))
    assert len(rows) == len(lines)
    assert {row["regime"] for row in rows} == set(regimes())


@pytest.mark.parametrize(("language", "goods"), [("en", "Kinds of goods"), ("ja", "品の種類")])
def test_the_facts_that_may_be_given_are_listed_with_their_words(tadasu: Run, language: str, goods: str) -> None:
    lines = passed(tadasu("law", "facts", "--language", language)).splitlines()
    named = {line.split()[0].partition(":")[0]: line for line in lines[1:]}
    assert set(named) == set(facts())
    assert goods in named["goods"]
    assert "batteries, cattle" in named["goods"]


def test_the_facts_as_json_say_which_are_kept_by_place_and_by_year(tadasu: Run) -> None:
    rows = {row["id"]: row for row in json.loads(passed(tadasu("law", "facts", "--json")))}
    assert rows["employees_in"] | {"words": []} == {
        "id": "employees_in",
        "kind": "count",
        "by_place": True,
        "yearly": True,
        "words": [],
    }
    assert "other" in rows["goods"]["words"]


def test_a_setting_that_no_clock_of_the_procedure_reads_is_said_to_move_none(tadasu: Run) -> None:
    set_ = ("--set", "flows=import", "--set", "share_min=0.5", "--set", "determination_months=9")
    said = passed(tadasu("law", "procedure", "jp-model-goods", *set_))
    assert [line for line in said.splitlines() if "moves no clock here" in line] == [
        "flows moves no clock here.",
        "share_min moves no clock here.",
    ]


def test_a_regime_that_is_nothing_yet_is_said_to_be_nothing(tadasu: Run) -> None:
    said = passed(tadasu("law", "duties", "--regime", "jp-model-goods", "--on", "2020-01-01"))
    assert "jp-model-goods is nothing yet on 1 January 2020" in said
    assert "nothing yet" not in passed(tadasu("law", "duties", "--regime", "jp-model-goods", *ON))
