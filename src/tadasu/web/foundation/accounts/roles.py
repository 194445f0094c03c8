"""Kinds of organisations and roles, as the data says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

ORGANISER = "organiser"
AUDITOR = "auditor"
CUSTODIAN = "custodian"
PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation, with its roles and their names in both languages."""

    id: str
    names: Mapping[str, str]
    roles: Mapping[str, Mapping[str, str]]


@cache
def kinds() -> Mapping[str, Kind]:
    """All of them, in the order of the file."""
    text = (Path(__file__).parent / "data" / "roles.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    return MappingProxyType({key: Kind(key, one["name"], one["roles"]) for key, one in found.items()})
