"""Words in cells that stand for a code of ours (`data/value_words.csv`): certainty, yes and no, flow, month, currency,
and those that say that there is nothing."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from tadasu.readers._words import data_table


@lru_cache(maxsize=4096)
def value_codes(field: str, text: str) -> tuple[str, ...]:
    """The codes that `text` may stand for: none when the word is not known, several when it is shared.

    >>> value_codes("flow", "輸入"), value_codes("currency", "¥"), value_codes("yes-no", "perhaps")
    (('import',), ('CNY', 'JPY'), ())
    """
    return _table(field).get(folded(text), ())


def says_none(text: str) -> bool:
    """Whether a cell with this text says that there is nothing to say. `NA` and `NO` are asked last: they are countries.

    >>> says_none("N/A"), says_none("不明"), says_none("No"), says_none("Namibia")
    (True, True, True, False)
    """
    return bool(value_codes("none", text)) or not any(map(str.isalnum, text))


def known_codes(field: str) -> tuple[str, ...]:
    """Every code of a field, sorted."""
    return tuple(sorted({code for codes in _table(field).values() for code in codes}))


def folded(text: str) -> str:
    """Compatibility-folded, lower case, one blank between words, no full stop at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).removesuffix(".")


@cache
def _table(field: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for row in data_table("value_words.csv"):
        if row["field"] == field:
            found.setdefault(folded(row["words"]), set()).add(row["code"])
            found.setdefault(folded(row["code"]), set()).add(row["code"])
    return MappingProxyType({words: tuple(sorted(codes)) for words, codes in found.items()})
