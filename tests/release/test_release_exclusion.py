"""The exclusion policy and the macro-regions are data: whole, sorted, with a source in every row, and no weaker than agreed."""

import csv
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from tadasu.funds import dac_recipients
from tadasu.places import all_places
from tadasu.release import exclusion_policy, exclusion_policy_from, macro_region_of, macro_regions

DATA = files("tadasu.release").joinpath("data")
RAW = DATA.joinpath("exclusion.yaml").read_bytes()


def test_every_country_lies_in_a_macro_region_and_rows_are_sorted_with_a_source() -> None:
    countries = [one.id for one in all_places().values() if one.kind == "country"]
    assert {one for one in countries if macro_region_of(one) not in macro_regions()} == set()
    for name in ("macro_regions.csv", "macro_region_of.csv"):
        rows = list(csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines()))
        ids = [next(iter(row.values())) for row in rows]
        assert ids == sorted(set(ids))
        assert all(all(row.values()) for row in rows)


def test_a_region_that_stands_in_for_a_country_has_several() -> None:
    """Antarctica alone is in none that anybody is funded in."""
    sizes = [sum(macro_region_of(one.id) == id for one in all_places().values()) for id in macro_regions()]
    assert min(sizes) >= 2


def test_region_codes_are_numbers_of_regions_that_givers_use() -> None:
    """`release` may not read `funds`, so the two are held together here."""
    numbers = dac_recipients()
    assert {one.iati for one in macro_regions().values() if numbers[one.iati].country} == set()


def test_region_codes_are_those_of_the_iati_list(shared_data: Path) -> None:
    text = (shared_data / "iati" / "codelists" / "Region.xml").read_text(encoding="utf-8")
    in_use = set(re.findall(r"<codelist-item(?![^>]*withdrawn)[^>]*>\s*<code>(\d+)</code>", text))
    assert {one.iati for one in macro_regions().values()} <= in_use


def test_phrases_are_in_both_languages_and_purposes_are_of_the_iati_list(shared_data: Path) -> None:
    assert all(set(words) == {"en", "ja"} and all(words.values()) for words in exclusion_policy().phrases.values())
    text = (shared_data / "iati" / "codelists" / "Sector.xml").read_text(encoding="utf-8")
    codes = set(re.findall(r"<code>(\d+)</code>", text))
    assert {one for one in exclusion_policy().phrases if one.isdigit()} <= codes


def test_rows_are_sorted_and_every_row_has_a_source() -> None:
    said = yaml.safe_load(RAW)
    for part in ("rules", "elements"):
        assert list(said[part]) == sorted(said[part])
    assert set(exclusion_policy().sources) == {*said["rules"], *said["phrases"], *said["elements"]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("few-grantees: {value: 5", "few-grantees: {value: 4"),
        ("few-intermediaries: {value: 3", "few-intermediaries: {value: 2"),
        ("hold: {value: 12", "hold: {value: 6"),
        ("dominance-one: {value: 50", "dominance-one: {value: 60"),
        ("dominance-two: {value: 80", "dominance-two: {value: 90"),
        ("country: {value: never", "country: {value: 36"),
        ("finest-period: {value: year", "finest-period: {value: quarter"),
        ("bands: {value: [0, 1000000", "bands: {value: [5, 1000000"),
        ("own choice: calendar years, as IATI readers and the house's periods have them", ""),
    ],
)
def test_a_policy_that_protects_less_is_refused(old: str, new: str) -> None:
    assert old in RAW.decode()
    with pytest.raises(ValueError, match=r"floor|ceiling|built|bands|source"):
        exclusion_policy_from(RAW.decode().replace(old, new).encode())


def test_another_policy_is_another_digest() -> None:
    other = exclusion_policy_from(RAW.replace(b"version: 1", b"version: 2"))
    assert other.digest != exclusion_policy().digest


def test_a_fiscal_year_is_named_after_the_year_in_which_it_begins() -> None:
    fiscal = exclusion_policy_from(RAW.replace(b"year-starts: {value: 1", b"year-starts: {value: 4"))
    assert [fiscal.year_of(one) for one in (date(2024, 3, 31), date(2024, 4, 1))] == ["2023", "2024"]
    assert fiscal.free_on("2023") == date(2025, 4, 1)
