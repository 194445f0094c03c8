"""The scopes a token can have, as the data says."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from tadasu.schema import UsageError

Names = Mapping[str, str]


@cache
def scopes() -> Mapping[str, Names]:
    """Scope -> its name in both languages, in the order of the file.

    >>> list(scopes())[0]
    'screening'
    """
    text = (Path(__file__).parent / "data" / "scopes.yaml").read_text(encoding="utf-8")
    return MappingProxyType({key: one["name"] for key, one in yaml.safe_load(text).items()})


def known_scopes(wanted: Collection[str]) -> list[str]:
    """In the order of the file, each once. Raises UsageError `api-no-such-scope` for another word, or for none at all."""
    for one in wanted or ("",):
        if one not in scopes():
            raise UsageError("api-no-such-scope", value=one[:30], known=", ".join(scopes()))
    return [one for one in scopes() if one in wanted]
