"""Grounds for withdrawing, as the data says."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tadasu.schema import UsageError


@cache
def grounds() -> Mapping[str, Mapping[str, str]]:
    """Ground -> language -> what the public page says."""
    text = (Path(__file__).parent / "data" / "grounds.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return MappingProxyType(found)


def known(ground: str) -> str:
    """The ground. Raises UsageError `publication-ground`."""
    if ground not in grounds():
        raise UsageError("publication-ground")
    return ground
