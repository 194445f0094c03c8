"""The invented population: its totals are the published ones, its rows are nobody, one seed gives one population."""

import numpy as np
import polars as pl
import pytest

from tadasu.demo import POPULATION_SIZE, population, population_figures
from tadasu.demo._population_figures import values

SEEN, SURE = {"official", "secondary", "none"}, {"sure", "likely", "check"}


@pytest.fixture(scope="module")
def made() -> pl.DataFrame:
    return population()


@pytest.fixture(scope="module")
def home(made: pl.DataFrame) -> pl.DataFrame:
    """Seat in Japan, with the class of the Basic Act, told from the facts alone."""
    limits = {part: _of_sector(made, part) for part in ("employees", "capital", "small")}
    small = made["employees"].to_numpy() <= limits["small"]
    large = (made["employees"].to_numpy() > limits["employees"]) & (made["capital"].to_numpy() > limits["capital"])
    act = pl.Series("act", np.where(small, "small", np.where(large, "large", "medium")))
    return made.with_columns(act).filter(pl.col("seat") == "jp")


def _of_sector(made: pl.DataFrame, part: str) -> np.ndarray:
    by_sector = {key.partition(".")[0]: value for key, value in values("limit").items() if key.endswith(f".{part}")}
    return made["sector"].cast(pl.String).replace_strict(by_sector, return_dtype=pl.Float64).to_numpy()


def weighed(rows: pl.DataFrame) -> float:
    return float(rows["weight"].sum())


def test_classes_of_the_basic_act_are_as_many_as_published(home: pl.DataFrame) -> None:
    found = {act: weighed(home.filter(pl.col("act") == act)) for act in ("small", "medium", "large")}
    nation = values("class")
    assert found["large"] == pytest.approx(nation["large"], rel=0.01)
    assert found["small"] == pytest.approx(nation["small"], rel=0.01)
    assert found["small"] + found["medium"] == pytest.approx(nation["sme"], rel=0.01)


@pytest.mark.parametrize("sector", ["accommodation-food", "health", "real-estate"])
def test_sectors_known_for_the_year_are_as_many_as_published(home: pl.DataFrame, sector: str) -> None:
    rows = home.filter(pl.col("sector") == sector)
    published = values("sector")
    assert weighed(rows) == pytest.approx(published[f"{sector}.sme"] + published[f"{sector}.large"], rel=0.01)
    assert weighed(rows.filter(pl.col("act") == "large")) == pytest.approx(published[f"{sector}.large"], rel=0.01)


def test_older_sectors_keep_their_proportions(home: pl.DataFrame) -> None:
    published, size = values("sector"), {}
    for sector in ("construction", "manufacturing", "retail", "wholesale"):
        rows = home.filter((pl.col("sector") == sector) & (pl.col("act") != "large"))
        size[sector] = weighed(rows) / published[f"{sector}.sme"]
    assert max(size.values()) == pytest.approx(min(size.values()), rel=0.01)


@pytest.mark.parametrize(("low", "high"), [(300, 999), (1000, 1999), (2000, 4999), (5000, None)])
def test_companies_by_employees_are_as_many_as_published(home: pl.DataFrame, low: int, high: int | None) -> None:
    rows = home.filter((pl.col("employees") >= low) & (pl.col("employees") <= (high or 10**9)))
    assert weighed(rows) == pytest.approx(values("employees")[f"{low}-{high or ''}"], rel=0.01)


def test_listed_and_foreign_owned_companies_are_as_many_as_published(made: pl.DataFrame) -> None:
    listed, foreign = values("listed"), values("foreign")
    assert weighed(made.filter(pl.col("listed_prime") == "yes")) == pytest.approx(listed["prime"], rel=0.01)
    assert weighed(made.filter(pl.col("listed_in") == "jp")) == pytest.approx(listed["all"], rel=0.01)
    assert weighed(made.filter(pl.col("origin") == "foreign-owned")) == pytest.approx(foreign["owned"], rel=0.01)
    assert weighed(made.filter(pl.col("origin") == "foreign")) == pytest.approx(foreign["branch"], rel=0.01)
    assert made.filter((pl.col("listed_prime") == "yes") & (pl.col("listed_in") != "jp")).is_empty()


def test_business_abroad_adds_up_to_what_is_published(home: pl.DataFrame) -> None:
    people = home["weight"] * (home["employees_group"] - home["employees_in:jp"])
    sales = home["weight"] * (home["turnover_group"] - home["turnover_in:jp"])
    assert people.sum() == pytest.approx(values("abroad")["employees"], rel=0.01)
    assert sales.sum() == pytest.approx(values("abroad")["sales"], rel=0.01)
    assert home.filter(pl.col("turnover_in:eu") > pl.col("turnover_group")).is_empty()


@pytest.mark.parametrize("size", [1, 7, 300, 2_000, 60_000])
def test_any_size_stands_for_the_same_country(size: int) -> None:
    made = population(size, 3)
    assert made.height == size
    assert made["id"].n_unique() == size
    everybody = values("class")["sme"] + values("class")["large"]
    if size >= 300:
        assert weighed(made.filter(pl.col("origin") != "foreign")) == pytest.approx(everybody, rel=1e-6)


def test_one_seed_gives_one_population() -> None:
    assert population(500, 5).equals(population(500, 5))
    assert not population(500, 5).equals(population(500, 6))


def test_nothing_is_smaller_than_nothing() -> None:
    assert population(0).is_empty()
    with pytest.raises(ValueError, match="-1"):
        population(-1)


def test_a_group_has_at_least_what_its_parent_has(made: pl.DataFrame) -> None:
    assert made.height == POPULATION_SIZE
    assert made.filter(pl.col("employees_group") < pl.col("employees")).is_empty()
    assert made.filter(pl.col("turnover_group") < pl.col("turnover_in:jp")).is_empty()
    assert made.filter(pl.col("employees_in:jp") > pl.col("employees_group")).is_empty()


def test_every_figure_says_where_it_is_from_and_how_sure_we_are() -> None:
    figures = population_figures()
    assert [(one.kind, one.key) for one in figures] == sorted((one.kind, one.key) for one in figures)
    assert len({(one.kind, one.key) for one in figures}) == len(figures)
    for one in figures:
        assert one.source
        assert one.unit
        assert one.seen in SEEN
        assert one.confidence in SURE
        assert one.confidence != "sure" or one.seen != "none"
        if one.source == "our own assumption":
            assert (one.seen, one.confidence) == ("none", "check")


def test_prefectures_are_known_places() -> None:
    from tadasu.places import all_places

    assert set(values("prefecture")) == {f"jp-{number:02}" for number in range(1, 48)}
    assert set(values("prefecture-large")) < set(values("prefecture"))
    assert set(values("prefecture")) <= set(all_places())
