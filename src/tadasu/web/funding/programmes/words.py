"""What codes of programmes are called, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tadasu import funds

DATA = Path(__file__).parent / "data"

Names = Mapping[str, str]
"""Language -> name."""


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    return MappingProxyType(yaml.safe_load((DATA / "words.yaml").read_text(encoding="utf-8"))[what])


@cache
def purposes() -> Mapping[str, Names]:
    """DAC purpose code -> what it is for, by language: those of this field, without the neighbours that `tadasu.funds` names."""
    return MappingProxyType({code: one.names for code, one in funds.purposes().items() if not one.boundary})


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("kinds", "disbursement", "en"), named("kinds", "else", "ja")
    ('Payment', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def purpose_name(code: str, language: str) -> str:
    """
    >>> purpose_name("15153", "en")
    '15153 Uncensored information: editorial and technical skills, integrity of media'
    """
    return f"{code} {purposes().get(code, {}).get(language, '')}".strip()
