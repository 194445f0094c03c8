"""What codes of rounds are called, and the fixed texts of what is published, in both languages."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

Names = Mapping[str, str]
"""Language -> text."""

DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load((DATA / "words.yaml").read_text(encoding="utf-8"))
    return MappingProxyType(found[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("states", "open", "en"), named("states", "else", "ja")
    ('open', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def text(id: str, **params: int) -> dict[str, str]:
    """A fixed text in both languages, with its numbers.

    >>> text("title", number=2)["en"]
    'What grantees and applicants told us, round 2'
    """
    return {language: said.format(**params) for language, said in _texts()[id].items()}


@cache
def _texts() -> Mapping[str, Names]:
    found: dict[str, dict[str, str]] = yaml.safe_load((DATA / "texts.yaml").read_text(encoding="utf-8"))
    return MappingProxyType(found)
