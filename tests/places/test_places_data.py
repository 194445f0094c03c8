"""The data files of the room `places`, row by row, and their counts against known totals."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest

from tadasu.places import Place, all_places, lineage

KINDS = {"country", "region", "province", "prefecture", "city", "county", "district", "division", "other"}
NAME_KINDS = {"short", "long", "pinyin", "old", "romanisation", "native", "adjective", "abbreviation"}
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")

ISO_3166_1_ENTRIES = 249
"""Officially assigned alpha-2 codes (ISO 3166-1); we keep one more, Kosovo, under the user-assigned code XK."""

XINJIANG_PREFECTURE_LEVEL = 14
XINJIANG_COUNTY_LEVEL = 112
"""108 in the NBS codes of 2023 (13 districts, 29 cities, 60 counties, 6 autonomous counties), and since then Hekang and
He'an (announced 2024-12-27), Cenling (2026-03-26) and the city of Caohu (2026-04). As of 2026-11."""

XINJIANG_CORPS_CITIES = 13
"""Shihezi to Baiyang (12 until 2023) and Caohu (2026-04): cities directly under the region, codes 6590xx."""

TIBET_PREFECTURE_LEVEL = 7
TIBET_COUNTY_LEVEL = 74
DESIGNATED_CITIES = [
    *("Chiba", "Fukuoka", "Hamamatsu", "Hiroshima", "Kawasaki", "Kitakyushu", "Kobe", "Kumamoto", "Kyoto", "Nagoya"),
    *("Niigata", "Okayama", "Osaka", "Sagamihara", "Saitama", "Sakai", "Sapporo", "Sendai", "Shizuoka", "Yokohama"),
]
"""The 20 cities designated under the Local Autonomy Law of Japan, as of 2026-11."""

ISO_3166_2_UNITS = [
    *(("mm", 15), ("vn", 63), ("th", 78), ("kh", 25), ("la", 18), ("id", 38), ("my", 16), ("in", 36), ("kr", 17)),
    *(("by", 7), ("ua", 27), ("ru", 83), ("uz", 14), ("tm", 6), ("kz", 20), ("tw", 22), ("us", 51), ("tr", 81)),
]
"""First-level units by country in ISO 3166-2 (pycountry 26.2); Vietnam's mergers of July 2025 are not in it yet."""

MAINLAND_PROVINCIAL_UNITS = 31
MAINLAND_PREFECTURE_LEVEL = 333
"""293 cities, 30 autonomous prefectures, 7 prefectures, 3 leagues (NBS codes of 2023)."""


