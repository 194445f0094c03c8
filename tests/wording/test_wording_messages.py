"""The message table is complete in both languages."""

import csv
import importlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from tadasu.schema import TokenClass, TokenRelation
from tadasu.wording import LANGUAGES, codes, placeholders, say

PROBLEM_TABLES = (
    ("tadasu.readers", "PROBLEM_KINDS"),
    ("tadasu.lists", "PROBLEMS"),
    ("tadasu.lists", "STAKE_PROBLEMS"),
    ("tadasu.ownership", "REMARKS"),
)
PLACEHOLDERS_OF_PROBLEM = {"file", "row", "column", "value"}


def table() -> list[dict[str, str]]:
    text = files("tadasu.wording").joinpath("data/messages.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_code_has_a_sentence_in_both_languages() -> None:
    assert all(row["code"] and row["en"].strip() and row["ja"].strip() for row in table())


def test_codes_are_sorted_and_none_is_there_twice() -> None:
    found = [row["code"] for row in table()]
    assert found == sorted(set(found))


@pytest.mark.parametrize("code", sorted(codes()))
def test_both_languages_use_the_same_placeholders(code: str) -> None:
    assert placeholders(code, "en") == placeholders(code, "ja")


def test_japanese_sentences_are_japanese() -> None:
    bare = {row["code"] for row in table() if row["ja"].isascii()}
    assert bare <= {"problem.place.file"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_and_relation_of_the_schema_has_words(language: str) -> None:
    wanted = {f"class.{each.value}" for each in TokenClass} | {f"relation.{each.value}" for each in TokenRelation}
    assert wanted <= codes(), language


def test_an_unknown_code_is_our_mistake_and_raises() -> None:
    with pytest.raises(KeyError):
        say("no-such-code", {}, "en")


def test_a_missing_parameter_is_our_mistake_and_raises() -> None:
    with pytest.raises(KeyError):
        say("problem.place.row", {"file": "a"}, "en")


def test_braces_in_a_value_are_only_text() -> None:
    assert say("problem.place.file", {"file": "{row}{0.__class__}"}, "en") == "{row}{0.__class__}"


@pytest.mark.parametrize(("room", "table_name"), PROBLEM_TABLES)
def test_every_documented_problem_has_a_message_that_its_parameters_fill(room: str, table_name: str) -> None:
    documented = getattr(importlib.import_module(room), table_name)
    assert set(documented) <= codes()
    for code, kind in documented.items():
        offered = set(getattr(kind, "params", kind)) | PLACEHOLDERS_OF_PROBLEM
        assert placeholders(code, "en") <= offered, code


def test_every_reason_of_the_score_has_words() -> None:
    reasons = {feature.reason for feature in importlib.import_module("tadasu.screening._features").FEATURES}
    assert {f"term.{reason}" for reason in (*reasons, "base-rate", "bound")} <= codes()


def test_every_fault_of_the_data_folder_has_a_message_that_its_parameters_fill() -> None:
    for code, params in importlib.import_module("tadasu.store").FAULT_CODES.items():
        message = f"store.{code}" if f"store.{code}" in codes() else code
        assert placeholders(message, "en") <= set(params), code


def test_every_usage_error_raised_in_the_code_has_a_message() -> None:
    """Codes are found in the text of the sources, so that a new one cannot be forgotten."""
    package = Path(str(files("tadasu")))
    raised = {
        code
        for path in package.rglob("*.py")
        for code in re.findall(r'raise (?:UsageError|StoreError)\(\s*"([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }
    assert "list-unknown" in raised
    assert raised <= codes()


def test_every_act_that_a_record_may_hold_has_words() -> None:
    """Acts are declared by `act(...)`, and written down by that name or by one that stands in the call."""
    package = Path(str(files("tadasu"))) / "web"
    wanted = {
        name
        for path in package.rglob("*.py")
        for name in re.findall(
            r'(?:\bact\(|act=|_write_down\(actor, )\s*"([a-z]+\.[a-z-]+)"', path.read_text(encoding="utf-8")
        )
    }
    assert {"vault.open", "accounts.sign-in", "vault.make-keys"} <= wanted
    assert {f"act.{name}" for name in wanted} <= codes()


def test_a_remedy_for_a_list_names_the_option_that_is_for_lists() -> None:
    remedies = [
        (row["code"], row[language]) for row in table() for language in LANGUAGES if "--columns" in row[language]
    ]
    assert [code for code, said in remedies if "--against-columns" not in said] == []


@pytest.mark.parametrize("code", ["control-characters", "formula-without-value", "orphan-rows"])
def test_a_count_of_one_reads_as_well_as_any(code: str) -> None:
    assert say(code, {"count": "1", "value": "x"}, "en").count(": 1") == 1


def test_a_column_called_no_is_sorted_with_one_full_stop() -> None:
    said = say("report.queue.sorted", {"column": say("report.column.rank", {}, "en")}, "en")
    assert said == 'Sorted by "No.".'
