"""For what a record may be opened or erased, as the data says, and how much a reason has to say."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tadasu.schema import UsageError
from tadasu.web.foundation.vault._letters import different_letters_in, letters_in

LEAST_LETTERS = 12
LEAST_DIFFERENT = 6
MOST_LETTERS = 2000

Names = Mapping[str, str]
"""Language -> name."""


def opening() -> Mapping[str, Names]:
    """Purposes of an opening."""
    return _read()["opening"]


def erasing() -> Mapping[str, Names]:
    """Grounds for erasing."""
    return _read()["erasing"]


def name_of(purpose: str, language: str) -> str:
    """The name of a purpose of an opening; the word itself where the data does not know it any more, or has no name in this
    language.

    >>> name_of("verify", "en"), name_of("divine", "en")
    ('Verify what was reported', 'divine')
    """
    return opening().get(purpose, {}).get(language, purpose)


def known(purpose: str, among: Mapping[str, Names]) -> str:
    """The purpose. Raises UsageError `vault-no-such-purpose`."""
    if purpose not in among:
        raise UsageError("vault-no-such-purpose", known=", ".join(among))
    return purpose


def said(reason: str) -> str:
    """The reason, if it says something: twelve letters or six Japanese signs, not all the same.

    Raises UsageError `vault-reason`.

    >>> said("  The source asked for an answer. ")
    'The source asked for an answer.'
    """
    bare = " ".join(reason.split())
    enough = letters_in(bare) >= LEAST_LETTERS and different_letters_in(bare) >= LEAST_DIFFERENT
    if not enough or len(bare) > MOST_LETTERS:
        raise UsageError("vault-reason", least=str(LEAST_LETTERS), most=str(MOST_LETTERS))
    return bare


@cache
def _read() -> Mapping[str, Mapping[str, Names]]:
    text = (Path(__file__).parent / "data" / "purposes.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return MappingProxyType(found)
