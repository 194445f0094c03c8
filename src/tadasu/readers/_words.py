"""The words that head columns, kept as data: those of a file of companies, trade, findings, incidents, stakes, items.

`data/header_words.csv` (eight languages) is for companies, `data/declaration_words.csv` (five) for declarations,
`data/finding_words.csv`, `data/incident_words.csv`, `data/stake_words.csv` and `data/item_words.csv` (two) for theirs;
`data/running_number_words.csv` heads columns that only count. The same word may mean another thing in another kind of
file: a shipper is a name in the first and a seller in the second.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

Vocabulary = Literal["entities", "declarations", "findings", "incidents", "items", "stakes"]
"""Which kind of file a header belongs to."""

_FILES: Mapping[Vocabulary, str] = MappingProxyType(
    {
        "entities": "header_words.csv",
        "declarations": "declaration_words.csv",
        "findings": "finding_words.csv",
        "incidents": "incident_words.csv",
        "items": "item_words.csv",
        "stakes": "stake_words.csv",
    }
)
_NAMING: Mapping[Vocabulary, tuple[str, ...]] = MappingProxyType(
    {
        "entities": ("name", "name-variant"),
        "declarations": ("seller:", "buyer:"),
        "findings": ("subject",),
        "incidents": ("title", "text"),
        "items": ("item",),
        "stakes": ("owner", "company"),
    }
)

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETED = re.compile(r"[(\[（【〔「].*?[)\]）】〕」]")
_NUMBER_SIGN = re.compile(r"#(?!\s*\d)")
"""`Vendor #` is a vendor's number; in `Address #2` the sign says no more than the figure."""
_SCRIPT_CHANGE = re.compile(
    r"(?<=[\u3040-\u9fff\uac00-\ud7af])\s*(?=[A-Za-z])|(?<=[A-Za-z.])\s*(?=[\u3040-\u9fff\uac00-\ud7af])"
)


@cache
def header_words(vocabulary: Vocabulary = "entities") -> Mapping[str, str]:
    """Plain header text -> field: `id`, `name`, `identifier:x` and so on, or `number`, `seller:exporter` and so on."""
    return MappingProxyType({plain(row["words"]): row["field"] for row in _table(vocabulary)})


@cache
def foreign_words() -> tuple[str, ...]:
    """Header words of two characters and more that are not ASCII, as written."""
    rows = (row["words"] for vocabulary in _FILES for row in _table(vocabulary))
    return tuple(sorted({words for words in rows if not words.isascii() and len(words) > 1}))


def plain(text: str) -> str:
    """Compatibility-folded, lower case, camelCase split, `#` read as `no`, every other sign a space.

    >>> plain("Supplier_Name*"), plain("Vendor #")
    ('supplier name', 'vendor no')
    """
    folded = _NUMBER_SIGN.sub(" no ", unicodedata.normalize("NFKC", _CAMEL.sub(" ", text)).casefold())
    return " ".join("".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in folded).split())


def field_of(header: str, vocabulary: Vocabulary = "entities") -> tuple[str, int]:
    """The field a header cell means and how directly: 0 as a whole, 1 without brackets, 2 in one of its parts.

    >>> field_of("会社名（必須）")
    ('name', 1)
    >>> field_of("Worker count")
    ('', 9)
    >>> field_of("輸出者", "declarations")
    ('seller:exporter', 0)
    """
    words = header_words(vocabulary)
    bare = without_brackets(header)
    parts = [part for piece in re.split(r"[/|\n・]", bare) for part in _SCRIPT_CHANGE.split(piece)]
    for directness, candidates in enumerate(([header], [bare], parts)):
        for candidate in candidates:
            if meaning := words.get(plain(candidate)):
                return meaning, directness
    return "", 9


def without_brackets(header: str) -> str:
    """The header without what stands in brackets."""
    return _BRACKETED.sub(" ", header)


def names_parties(field: str, vocabulary: Vocabulary) -> bool:
    """Whether a column of this field holds the names that this kind of file is about."""
    return field.startswith(_NAMING[vocabulary])


def data_table(name: str) -> list[dict[str, str]]:
    """The rows of a data file of this room."""
    text = files("tadasu.readers").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _table(vocabulary: Vocabulary) -> list[dict[str, str]]:
    return data_table(_FILES[vocabulary])
