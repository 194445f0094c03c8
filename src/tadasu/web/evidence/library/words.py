"""What codes of the library are called, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.web.evidence.custody.words import words as shared

Names = Mapping[str, str]
"""Language -> name."""

_DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    return MappingProxyType(yaml.safe_load((_DATA / "words.yaml").read_text(encoding="utf-8"))[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("kinds", "article", "en"), named("grounds", "else", "en")
    ('Published article', 'else')
    """
    return words(what).get(code, {}).get(language, code)


@cache
def asked_at_first() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Countries and sectors that are asked about where an organisation has said nothing else."""
    return tuple(_asked()["countries"]), tuple(_asked()["sectors"])


@cache
def sectors_of_goods() -> Mapping[str, str]:
    """Beginning of an HS code -> sector, the longest first."""
    pairs = [(begins, sector) for sector, all_ in _asked()["goods"].items() for begins in all_]
    return MappingProxyType(dict(sorted(pairs, key=lambda one: (-len(one[0]), one[0]))))


def sector_of(good: str) -> str:
    """The sector of a good; `other` where none is said.

    >>> sector_of("520511"), sector_of("854143"), sector_of("")
    ('textiles', 'solar', 'other')
    """
    return next((sector for begins, sector in sectors_of_goods().items() if good.startswith(begins)), "other")


def sectors_of_industries() -> Mapping[str, str]:
    """Industry (ISIC) -> sector; what is a sector already stays one."""
    return MappingProxyType(_asked()["industries"])


def sector_name(code: str, language: str) -> str:
    """As all rooms of this desk call it."""
    return shared("sectors").get(code, {}).get(language, code)


@cache
def _asked() -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_DATA / "asked.yaml").read_text(encoding="utf-8"))
    return found
