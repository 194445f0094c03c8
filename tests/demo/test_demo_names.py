"""Names for any number of firms: no two alike, and none of a real company."""

import unicodedata
from pathlib import Path

import polars as pl
import pytest

from tadasu.demo import SEED, party_name, world
from tadasu.demo._cast import company_id
from tadasu.demo._noise import COUNTRY_WEIGHTS


def bare(name: str) -> str:
    """Letters and digits alone, so that commas, capitals and marks hide no likeness."""
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum())


def test_no_two_firms_share_a_name_in_one_country_or_in_two() -> None:
    names = [party_name(country, number) for country in COUNTRY_WEIGHTS for number in range(3_000)]
    assert len({bare(name) for name in names}) == len(names)


def test_works_are_numbered_once_the_brands_are_used_up() -> None:
    names = {party_name("kr", number) for number in range(0, 80_000, 7)}
    assert len(names) == len(range(0, 80_000, 7))
    assert any("No. 2 Works" in name for name in names)


def test_ids_of_the_cast_say_what_they_are() -> None:
    assert company_id("mill") == "demo-mill"


@pytest.mark.slow
def test_no_name_of_the_trade_is_that_of_a_real_company(shared_data: Path) -> None:
    bench = pl.read_parquet(shared_data / "names" / "bench100k_list.parquet").filter(pl.col("source") != "syn")
    register = pl.read_parquet(shared_data / "names" / "lei_names.parquet")
    real = {bare(name) for frame in (bench, register) for name in frame["name"].drop_nulls().to_list()}
    told = world(SEED)
    written = {party.name for one in told.declarations for party in (one.seller, one.buyer)}
    registered = {name for company in told.companies for name in (company.name, *company.aliases)}
    bulk = {party_name(country, number) for country in COUNTRY_WEIGHTS for number in range(2_000)}
    assert len(real) > 100_000
    assert not {name for name in written | registered | bulk if bare(name) in real}
