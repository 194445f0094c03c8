"""What can be stated of a party, as the data says: kinds, properties, registers, how sure a source is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.schema import Certainty

NAMES = ("name", "alias", "previousName", "weakAlias")
"""Properties that are names, the one a party is called by first."""

LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of party. `screened` when it is compared with lists; `schema` is what it is there (FollowTheMoney)."""

    id: str
    names: Mapping[str, str]
    screened: bool
    schema: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property. `type` says how its values are checked; `one` that two different values contradict each other."""

    id: str
    type: str
    ftm: bool
    one: bool
    kinds: frozenset[str]
    names: Mapping[str, str]


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds, in the order of the file."""
    return MappingProxyType(
        {
            key: Kind(id=key, names=_names(said), screened=said["screened"], schema=said["schema"])
            for key, said in _read()["kinds"].items()
        }
    )


@cache
def properties() -> Mapping[str, Property]:
    """All properties, in the order of the file."""
    return MappingProxyType(
        {
            key: Property(
                id=key,
                type=said["type"],
                ftm=said["ftm"],
                one=said.get("one", False),
                kinds=frozenset(said["kinds"]),
                names=_names(said),
            )
            for key, said in _read()["properties"].items()
        }
    )


def properties_of(kind: str) -> Mapping[str, Property]:
    """Those of a kind, in the order of the file."""
    return {key: one for key, one in properties().items() if kind in one.kinds}


@cache
def schemes() -> Mapping[str, Mapping[str, str]]:
    """Registers that give numbers -> names."""
    return MappingProxyType({key: _names(said) for key, said in _read()["schemes"].items()})


@cache
def confidences() -> Mapping[Certainty, int]:
    """How sure a source is -> log-weight in thousandths of a nat."""
    return MappingProxyType({Certainty(key): said["weight"] for key, said in _read()["confidences"].items()})


def confidence_name(weight: int, language: str) -> str:
    """The word for a log-weight: that of the surest grade it reaches.

    >>> confidence_name(0, "en"), confidence_name(-200, "en")
    ('verified', 'inferred')
    """
    grades = _read()["confidences"]
    reached = [said for said in grades.values() if said["weight"] <= weight] or [list(grades.values())[-1]]
    return str(max(reached, key=lambda said: said["weight"])[language])


def _names(said: Mapping[str, Any]) -> Mapping[str, str]:
    return {language: said[language] for language in LANGUAGES}


@cache
def _read() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "data" / "properties.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
