"""The companies drawn as a table with a column a fact, two financial years, and beside them what is no fact."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tadasu.demo._population_cells import LARGE, Cells, cells
from tadasu.demo._population_draw import Drawn, drawn, normal
from tadasu.demo._population_figures import values
from tadasu.demo._population_foreign import from_abroad, rows_from_abroad
from tadasu.demo._population_groups import Members, groups, makes_goods, members
from tadasu.demo._population_money import capitals, turnovers
from tadasu.demo._population_words import JAPAN_OR_NOT, ORIGINS, flags, places, prefectures, seats, sectors, words

ASIDE = ("weight", "prefecture", "origin")
"""Columns that are no facts."""
CURRENCY = "JPY"
YEARLY = (
    "employees", "employees_group", "employees_in:jp", "employees_in:de", "turnover", "turnover_group", "turnover_in:jp",
    "turnover_in:eu", "own_turnover_in:eu", "balance_group",
)  # fmt: skip
_DRIFT, _CHANGE = 0.01, 0.05
"""Mean and standard deviation of the logarithm of a year's growth; our own choice."""


def frame(rng: np.random.Generator, size: int) -> pl.DataFrame:
    """The table: domestic companies by sector, class and employees, those from abroad last."""
    abroad = rows_from_abroad(size)
    home = _domestic(rng, cells(), size - abroad)
    table = _with_last_year(rng, pl.concat([home, from_abroad(rng, abroad).select(home.columns)]))
    facts = [name for name in home.columns if name not in ASIDE]
    return table.select("id", *ASIDE, "currency", *facts, *(f"previous.{name}" for name in YEARLY))


def _domestic(rng: np.random.Generator, of: Cells, size: int) -> pl.DataFrame:
    rows = drawn(rng, of, size)
    found = members(rng, of, rows)
    turnover = turnovers(rng, of, rows)
    group = groups(rng, of, rows, found, turnover)
    sales = group.turnover_jp + group.turnover_abroad
    numbers = {
        "employees": rows.employees,
        "employees_group": group.employees_jp + group.employees_abroad,
        "employees_in:jp": group.employees_jp,
        "employees_in:de": group.employees_de,
        "turnover": turnover,
        "turnover_group": sales,
        "turnover_in:jp": group.turnover_jp,
        "turnover_in:eu": group.turnover_eu,
        "own_turnover_in:eu": np.zeros(size),
        "balance_group": sales * np.exp(0.5 * normal(rng, size)),
        "capital": capitals(rng, of, rows, turnover, found.listed),
    }
    return pl.DataFrame(
        {
            "weight": rows.weight,
            "prefecture": _prefecture(rng, of, rows),
            "origin": words(found.owned.astype(np.int64), ORIGINS),
            **{name: np.round(number).astype(np.int64) for name, number in numbers.items()},
            **_words_of(of, rows, found),
        }
    )


def _words_of(of: Cells, rows: Drawn, found: Members) -> dict[str, pl.Series]:
    """Places, yes and no, sector."""
    steps = (found.abroad, found.in_eu, found.in_de, found.in_no, found.in_no)
    place: NDArray[np.int64] = np.stack(steps).astype(np.int64).sum(axis=0)
    sector = of.sector[rows.cell].astype(np.int64)
    where, no = words(place, places()), flags(np.zeros(place.size, np.bool_))
    return {
        "seat": words(np.zeros(place.size, np.int64), seats()),
        **dict.fromkeys(("operates_in", "branch_in", "sells_in", "taxable_in"), where),
        "listed_in": words(found.listed.astype(np.int64), JAPAN_OR_NOT),
        "listed_prime": flags(found.prime),
        "ultimate_parent": flags(~(found.subsidiary | found.owned)),
        "goods_producer": flags(makes_goods(of, rows)),
        "imports_into": words(found.importer.astype(np.int64), JAPAN_OR_NOT),
        "exports_from": words(found.exporter.astype(np.int64), JAPAN_OR_NOT),
        **dict.fromkeys(("state_body", "franchise_in_eu", "accounting_act_entity", "bound_before"), no),
        "sector": words(sector, sectors()),
    }


def _prefecture(rng: np.random.Generator, of: Cells, rows: Drawn) -> pl.Series:
    """By the share of all enterprises; of the large ones by their own, where it is known."""
    large, shares = values("prefecture-large"), np.array(list(values("prefecture").values()))
    known = np.array([large.get(name, 0.0) for name in prefectures()])
    others = np.where(known > 0, 0.0, shares)
    of_large = known + others * (1000.0 - known.sum()) / others.sum()
    draw = rng.random(rows.cell.size)
    place = [np.searchsorted(np.cumsum(share) / share.sum(), draw) for share in (shares, of_large)]
    chosen = np.where(of.act[rows.cell] == LARGE, place[1], place[0])
    return words(np.minimum(chosen, shares.size - 1), prefectures())


def _with_last_year(rng: np.random.Generator, table: pl.DataFrame) -> pl.DataFrame:
    """Ids, the currency, and `previous.` columns: a company that grew had less of everything."""
    growth = np.exp(_DRIFT + _CHANGE * normal(rng, table.height))
    number = pl.Series(np.arange(1, table.height + 1)).cast(pl.String).str.zfill(8)
    return table.with_columns(
        ("P" + number).alias("id"),
        words(np.zeros(table.height, np.int64), (CURRENCY,)).alias("currency"),
        *(pl.Series(f"previous.{name}", np.round(table[name].to_numpy() / growth).astype(np.int64)) for name in YEARLY),
    )
