"""Goods an official list says are made with child or forced labour."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import tadasu.goods
from tadasu.goods import Confidence, at_risk, exists, goods_at_risk
from tadasu.schema import UsageError

FILE = Path(tadasu.goods.__file__).parent / "data" / "goods_at_risk.csv"
COLUMNS = [
    "id",
    "source_list",
    "edition",
    "country",
    "good",
    "hs",
    "confidence",
    "child_labour",
    "forced_labour",
    "forced_child_labour",
    "derived",
    "derived_country",
    "note",
    "source",
]


def test_the_table_keeps_its_schema() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == COLUMNS
    ids = [row["id"] for row in rows]
    assert ids == sorted(set(ids))
    for row in rows:
        assert re.fullmatch(r"us-dol-2022:[a-z]{2}:[a-z0-9-]+:(?:\d{2}|\d{4}|\d{6}|none)", row["id"])
        assert row["id"].split(":")[1] == row["country"]
        assert row["id"].split(":")[3] == (row["hs"] or "none")
        assert {row[flag] for flag in COLUMNS[7:11]} <= {"0", "1"}
        assert row["source"]
        assert row["good"]


def test_every_code_exists_and_only_what_has_no_heading_has_none() -> None:
    for good in goods_at_risk():
        assert (good.hs is None) == (good.confidence is Confidence.NONE)
        assert good.hs is None or exists(good.hs), good.id
    assert {good.good for good in goods_at_risk() if good.hs is None} == {"Pornography"}


def test_every_good_is_there_for_some_kind_of_labour_and_a_derived_one_says_from_where() -> None:
    for good in goods_at_risk():
        assert good.child_labour or good.forced_labour or good.derived, good.id
        assert good.derived == bool(good.derived_country), good.id
        assert good.forced_labour or not good.forced_child_labour, good.id


def test_most_goods_have_a_code_that_is_the_good_itself() -> None:
    sure = {good.good for good in goods_at_risk() if good.confidence is Confidence.HIGH}
    assert len({good.good for good in goods_at_risk()}) == 169
    assert len(sure) >= 145


def test_asking_with_a_finer_or_a_wider_code_finds_the_good() -> None:
    for code in ("52", "5201", "520100", "5201.00-000"):
        assert "Cotton" in {good.good for good in at_risk("TM", code)}, code
    assert at_risk("tm", "8703") == ()
    assert {good.hs for good in at_risk("bd", "6109.10")} == {"61"}


def test_a_good_without_a_code_is_never_matched() -> None:
    assert "Pornography" not in {good.good for chapter in range(1, 98) for good in at_risk("ru", f"{chapter:02d}")}


@pytest.mark.parametrize(("country", "hs"), [("TM", "cotton"), ("TM", "520"), ("Turkmenistan", "5201"), ("", "5201")])
def test_a_typing_error_is_an_error_and_never_clear(country: str, hs: str) -> None:
    with pytest.raises(UsageError):
        at_risk(country, hs)


def test_solar_ingots_stay_in_chapter_28_and_wafers_do_not() -> None:
    """Note 8 to chapter 28: drawn forms, cylinders and rods stay there even when doped; cut wafers go to 3818."""
    codes = {good.good: good.hs for good in at_risk("cn", "28") + at_risk("cn", "3818")}
    assert codes == {"Photovoltaic Ingots": "280461", "Polysilicon": "280461", "Photovoltaic Wafers": "381800"}


def published_rows(shared_data: Path) -> list[dict[str, str]]:
    """The publisher's rows; it writes some accents as separate marks, we do not."""
    with (shared_data / "goods" / "ilab_goods_by_country_2022.csv").open(encoding="utf-8", newline="") as file:
        return [row | {"good": unicodedata.normalize("NFC", row["good"])} for row in csv.DictReader(file)]


def test_country_and_good_and_flags_are_those_of_the_published_list(shared_data: Path) -> None:
    published = published_rows(shared_data)
    ours = {
        (good.country, good.good): (good.child_labour, good.forced_labour, good.forced_child_labour, good.derived)
        for good in goods_at_risk()
    }
    flags = ("child_labor", "forced_labor", "forced_child_labor", "derived_labor_exploitation")
    assert len(published) == len(ours) == 467
    assert Counter(good for _, good in ours) == Counter(row["good"] for row in published)
    assert Counter((good, *said) for (_, good), said in ours.items()) == Counter(
        (row["good"], *(row[flag] == "Yes" for flag in flags)) for row in published
    )
    their_countries: dict[str, set[str]] = defaultdict(set)
    our_countries: dict[str, set[str]] = defaultdict(set)
    for row in published:
        their_countries[row["country"]].add(row["good"])
    for country, good in ours:
        our_countries[country].add(good)
    assert Counter(map(frozenset, our_countries.values())) == Counter(map(frozenset, their_countries.values()))


def test_countries_are_those_of_the_published_list(shared_data: Path) -> None:
    """Names are tied to codes here by the shared table of countries, where both spell a country alike."""
    with (shared_data / "goods" / "country_codes.csv").open(encoding="utf-8", newline="") as file:
        codes = {
            row["UNTERM English Short"].split(" (")[0]: row["ISO3166-1-Alpha-2"].lower() for row in csv.DictReader(file)
        }
    published = {(codes[row["country"]], row["good"]) for row in published_rows(shared_data) if row["country"] in codes}
    assert len(published) > 300
    assert published <= {(good.country, good.good) for good in goods_at_risk()}
