"""`tadasu goods` shows a way with its reasons, in both languages, and says what it cannot read."""

import json
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_a_way_shows_every_step_with_its_reason_and_source(tadasu: Run) -> None:
    done = tadasu("goods", "path", "5201", "6109", "--ways", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "From 5201 Cotton; not carded or combed to 6109 T-shirts" in done.stdout
    assert "Steps: 2. Ways shown: 1." in done.stdout
    steps = [line for line in done.stdout.splitlines() if " > " in line]
    assert [step.split("  ")[0] for step in steps] == ["5201 > 5205", "5205 > 6109"]
    for step in steps:
        assert "own compilation" in step
        assert "high" in step
    assert "spinning, at least 85 percent cotton" in steps[0]
    assert "85 to 100 % of weight" in steps[0]


def test_a_way_is_told_in_japanese(tadasu: Run) -> None:
    done = tadasu("goods", "path", "5201", "6109", "--language", "ja")
    assert "5201 実綿及び繰綿から6109" in done.stdout
    assert "綿糸" in done.stdout
    assert "綿85%以上の紡績" in done.stdout
    assert "at least 85 percent cotton" not in done.stdout
    assert "経路1" in done.stdout


def test_json_is_one_object_with_the_rows_and_the_version_of_the_data(tadasu: Run) -> None:
    found = json.loads(tadasu("goods", "path", "2606", "760410", "--json", "--ways", "2").stdout)
    assert (found["raw"], found["finished"], found["most"], found["parts"]) == (["2606"], ["760410"], 6, False)
    assert [row["id"] for row in found["ways"][0]] == ["2606>2818", "2818>7601", "7601>7604"]
    assert len(found["goods"]) == 64
    row = found["ways"][0][0]
    assert row["kg_low"] == 1_900_000
    assert row["input_description"].startswith("Aluminium ores")
    assert found["ways"][0][2]["output_description"].startswith("Aluminium; bars")


def test_no_way_within_the_steps_is_no_error_and_says_what_would_help(tadasu: Run) -> None:
    done = tadasu("goods", "path", "4001", "8703")
    assert done.returncode == 0
    assert "no way of at most 6 steps" in done.stdout
    assert "With --parts there is a way." in done.stdout
    assert "4011 > 8703" in tadasu("goods", "path", "4001", "8703", "--parts").stdout
    assert "no way of at most 1 steps" in tadasu("goods", "path", "5201", "6109", "--most", "1").stdout


@pytest.mark.parametrize(
    ("option", "codes"), [("--extended", "9607 6203"), ("--consumed", "2815 2818"), ("--parts", "8473 8471")]
)
def test_a_switch_opens_a_way(tadasu: Run, option: str, codes: str) -> None:
    assert " > " not in tadasu("goods", "path", *codes.split(), "--most", "1").stdout
    assert " > " in tadasu("goods", "path", *codes.split(), "--most", "1", option).stdout


def test_packing_needs_both_switches(tadasu: Run) -> None:
    asked = ("goods", "path", "7010", "2103", "--most", "1")
    assert " > " not in tadasu(*asked, "--extended").stdout
    assert " > " in tadasu(*asked, "--extended", "--packaging").stdout


def test_one_good_needs_no_step(tadasu: Run) -> None:
    assert "no step is needed" in tadasu("goods", "path", "5201", "5201.00").stdout


def test_show_says_what_a_good_is_made_from_and_what_it_becomes(tadasu: Run) -> None:
    done = tadasu("goods", "show", "5205")
    assert done.returncode == 0
    before, after = done.stdout.split("What it becomes")
    assert before.startswith("5205 Cotton yarn")
    assert "5201 > 5205" in before
    assert "5205 > 5208" in after
    assert "5205 > 5208" not in before
    assert "ask for the origin" in before, "a junction of many chains"


def test_show_in_json_gives_both_sides(tadasu: Run) -> None:
    found = json.loads(tadasu("goods", "show", "6704", "--json").stdout)
    assert found["codes"] == ["6704"]
    assert {"0501>6704", "6703>6704"} <= {row["id"] for row in found["made_from"]}
    assert found["becomes"] == []


def test_a_shared_heading_asks_for_six_digits_and_six_digits_do_not(tadasu: Run) -> None:
    assert "give six digits" in tadasu("goods", "show", "8541").stdout
    assert "give six digits" not in tadasu("goods", "show", "854142").stdout


def test_an_older_edition_is_converted_and_says_so(tadasu: Run) -> None:
    done = tadasu("goods", "path", "2804.61", "8541.40", "--edition", "2017", "--ways", "1")
    assert done.returncode == 0
    assert "854140 of HS 2017 may be any of 854141, 854142, 854143, 854149 in HS 2022" in done.stderr
    assert "3818 > 854141" in done.stdout
    one = tadasu("goods", "show", "8803.10", "--edition", "2017", "--language", "ja")
    assert "HS 2017 の 880310 は、HS 2022 では 880710 です" in one.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("path", "cotton", "6109"), '"cotton" is no HS code'),
        (("path", "52", "6109"), '"52" is only a chapter'),
        (("path", "5201", "9999"), "HS 2022 has no 9999"),
        (("show", "854140"), "HS 2022 has no 854140"),
        (("show", "5201", "--edition", "2012"), "no way from HS 2012 to HS 2022"),
        (("show", "854142", "--edition", "2017"), "HS 2017 has no 854142"),
    ],
)
def test_what_cannot_be_read_is_a_sentence_and_exit_code_2(tadasu: Run, arguments: tuple[str, ...], said: str) -> None:
    done = tadasu("goods", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("arguments", [("path", "5201", "6109", "--most", "0"), ("path", "5201"), ("nonsense",)])
def test_a_wrong_call_is_exit_code_2(tadasu: Run, arguments: tuple[str, ...]) -> None:
    assert tadasu("goods", *arguments).returncode == 2


def test_a_narrow_window_shows_each_step_in_a_few_lines(tadasu: Run) -> None:
    done = tadasu("goods", "path", "0501", "6704", env={"COLUMNS": "40"})
    assert "Step: 0501 > 6704" in done.stdout
