"""The message table: one code, one sentence in each language, named {placeholders}.

The table is `data/messages.csv` (columns code, en, ja; sorted by code): a translator corrects it without Python.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Literal, get_args

Language = Literal["en", "ja"]

LANGUAGES: tuple[Language, ...] = get_args(Language)


def say(code: str, params: Mapping[str, str], language: Language) -> str:
    """The sentence of a code. An unknown code or a missing parameter is a mistake of ours and raises KeyError.

    >>> say("relation.same", {}, "ja")
    '一致'
    """
    return _table()[code][language].format_map(params)


def act_text(act: str, language: Language) -> str:
    """What was done, as a record of acts says it; one that has no words, an older one for example, as it is written.

    >>> act_text("vault.open", "ja")
    '封印した記録を開封'
    """
    code = f"act.{act}"
    return say(code, {}, language) if code in _table() else act


@cache
def codes() -> frozenset[str]:
    """Every code that has a message."""
    return frozenset(_table())


def placeholders(code: str, language: Language) -> frozenset[str]:
    """The names a message expects as parameters."""
    return frozenset(field for _, field, _, _ in Formatter().parse(_table()[code][language]) if field)


def opens_with_value(code: str, language: Language) -> bool:
    """Whether a sentence begins with a parameter, whose first letter is the user's and not ours to change."""
    return _table()[code][language].startswith("{")


@cache
def _table() -> dict[str, dict[Language, str]]:
    text = files("tadasu.wording").joinpath("data/messages.csv").read_text(encoding="utf-8")
    return {row["code"]: {"en": row["en"], "ja": row["ja"]} for row in csv.DictReader(text.splitlines())}
