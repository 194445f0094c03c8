"""What codes of petitions are called, in both languages."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tadasu.web.evidence.custody import retention

Names = Mapping[str, str]
"""Language -> name."""

_DATA = Path(__file__).parent / "data"


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file."""
    text = (_DATA / "words.yaml").read_text(encoding="utf-8")
    return MappingProxyType(yaml.safe_load(text)[what])


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("states", "sent", "en"), named("states", "else", "en")
    ('handed in', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def due_on(state: str, since: date) -> date | None:
    """The first day on which the words of a petition are kept no longer; None: as long as it is in the state.

    >>> due_on("draft", date(2026, 12, 31)), due_on("sent", date(2026, 12, 31))
    (datetime.date(2029, 1, 1), None)
    """
    return retention.due_on(_DATA, state, since)
