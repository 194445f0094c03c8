"""What codes of needs are called, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

Names = Mapping[str, str]
"""Language -> name."""


def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    found: Mapping[str, Names] = _part(what)
    return found


def numbers(what: str) -> Mapping[str, int]:
    """Code -> number, of a part that holds numbers.

    >>> numbers("least")["3-9"]
    3
    """
    return {code: int(number) for code, number in _part(what).items()}


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("files", "crs", "en"), named("months", "else", "ja")
    ('CRS: commitments of one year by recipient and purpose', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def choices(what: str, language: str) -> list[tuple[str, str]]:
    """Codes with their names, as a form offers them."""
    return [(code, names[language]) for code, names in words(what).items()]


@cache
def _part(what: str) -> Mapping[str, Any]:
    text = (Path(__file__).parent / "data" / "words.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text)[what])