def rows(file: str) -> list[dict[str, str]]:
    text = files("tadasu.places").joinpath("data", file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def places() -> list[dict[str, str]]:
    return rows("places.csv")


@pytest.fixture(scope="module")
def names() -> list[dict[str, str]]:
    return rows("place_names.csv")


def in_china(prefix: str) -> Iterator[Place]:
    pattern = re.compile(rf"cn-{prefix}\d*")
    return (place for place in all_places().values() if pattern.fullmatch(place.id))


def test_place_ids_are_unique_sorted_and_lower_case(places: list[dict[str, str]]) -> None:
    ids = [row["id"] for row in places]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert [place_id for place_id in ids if not re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)*", place_id)] == []


def test_every_place_has_a_known_kind_an_english_name_and_a_source(places: list[dict[str, str]]) -> None:
    assert {row["kind"] for row in places} <= KINDS
    assert [row["id"] for row in places if not row["name"].strip() or not row["source"].strip()] == []


def test_every_place_lies_in_its_country(places: list[dict[str, str]]) -> None:
    countries = {row["id"] for row in places if row["kind"] == "country"}
    for row in places:
        chain = lineage(row["id"])
        assert chain[-1].id == row["country"], row
        assert row["country"] in countries, row
        assert all(place.country == row["country"] for place in chain), row


def test_only_countries_have_no_parent(places: list[dict[str, str]]) -> None:
    assert [row["id"] for row in places if (row["kind"] == "country") != (row["parent"] == "")] == []


def test_every_name_belongs_to_a_place_and_says_its_language_kind_and_source(names: list[dict[str, str]]) -> None:
    known = all_places()
    assert {row["kind"] for row in names} <= NAME_KINDS
    assert [row for row in names if row["place_id"] not in known] == []
    assert [row for row in names if not LANGUAGE_TAG.fullmatch(row["language"])] == []
    assert [row for row in names if not row["source"].strip()] == []


def test_names_are_trimmed_and_in_normal_form(names: list[dict[str, str]]) -> None:
    texts = [row["name"] for row in names]
    assert [text for text in texts if not text or text != unicodedata.normalize("NFC", text).strip()] == []
    assert [
        text for text in texts if "\ufffd" in text or any(unicodedata.category(char) == "Cc" for char in text)
    ] == []


def test_no_name_is_there_twice(names: list[dict[str, str]]) -> None:
    keys = Counter((row["place_id"], row["name"], row["language"]) for row in names)
    assert [key for key, count in keys.items() if count > 1] == []
    assert names == sorted(names, key=lambda row: (row["place_id"], row["name"], row["language"], row["kind"]))


def test_no_name_repeats_the_main_english_name(names: list[dict[str, str]]) -> None:
    known = all_places()
    repeated = [row for row in names if row["language"] == "en" and row["name"] == known[row["place_id"]].name]
    assert repeated == []


def test_one_letter_names_of_chinese_provinces_are_marked_as_abbreviations(names: list[dict[str, str]]) -> None:
    provinces = {place.id for place in all_places().values() if place.country == "cn" and place.kind == "province"}
    letters = [row for row in names if row["place_id"] in provinces and len(row["name"]) == 1]
    assert len({row["place_id"] for row in letters}) == MAINLAND_PROVINCIAL_UNITS
    assert {row["kind"] for row in letters} == {"abbreviation"}


def test_every_country_of_iso_3166_is_there_with_an_alpha_3_code(places: list[dict[str, str]]) -> None:
    countries = {row["id"] for row in places if row["kind"] == "country"}
    codes = {row["country"]: row["alpha3"] for row in rows("country_codes.csv")}
    assert len(countries - {"xk"}) == ISO_3166_1_ENTRIES
    assert set(codes) == countries
    assert len(set(codes.values())) == len(codes)
    assert all(re.fullmatch("[a-z]{3}", alpha3) for alpha3 in codes.values())


@pytest.mark.parametrize("language", ["ja", "zh-Hans", "ko", "ru", "ar", "vi", "th"])
def test_every_country_has_a_name_in_the_main_languages(names: list[dict[str, str]], language: str) -> None:
    named = {row["place_id"] for row in names if row["language"] == language}
    assert {place.id for place in all_places().values() if place.kind == "country"} - named == set()


def test_mainland_china_has_its_provinces_and_prefecture_level_units() -> None:
    provinces = [place for place in all_places().values() if place.country == "cn" and place.kind == "province"]
    prefecture_level = [place for place in in_china(r"\d{2}") if place.id.endswith("00")]
    assert len(provinces) == MAINLAND_PROVINCIAL_UNITS
    assert len(prefecture_level) == MAINLAND_PREFECTURE_LEVEL


def test_xinjiang_is_complete_down_to_the_county() -> None:
    units = list(in_china("65"))
    assert sum(place.id.endswith("00") for place in units) == XINJIANG_PREFECTURE_LEVEL
    assert sum(not place.id.endswith("00") for place in units) == XINJIANG_COUNTY_LEVEL
    assert len(list(in_china("6590"))) == XINJIANG_CORPS_CITIES


def test_tibet_is_complete_down_to_the_county() -> None:
    units = list(in_china("54"))
    assert sum(place.id.endswith("00") for place in units) == TIBET_PREFECTURE_LEVEL
    assert sum(not place.id.endswith("00") for place in units) == TIBET_COUNTY_LEVEL


def test_every_county_of_xinjiang_known_before_2024_has_its_uyghur_name(names: list[dict[str, str]]) -> None:
    later = {"cn-653132", "cn-653228", "cn-653229", "cn-659011", "cn-659012", "cn-659013"}
    uyghur = {row["place_id"] for row in names if row["language"] == "ug"}
    assert {place.id for place in in_china("65")} - uyghur == later


def test_the_corps_has_fourteen_divisions() -> None:
    divisions = [place for place in all_places().values() if place.kind == "division"]
    assert [place.id for place in divisions] == [f"cn-xpcc-{number:02}" for number in range(1, 15)]
    assert {place.parent for place in divisions} == {"cn-xpcc"}


def test_japan_has_its_prefectures_and_designated_cities() -> None:
    japan = [place for place in all_places().values() if place.country == "jp"]
    assert sum(place.kind == "prefecture" for place in japan) == 47
    assert set(DESIGNATED_CITIES) <= {place.name for place in japan if place.kind == "city"}


@pytest.mark.parametrize(
    ("country", "units"),
    ISO_3166_2_UNITS,
)
def test_first_level_units_are_those_of_iso_3166_2(places: list[dict[str, str]], country: str, units: int) -> None:
    found = [row for row in places if row["country"] == country and row["source"] == "ISO 3166-2"]
    assert len(found) == units
