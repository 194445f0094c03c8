"""What codes of findings are called, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

Names = Mapping[str, str]
"""Language -> name."""


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, in the order of the file, of `contrary`, `ended`, `hearings`, `indicators`, `kinds`, `standards` or
    `statuses`."""
    text = (Path(__file__).parent / "data" / "words.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text)[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("indicators", "debt-bondage", "en"), named("indicators", "something-else", "en")
    ('Debt bondage', 'something-else')
    """
    return words(what).get(code, {}).get(language, code)
