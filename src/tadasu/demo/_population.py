"""An invented population of companies whose sizes, sectors and places follow published totals.

No row is a company that exists, and none is made from one. Totals are the published ones (`population_figures`); how facts
go together within them is our own choice, said where it is made. One seed gives one population on one machine; powers may
round differently on another, as in `_noise`.
"""

from typing import TYPE_CHECKING

from tadasu.demo._files import SEED

if TYPE_CHECKING:
    import polars as pl

POPULATION_SIZE = 30_000
"""Rows that tell the large companies, of which there are few, from each other."""


def population(size: int = POPULATION_SIZE, seed: int = SEED) -> "pl.DataFrame":
    """So many companies: `id`, `weight`, `prefecture`, `origin` (domestic, foreign-owned, foreign), and a column a fact.

    `weight` is how many companies of the country a row stands for, so that sums of weights scale to it; large companies have
    more rows and lighter ones. Money is in whole yen, as the column `currency` says; `previous.` columns are those of the
    year before. Raises ValueError for a negative size.

    >>> made = population(2000)
    >>> made.height, round(made.filter(made["origin"] != "foreign")["weight"].sum())
    (2000, 3375364)
    """
    if size < 0:
        raise ValueError(size)
    import numpy as np

    from tadasu.demo._population_frame import frame

    return frame(np.random.Generator(np.random.PCG64(seed)), size)
