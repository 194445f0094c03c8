"""The words that head columns, in eight languages, kept as data in `data/header_words.csv`."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETED = re.compile(r"[(\[（【〔「].*?[)\]）】〕」]")
_SCRIPT_CHANGE = re.compile(
    r"(?<=[\u3040-\u9fff\uac00-\ud7af])\s*(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u3040-\u9fff\uac00-\ud7af])"
)


@cache
def header_words() -> Mapping[str, str]:
    """Plain header text -> `id`, `name`, `name-variant`, `alias`, `country`, `address`, `goods` or `identifier:x`."""
    return MappingProxyType({plain(row["words"]): row["field"] for row in _table()})


@cache
def foreign_words() -> tuple[str, ...]:
    """Header words of two characters and more that are not ASCII, as written."""
    return tuple(sorted({row["words"] for row in _table() if not row["words"].isascii() and len(row["words"]) > 1}))


def plain(text: str) -> str:
    """Compatibility-folded, lower case, camelCase split, every sign a space: `Supplier_Name*` -> `supplier name`."""
    folded = unicodedata.normalize("NFKC", _CAMEL.sub(" ", text)).casefold()
    return " ".join("".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in folded).split())


def field_of(header: str) -> tuple[str, int]:
    """The field a header cell means and how directly: 0 as a whole, 1 without brackets, 2 in one of its parts.

    >>> field_of("会社名（必須）")
    ('name', 1)
    >>> field_of("Worker count")
    ('', 9)
    """
    words = header_words()
    bare = _BRACKETED.sub(" ", header)
    parts = [part for piece in re.split(r"[/|\n・]", bare) for part in _SCRIPT_CHANGE.split(piece)]
    for directness, candidates in enumerate(([header], [bare], parts)):
        for candidate in candidates:
            if meaning := words.get(plain(candidate)):
                return meaning, directness
    return "", 9


def _table() -> list[dict[str, str]]:
    text = files("tadasu.readers").joinpath("data/header_words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
