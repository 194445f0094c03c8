"""What codes of releases are called, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

Names = Mapping[str, str]
"""Language -> name."""

DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    return MappingProxyType(yaml.safe_load((DATA / "words.yaml").read_text(encoding="utf-8"))[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("states", "passed", "en"), named("states", "else", "ja")
    ('Passed: nobody is singled out', 'else')
    """
    return words(what).get(code, {}).get(language, code)
