"""What codes of results are called, in both languages, and how finely each kind is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

Names = Mapping[str, str]
"""Language -> name."""

DATA = Path(__file__).parent / "data"

YEAR, TOGETHER = "year", "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of result. `group` is the kind as the public page counts it, `told` how finely."""

    code: str
    names: Names
    group: str
    told: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Code -> kind, in the order of the file.

    >>> kinds()["released"].told, kinds()["hold"].group
    ('together', 'decision')
    """
    said = _file("kinds.yaml")
    return MappingProxyType(
        {
            code: Kind(code=code, names=_names(one), group=one["group"], told=said["groups"][one["group"]]["told"])
            for code, one in said["kinds"].items()
        }
    )


@cache
def groups(told: str) -> Mapping[str, Names]:
    """Groups that are told as finely as that."""
    rows = _file("kinds.yaml")["groups"]
    return MappingProxyType({code: _names(one) for code, one in rows.items() if one["told"] == told})


@cache
def words(what: str) -> Mapping[str, Names]:
    """Code -> names, of a part of `data/words.yaml`, in the order of the file; of `kinds` those of their own file."""
    if what == "kinds":
        return MappingProxyType({code: one.names for code, one in kinds().items()})
    return MappingProxyType({code: _names(one) for code, one in _file("words.yaml")[what].items()})


def named(what: str, code: str, language: str) -> str:
    """The name of a code; the code itself where the data does not have it.

    >>> named("kinds", "harm", "en"), named("states", "else", "ja")
    ('It did harm', 'else')
    """
    return words(what).get(code, {}).get(language, code)


def choices(what: str, language: str) -> Sequence[tuple[str, str]]:
    """Codes with their names, as a form offers them."""
    return [(code, names[language]) for code, names in words(what).items()]


def adds_up(unit: str) -> bool:
    """Whether values of a unit can be added.

    >>> adds_up("people"), adds_up("percent")
    (True, False)
    """
    return bool(_file("words.yaml")["units"][unit]["adds"])


def together() -> int:
    """Fiscal years that are told as one."""
    return int(_file("public.yaml")["together"]["value"])


def together_from() -> int:
    """The first year of the first such block."""
    return int(_file("public.yaml")["from"]["value"])


def text(key: str, **params: Mapping[str, str] | str | int) -> dict[str, str]:
    """A fixed text of the public page, in both languages; parameters may be in both too."""
    return {
        language: said.format(
            **{name: one[language] if isinstance(one, Mapping) else one for name, one in params.items()}
        )
        for language, said in _file("public.yaml")["texts"][key].items()
    }


def _names(row: Mapping[str, Any]) -> Names:
    return MappingProxyType({"en": row["en"], "ja": row["ja"]})


@cache
def _file(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return found
