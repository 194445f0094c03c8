"""How the name of a place stands in an address: for the place, or as what a street or a park is called after."""

import csv
from importlib.resources import files

import pytest

from tadasu.assessment import whereabouts
from tadasu.places import folded

WORDS = files("tadasu.assessment").joinpath("data", "street_words.csv")


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(WORDS.read_text(encoding="utf-8").splitlines()))


def test_the_words_are_sorted_told_apart_and_have_a_source() -> None:
    found = rows()
    keys = [(row["word"], row["standing"], row["side"]) for row in found]
    assert keys == sorted(set(keys))
    assert all(row["source"] and folded(row["word"]) for row in found)
    sides = {side: [folded(row["word"]) for row in found if row["side"] == side] for side in ("after", "before")}
    assert sum(map(len, sides.values())) == len(found)
    assert all(len(set(words)) == len(words) for words in sides.values())
    assert {row["standing"] for row in found} == {"street", "park", "place", "between"}


@pytest.mark.parametrize(
    "address",
    [
        "Urumqi Road",
        "Urumqi South 2nd Road",
        "No. 8, Urumqi Nan Lu",
        "Urumqi East Ave.",
        "Urumqi Tower",
        "乌鲁木齐路",
        "乌鲁木齐中路12号",
        "乌鲁木齐大厦",
        "烏魯木齊南二路",
        "乌鲁木齐2路",
    ],
)
def test_a_street_is_only_called_after_a_place(address: str) -> None:
    found = whereabouts("cn", [[address]])
    assert found.certain == {"cn"}
    assert "cn-xj" in found.open
    there = whereabouts("cn", [[f"{address}, Pudong, Shanghai"]])
    assert "cn-310115" in there.certain
    assert "cn-xj" not in there.open


@pytest.mark.parametrize(
    "address",
    [
        "Urumqi City Industrial Park",
        "Urumqi, South Road",
        "乌鲁木齐市工业园",
        "乌鲁木齐市南路",
        "Urumqi (Beijing Road)",
    ],
)
def test_a_town_that_is_named_as_one_is_meant(address: str) -> None:
    assert "cn-650100" in whereabouts("cn", [[address]]).certain


def test_street_words_before_the_name_count_too() -> None:
    found = whereabouts("id", [["88 Jalan Surabaya, Jakarta"]])
    assert "id-jk" in found.certain
    assert found.open == frozenset()


def test_the_longest_name_counts_and_what_lies_in_it_does_not() -> None:
    found = whereabouts("cn", [["Urumqi County, Xinjiang"]])
    assert "cn-650121" in found.certain
    assert found.open == frozenset()


def test_a_name_of_a_place_and_of_one_within_it_surely_means_the_wider_one() -> None:
    found = whereabouts("cn", [["Kashi"]])
    assert "cn-653100" in found.certain
    assert found.open == {"cn-653101"}


def test_width_case_and_marks_of_a_name_do_not_matter() -> None:
    for text in ("ÜRÜMQI", "ｕｒｕｍｑｉ", "Ürümqi", "ئۈرۈمچى"):
        assert "cn-650100" in whereabouts("cn", [[text]]).certain
