"""The room's tables, each read once: `data/<name>.csv`. A lawyer corrects them without reading Python."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def rows(name: str) -> Sequence[Mapping[str, str]]:
    """The rows of a table in the order of the file, as text by column."""
    text = files("tadasu.funds").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))


@cache
def policy(name: str) -> int:
    """A number of the model policy (`data/policy.csv`); shares are in parts per million.

    >>> policy("overhead-share"), policy("intermediaries-least")
    (150000, 3)
    """
    return next(int(row["value"]) for row in rows("policy") if row["id"] == name)
