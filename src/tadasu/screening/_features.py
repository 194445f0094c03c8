"""The features in the order of `_facts_kernel.describe`: name, the sign its weight may have, the reason it is shown under.

A reason is what a person is shown: the features of one reason are added up before they are spoken of. The table is
`data/features.csv`.
"""

import csv
from importlib.resources import files
from typing import NamedTuple


class Feature(NamedTuple):
    """A feature, the sign its weight may have, and the reason it is shown under.

    Signs: + agreement, - loss, -- a heavy loss, ~ either.
    """

    name: str
    sign: str
    reason: str


_TABLE = (files("tadasu.screening") / "data" / "features.csv").read_text(encoding="utf-8")

FEATURES: tuple[Feature, ...] = tuple(Feature(**row) for row in csv.DictReader(_TABLE.splitlines()))
