"""What codes of inquiries are called, in both languages, and how an origin without a name is called."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

Names = Mapping[str, str]
"""Language -> name."""

LETTERS = 26


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    text = (Path(__file__).parent / "data" / "words.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text)[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("heard", "asked-and-answered", "en"), named("heard", "else", "en")
    ('The party was asked and answered', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def origin_name(key: str, language: str) -> str:
    """How a key of an origin reads.

    >>> origin_name("person-1", "en"), origin_name("person-28", "ja")
    ('person A', '人物AB')
    """
    kind, _, number = key.partition("-")
    if kind not in words("origins") or not number.isdecimal():
        return key
    letters, left = "", int(number)
    while left > 0:
        left, at = divmod(left - 1, LETTERS)
        letters = chr(ord("A") + at) + letters
    name = named("origins", kind, language)
    return f"{name}{letters}" if language == "ja" else f"{name} {letters}"
