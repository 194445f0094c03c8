"""Fixed texts of a release, in both languages. Pure."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Texts = dict[str, str]
"""Language -> text."""

LANGUAGES = ("en", "ja")
_DATA = Path(__file__).parent / "data"


def text(id: str, **params: Texts | str | int) -> Texts:
    """One with its parameters filled in, each in the language of the text.

    >>> text("title-one", first=2024)["en"]
    'Grants of 2024'
    """
    return {
        language: said.format(**{name: one[language] if isinstance(one, dict) else one for name, one in params.items()})
        for language, said in _read("texts.yaml")[id].items()
    }


def listed(names: Sequence[str]) -> Texts:
    """Several in a row, as each language has it.

    >>> listed(["2023", "2024"])
    {'en': '2023, 2024', 'ja': '2023、2024'}
    """
    return {"en": ", ".join(names), "ja": "、".join(names)}


def rules() -> Mapping[str, Mapping[str, str]]:
    """Rule of the exclusion policy -> words and the parameter of the policy in which it is written."""
    return _read("policy.yaml")


@cache
def _read(name: str) -> Mapping[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
    return found
