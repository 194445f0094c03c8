"""The tables of this room: sorted, each row with its source, each code once."""

import csv
from importlib.resources import files

import pytest
from lxml import etree

import tadasu.funds
from tadasu.funds import FILE_PROBLEMS
from tadasu.wording import codes, placeholders

TABLES = {
    "dac_numbers.csv": ("code",),
    "giving_codes.csv": ("list", "code"),
    "giving_fields.csv": ("field",),
    "grant_phrases.csv": ("id",),
    "iati_attributes.csv": ("element",),
    "iati_codes.csv": ("path",),
}
ALSO = {"file", "row", "column", "value"}


def rows(name: str) -> list[dict[str, str]]:
    text = files("tadasu.funds").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted_once_each_and_say_their_source(name: str) -> None:
    table = rows(name)
    keys = [tuple(row[column] for column in TABLES[name]) for row in table]
    wanted = sorted(set(keys), key=lambda key: (len(key[0]), key) if name == "dac_numbers.csv" else (0, key))
    assert keys == wanted
    assert all(row["source"].strip() for row in table)


def test_every_path_of_the_code_lists_is_a_path() -> None:
    for row in rows("iati_codes.csv"):
        etree.XPath(row["path"])
        assert row["path"].rpartition("/")[2].startswith("@")


def test_every_phrase_says_the_same_in_both_languages() -> None:
    for row in rows("grant_phrases.csv"):
        assert row["en"].count("{") == row["ja"].count("{")
        assert not row["ja"].isascii()


def test_every_problem_has_a_sentence_that_its_parameters_fill() -> None:
    assert set(FILE_PROBLEMS) <= codes()
    for code, params in FILE_PROBLEMS.items():
        assert placeholders(code, "en") <= {*params, *ALSO}, code


def test_the_face_is_sorted_and_everything_in_it_is_there() -> None:
    named = tadasu.funds.__all__
    assert named == sorted(named, key=lambda one: (0 if one.isupper() else 1 if one[0].isupper() else 2, one))
    assert all(hasattr(tadasu.funds, one) for one in named)
