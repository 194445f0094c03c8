"""Kinds of publication, as the data says: `data/kinds/<kind>.yaml`."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

FLOOR = 5
"""The smallest group that any kind may tell: funding.md E asks for five and more."""

RULES = 2
"""Raised when the code of this room decides otherwise than before."""

_OPTIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "text": frozenset({"most", "lines", "days"}),
        "name": frozenset({"most"}),
        "code": frozenset({"of"}),
        "place": frozenset({"finest"}),
        "period": frozenset({"finest", "delay"}),
        "count": frozenset({"least"}),
        "band": frozenset({"bands"}),
        "link": frozenset(),
        "credits": frozenset({"most"}),
        "table": frozenset({"least", "most", "finest_place"}),
        "grid": frozenset({"most"}),
        "files": frozenset({"most"}),
    }
)
"""Type -> what else its fields may say."""

PLACE_LEVELS = ("country", "region")
PERIOD_LEVELS = ("year", "quarter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a kind. What its type leaves open stands empty.

    `most`: characters of a text, categories of a table, works credited, rows of a grid, bytes of a file. `lines`, `days`:
    whether a text may have lines, name a day. `of`: code -> names. `finest`: the finest place (country, region) or period
    (year, quarter). `delay`: days after a period's end. `least`: the smallest count that is told. `bands`: lower ends of bands,
    ascending, from 0.
    """

    id: str
    type: str
    names: Mapping[str, str]
    required: bool = True
    most: int = 0
    lines: bool = True
    days: bool = True
    of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    finest: str = ""
    delay: int = 0
    least: int = 0
    bands: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`same` names the fields by which two documents count the same; `digest` is of the file."""

    id: str
    version: int
    names: Mapping[str, str]
    public_subject: bool
    fields: Mapping[str, Field]
    same: tuple[str, ...]
    digest: str


@cache
def kinds() -> Mapping[str, Kind]:
    """All of them, by id."""
    folder = files("tadasu.release").joinpath("data", "kinds")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    read = [kind_from(name.removesuffix(".yaml"), folder.joinpath(name).read_bytes()) for name in names]
    return MappingProxyType({kind.id: kind for kind in read})


def rules_digest(kind: Kind) -> str:
    """What a document was checked against: the kind's file and this code's rules, as hexadecimal SHA-256."""
    return hashlib.sha256(f"tadasu-release {RULES} {kind.id} {kind.digest}".encode()).hexdigest()


def kind_from(id: str, raw: bytes) -> Kind:
    """A kind from its file. Raises ValueError for what no kind may be: a field with an unknown option, a name where nobody is
    public, a group smaller than five."""
    said = yaml.safe_load(raw.decode("utf-8"))
    fields = {key: _field(key, dict(one)) for key, one in said["fields"].items()}
    kind = Kind(
        id=id,
        version=said["version"],
        names=MappingProxyType(said["name"]),
        public_subject=said["public_subject"],
        fields=MappingProxyType(fields),
        same=tuple(said.get("same", ())),
        digest=hashlib.sha256(raw).hexdigest(),
    )
    _hold(not any(one.type == "name" for one in fields.values()) or kind.public_subject, f"{id}: nobody is public")
    _hold(set(kind.same) <= set(fields), f"{id}: same")
    _hold(bool(kind.same) or not any(one.type == "table" for one in fields.values()), f"{id}: a table counts something")
    return kind


def _field(id: str, said: dict[str, Any]) -> Field:
    type_, names = said.pop("type"), MappingProxyType(said.pop("name"))
    required = said.pop("required", True)
    _hold(type_ in _OPTIONS and set(said) <= _OPTIONS[type_], f"{id}: {type_} {sorted(said)}")
    _hold(set(names) == {"en", "ja"}, f"{id}: names")
    if type_ == "table":
        said["finest"] = said.pop("finest_place")
    made = Field(id=id, type=type_, names=names, required=required, **said)
    levels = PERIOD_LEVELS if type_ == "period" else PLACE_LEVELS
    _hold(not made.finest or made.finest in levels, f"{id}: {made.finest}")
    _hold(type_ not in ("count", "table") or made.least >= FLOOR, f"{id}: fewer than {FLOOR}")
    _hold(type_ not in ("text", "name", "table", "credits", "grid", "files") or made.most > 0, f"{id}: most")
    _hold(list(made.bands) == sorted(set(made.bands)), f"{id}: bands")
    return made


def _hold(true: bool, said: str) -> None:
    if not true:
        raise ValueError(said)
