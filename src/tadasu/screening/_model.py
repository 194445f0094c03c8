"""The calibrated weights: data, made by `python -m bench.calibrate`, read here."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tadasu.screening._features import FEATURES


@dataclass(frozen=True, slots=True)
class Model:
    """Weights in nats a unit of feature, in the order of FEATURES; `base` in millinats; `version` names the calibration."""

    version: str
    base: int
    weights: NDArray[np.float64]


@cache
def model() -> Model:
    """The model in use."""
    data = json.loads((files("tadasu.screening") / "data" / "model.json").read_text(encoding="utf-8"))
    weights = np.array([data["weights"][feature.name] for feature in FEATURES], np.float64)
    return Model(data["version"], int(data["base"]), weights)
