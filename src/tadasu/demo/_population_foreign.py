"""Companies from abroad with a branch in Japan. Nothing was found that counts them by size: all of it is our own choice."""

import numpy as np
import polars as pl

from tadasu.demo._population_draw import normal
from tadasu.demo._population_figures import values
from tadasu.demo._population_words import (
    AT_HOME,
    JAPAN_OR_NOT,
    NOWHERE,
    ORIGINS,
    flags,
    places,
    prefectures,
    seats,
    sectors,
    words,
)

SHARE = 0.02
"""Rows of the population that are from abroad."""
_GROUP, _GROUP_SPREAD = 400.0, 2.0
_BRANCH, _BRANCH_SPREAD = 15.0, 1.3
"""Median employees of the group and of the branch, standard deviations of their logarithms."""
_SALES = 40e6
"""JPY of turnover for each employee."""
_CAPITAL = 0.05
"""Capital as a share of turnover."""


def rows_from_abroad(size: int) -> int:
    """How many rows of a population of `size` are from abroad."""
    return min(round(size * SHARE), int(values("foreign")["branch"]))


def from_abroad(rng: np.random.Generator, size: int) -> pl.DataFrame:
    """So many rows with the columns of the domestic ones; together they stand for all."""
    shares = np.array(list(values("foreign-seat").values()))
    seat = 1 + np.minimum(np.searchsorted(np.cumsum(shares) / shares.sum(), rng.random(size)), shares.size - 1)
    sector = np.minimum((rng.random(size) * len(sectors())).astype(np.int64), len(sectors()) - 1)
    group = np.ceil(_GROUP * np.exp(_GROUP_SPREAD * normal(rng, size)))
    branch = np.minimum(np.ceil(_BRANCH * np.exp(_BRANCH_SPREAD * normal(rng, size))), group)
    sales = group * _SALES * np.exp(0.6 * normal(rng, size))
    in_eu = np.isin(seat, [seats().index(name) for name in ("de", "fr", "nl")])
    in_germany = seat == seats().index("de")
    numbers = {
        "employees": group,
        "employees_group": group,
        "employees_in:jp": branch,
        "employees_in:de": np.where(in_germany, group * 0.5, 0.0),
        "turnover": sales,
        "turnover_group": sales,
        "turnover_in:jp": sales * branch / group,
        "turnover_in:eu": sales * np.where(in_eu, 0.7, 0.1),
        "own_turnover_in:eu": sales * np.where(in_eu, 0.7, 0.1),
        "balance_group": sales * np.exp(0.5 * normal(rng, size)),
        "capital": sales * _CAPITAL * np.exp(normal(rng, size)),
    }
    where, no = words(len(AT_HOME) + seat - 1, places()), flags(np.zeros(size, np.bool_))
    return pl.DataFrame(
        {
            "weight": np.full(size, values("foreign")["branch"] / max(size, 1)),
            "prefecture": words(np.full(size, NOWHERE), prefectures()),
            "origin": words(np.full(size, ORIGINS.index("foreign")), ORIGINS),
            **{name: np.round(number).astype(np.int64) for name, number in numbers.items()},
            "seat": words(seat, seats()),
            **dict.fromkeys(("operates_in", "branch_in", "sells_in", "taxable_in"), where),
            "listed_in": words(np.zeros(size, np.int64), JAPAN_OR_NOT),
            **dict.fromkeys(("imports_into", "exports_from"), words(np.ones(size, np.int64), JAPAN_OR_NOT)),
            "ultimate_parent": flags(np.ones(size, np.bool_)),
            "goods_producer": flags(np.ones(size, np.bool_)),
            **dict.fromkeys(
                ("listed_prime", "state_body", "franchise_in_eu", "accounting_act_entity", "bound_before"), no
            ),
            "sector": words(sector, sectors()),
        }
    )
