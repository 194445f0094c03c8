"""Fixed phrases that published files say, in both languages: `data/grant_phrases.csv`."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tadasu.funds._iati.model import LANGUAGES, IatiOrg, IatiTexts, texts


def phrase(phrase_id: str, **params: str) -> IatiTexts:
    """A phrase with its parameters filled in."""
    return texts({language: said.format(**params) for language, said in _phrases()[phrase_id].items()})


def withheld_org() -> IatiOrg:
    """An organisation that is not named."""
    return IatiOrg(name=phrase("recipient-withheld"))


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    text = files("tadasu.funds").joinpath("data", "grant_phrases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({row["id"]: {language: row[language] for language in LANGUAGES} for row in rows})
