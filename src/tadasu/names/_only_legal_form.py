"""Names that say what a company is in law and not which: a cell cut short, or a column that holds the form alone."""

import unicodedata
from functools import cache

from tadasu.names._data import legal_forms


def is_legal_form(name: str) -> bool:
    """Whether a name is one known legal form and nothing else, whatever its case, width and punctuation.

    >>> is_legal_form("CO., LTD"), is_legal_form("(株)"), is_legal_form("Aoi Demo Co., Ltd.")
    (True, True, False)
    """
    return len(name) <= _longest() and _bare(name) in _forms()


@cache
def _forms() -> frozenset[str]:
    return frozenset(bare for form in legal_forms() if (bare := _bare(form.form)))


@cache
def _longest() -> int:
    """Characters beyond which a name is not looked at: the longest form, with room for as many signs and spaces."""
    return 2 * max(len(form) for form in _forms())


def _bare(text: str) -> str:
    """Letters and digits alone, in one case and width; marks belong to the letters of many scripts."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] in "LMN")
