"""The calibrated weights: data, made by `python -m bench.calibrate`, read here."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tadasu.screening._features import FEATURES

RELATIONS = ("latin", "across", "native")
"""In the order of `_facts_kernel.LATIN, ACROSS, NATIVE`."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in nats a unit of feature, shape (3 relations, FEATURES); `base` in millinats, shape (3,)."""

    version: str
    base: NDArray[np.int64]
    weights: NDArray[np.float64]


@cache
def model() -> Model:
    """The model in use."""
    data = json.loads((files("tadasu.screening") / "data" / "model.json").read_text(encoding="utf-8"))
    parts = [data["relations"][relation] for relation in RELATIONS]
    weights = np.array([[part["weights"][feature.name] for feature in FEATURES] for part in parts], np.float64)
    return Model(data["version"], np.array([part["base"] for part in parts], np.int64), weights)
