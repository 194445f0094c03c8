"""The language is known before the arguments are parsed, and --against takes several values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.cli._arguments import language_of, spread
from tadasu.cli._main import value_options

PLAIN = st.text("abc.", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "jam_JM"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_locale_decides_the_language(environment: dict[str, str], expected: str) -> None:
    assert language_of([], environment) == expected


@pytest.mark.parametrize("arguments", [["screen", "--language", "ja"], ["explain", "--language=ja", "a", "b"]])
def test_the_option_is_stronger_than_the_locale(arguments: list[str]) -> None:
    assert language_of(arguments, {"LANG": "en_GB.UTF-8"}) == "ja"


def test_an_option_without_its_value_is_left_to_the_parser() -> None:
    assert language_of(["screen", "--language"], {}) == "en"


def test_against_takes_several_values_up_to_the_next_option() -> None:
    given_line = ["screen", "f.csv", "--against", "a", "b", "c", "--threshold", "0"]
    assert spread(given_line, value_options()) == [
        "screen", "f.csv", "--against", "a", "--against", "b", "--against", "c", "--threshold", "0",
    ]  # fmt: skip


def test_against_may_be_repeated_too() -> None:
    line = ["screen", "f.csv", "--against", "a", "--against", "b"]
    assert spread(line, value_options()) == line


def test_the_file_may_come_last() -> None:
    line = ["screen", "--threshold", "0", "--against", "a", "b", "f.csv"]
    assert spread(line, value_options()) == [
        "screen", "--threshold", "0", "--against", "a", "--against", "b", "f.csv",
    ]  # fmt: skip


def test_the_value_of_another_option_is_not_the_file() -> None:
    line = ["screen", "--out", "r.csv", "--against", "a", "f.csv"]
    assert spread(line, value_options())[-1] == "f.csv"
    assert spread(line, value_options()).count("--against") == 1


@given(st.lists(PLAIN, min_size=1, max_size=5))
def test_no_value_is_lost_or_reordered(values: list[str]) -> None:
    line = spread(["screen", "f.csv", "--against", *values, "--json"], value_options())
    assert [argument for argument in line if not argument.startswith("--")] == ["screen", "f.csv", *values]
    assert line.count("--against") == len(values)


@given(st.lists(st.one_of(PLAIN, st.sampled_from(["--json", "--limit", "screen"])), max_size=8))
def test_a_line_without_against_is_left_alone(line: list[str]) -> None:
    assert spread(line, value_options()) == line
