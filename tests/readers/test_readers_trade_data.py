"""The data behind the readers of trade: sorted, sourced, unambiguous where it must be."""

import csv
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest

from tadasu.readers import DeclarationColumns
from tadasu.readers._units import KILOGRAMS, unit_code, unit_codes
from tadasu.readers._value_words import value_codes
from tadasu.readers._words import Vocabulary, field_of, plain
from tadasu.schema import Certainty, Flow

LANGUAGES = {"ja", "en", "zh", "vi", "es"}


def table(name: str) -> list[dict[str, str]]:
    text = files("tadasu.readers").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("declaration_words.csv", ("field", "language", "words")),
        ("eras.csv", ("era",)),
        ("finding_words.csv", ("field", "language", "words")),
        ("item_words.csv", ("field", "language", "words")),
        ("units.csv", ("code", "language", "words")),
        ("value_words.csv", ("field", "code", "language", "words")),
    ],
)
def test_rows_are_sorted_distinct_and_have_a_source(name: str, keys: tuple[str, ...]) -> None:
    rows = table(name)
    order = [tuple(row[key] for key in keys) for row in rows]
    assert order == sorted(set(order))
    assert all(row["source"].strip() and all(row[key].strip() for key in keys) for row in rows)


@pytest.mark.parametrize(
    ("name", "vocabulary"),
    [("declaration_words.csv", "declarations"), ("finding_words.csv", "findings"), ("item_words.csv", "items")],
)
def test_a_header_word_means_one_thing(name: str, vocabulary: Vocabulary) -> None:
    rows = table(name)
    words = [plain(row["words"]) for row in rows]
    assert len(set(words)) == len(words)
    assert all(field_of(row["words"], vocabulary) == (row["field"], 0) for row in rows)


def test_header_words_of_trade_are_there_in_five_languages_for_every_field() -> None:
    rows = table("declaration_words.csv")
    assert {row["language"] for row in rows} == LANGUAGES
    for name in {row["field"] for row in rows if ":" not in row["field"]}:
        assert {row["language"] for row in rows if row["field"] == name} == LANGUAGES, name


def test_a_unit_as_written_means_one_code() -> None:
    rows = table("units.csv")
    assert len({row["words"] for row in rows}) == len(rows)
    assert all(unit_code(row["words"]) == row["code"] for row in rows)
    assert {row["language"] for row in rows} >= LANGUAGES
    assert set(KILOGRAMS) <= set(unit_codes())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("KG", "KGM"), ("MT", "TNE"), ("NO", "NMB"), ("DZ", "DZN"), ("SM", "MTK"), ("M", "MTR"), ("CM", "MTQ"),
        ("L", "LTR"), ("KL", "KLT"), ("TH", "MIL"), ("PR", "NPR"), ("GR", "GRM"), ("CT", "CTM"), ("KGII", "KGM"),
        ("cm", "CMT"), ("Kgs.", "KGM"), ("㎏", "KGM"), ("㎡", "MTK"), ("公斤", "KGM"), ("Cái", "NMB"), ("docenas", "DZN"),
        ("C62", "NMB"), ("K6", "KLT"), ("ct", ""), ("Cm", "CMT"), ("carton", ""), ("", ""),
    ],
)  # fmt: skip
def test_units_of_customs_and_of_orders(written: str, code: str) -> None:
    assert unit_code(written) == code


def test_words_in_cells_stand_for_codes_of_the_schema() -> None:
    rows = table("value_words.csv")
    codes = {name: {row["code"] for row in rows if row["field"] == name} for name in {row["field"] for row in rows}}
    assert codes["certainty"] == {each.value for each in Certainty}
    assert codes["flow"] == {each.value for each in Flow}
    assert codes["yes-no"] == {"no", "yes"}
    assert codes["month"] == {f"{month:02}" for month in range(1, 13)}
    assert all(len(code) == 3 and code.isupper() for code in codes["currency"])


def test_only_currencies_share_words() -> None:
    rows = table("value_words.csv")
    shared = {row["field"] for row in rows if len(value_codes(row["field"], row["words"])) > 1}
    assert shared == {"currency"}
    assert value_codes("currency", "￥") == ("CNY", "JPY")
    assert value_codes("currency", "円") == ("JPY",)


def test_eras_follow_one_another_without_a_gap() -> None:
    spans = sorted((row["start"], row["end"]) for row in table("eras.csv"))
    for (_, end), (start, _) in pairwise(spans):
        assert (date.fromisoformat(start) - date.fromisoformat(end)).days == 1


def test_the_map_has_a_place_for_every_field_of_the_words() -> None:
    direct = {"number", "line", "day", "seller", "buyer", "good", "value", "currency", "description", "quantity"}
    assert direct <= set(DeclarationColumns.__dataclass_fields__)
