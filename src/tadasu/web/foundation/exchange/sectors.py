"""The sectors of which packages speak: one list for those who send and those who take."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

Names = Mapping[str, str]
"""Language -> name."""


@cache
def sectors() -> Mapping[str, Names]:
    """Code -> names, in the order of `data/sectors.yaml`."""
    text = (Path(__file__).parent / "data" / "sectors.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text))


def sector_name(code: str, language: str) -> str:
    """
    >>> sector_name("solar", "en"), sector_name("else", "ja")
    ('Solar panels', 'else')
    """
    return sectors().get(code, {}).get(language, code)
