"""The words of the population's table: places, yes and no, sectors; each kept once."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tadasu.demo._population_figures import values

HOME = "jp"
NOWHERE = -1
ORIGINS = ("domestic", "foreign-owned", "foreign")
"""Seat in Japan; the same, but foreigners own it; seat abroad."""
JAPAN_OR_NOT = (";", "jp")
"""In no place (a set that is known to be empty), in Japan."""
AT_HOME = ("jp", "jp;cn;vn", "jp;us;cn;fr;nl", "jp;us;cn;de;fr", "jp;us;cn;fr;nl;no", "jp;us;cn;de;fr;no")
"""Where a Japanese group does business: at home, in Asia too, in the EU without and with Germany, the same with Norway."""


def seats() -> tuple[str, ...]:
    """Countries of seats, Japan first."""
    return HOME, *values("foreign-seat")


def places() -> tuple[str, ...]:
    """Places of business of all: of Japanese groups, then of each seat abroad with Japan."""
    return *AT_HOME, *(f"{seat};{HOME}" for seat in values("foreign-seat"))


def sectors() -> tuple[str, ...]:
    """Sectors of the figures."""
    return tuple(values("small-share"))


def prefectures() -> tuple[str, ...]:
    """Prefectures of the figures."""
    return tuple(values("prefecture"))


def words(place: NDArray[np.int64], names: tuple[str, ...]) -> pl.Series:
    """Places in names as words; NOWHERE is not known."""
    known = pl.Series(place.astype(np.int64)).cast(pl.UInt32, strict=False)
    return pl.Series(names, dtype=pl.Enum(names)).gather(known)


def flags(yes: NDArray[np.bool_]) -> pl.Series:
    """Yes and no as scope tests read them."""
    return words(yes.astype(np.int64), ("no", "yes"))
