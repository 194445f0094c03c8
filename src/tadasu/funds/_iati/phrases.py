"""Fixed phrases that published files say, in both languages: `data/grant_phrases.csv`."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from tadasu.funds._iati.model import LANGUAGES, IatiOrg, IatiTexts, texts
from tadasu.funds._rows import rows


def phrase(phrase_id: str, **params: str) -> IatiTexts:
    """A phrase with its parameters filled in."""
    return texts({language: said.format(**params) for language, said in _phrases()[phrase_id].items()})


def withheld_org() -> IatiOrg:
    """An organisation that is not named."""
    return IatiOrg(name=phrase("recipient-withheld"))


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    said = {row["id"]: {language: row[language] for language in LANGUAGES} for row in rows("grant_phrases")}
    return MappingProxyType(said)
