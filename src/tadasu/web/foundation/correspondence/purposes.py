"""What boxes are for: a desk says it in a file of data and registers it when it starts (docs/correspondence.md).

A purpose belongs to the code; which organisation receives letters for it, and which of its people read them, is a row
(`models.Counter`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from tadasu.web.ui.days import language

Names = Mapping[str, str]
"""Language -> text; English is always there."""

GENERAL = Path(__file__).parent / "data" / "general.yaml"

_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Signs in a letter, bytes of a file and of all files of a box; letters in a box, and of its holder without an answer;
    new boxes an hour and boxes there at once at a counter; bytes a day there."""

    letter: int = 20_000
    file: int = 200 * _MB
    files: int = 1_000 * _MB
    letters: int = 500
    unanswered: int = 30
    boxes_an_hour: int = 60
    boxes: int = 20_000
    bytes_a_day: int = 10_000 * _MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """`kinds` of organisations may have it, people with one of `roles` there may be named as readers. `readers` says who reads,
    `promises` what else is promised, `warnings` what else cannot be. `states` in the order in which they come, the first is where
    a box begins. A box is erased `days` after the last visit. `reads_back`: the code opens what its holder wrote, too.

    A desk that has a form of its own names in `part` a template that the box shows to its holder, and in `opened` the page,
    by the id of the box, on which readers open what was sent with it. `handed_out`: the desk opens boxes and hands their codes
    out; nobody opens one at the counter."""

    key: str
    kinds: frozenset[str]
    roles: frozenset[str]
    names: Names
    readers: Names
    states: Mapping[str, Names]
    promises: Sequence[Names] = ()
    warnings: Sequence[Names] = ()
    days: int = 180
    needs_two: bool = False
    reads_back: bool = False
    recoverable: bool = True
    part: str = ""
    opened: str = ""
    handed_out: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def first_state(self) -> str:
        """Where a box begins."""
        return next(iter(self.states))


_PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Once, in the `ready` of an app. Raises ValueError for a second one of the same name, and for one without a state."""
    if purpose.key in _PURPOSES or not purpose.states:
        raise ValueError(f"the purpose {purpose.key} is registered already, or has no state")
    _PURPOSES[purpose.key] = purpose


def purposes() -> Mapping[str, Purpose]:
    """All of them, by name."""
    return MappingProxyType(_PURPOSES)


def read(place: Path) -> Purpose:
    """From a file as `data/general.yaml` is. Raises KeyError, TypeError for one that is not."""
    said: dict[str, Any] = yaml.safe_load(place.read_text(encoding="utf-8"))
    said |= {"kinds": frozenset(said["kinds"]), "roles": frozenset(said["roles"])}
    return Purpose(**said | {"limits": Limits(**said.get("limits", {}))})


def text(names: Names) -> str:
    """In the language of the page, or in English."""
    return names.get(language()) or names["en"]


def state_text(purpose: Purpose | None, state: str) -> str:
    """How far a box has come, in plain words; the word of the code where it is not known any more."""
    names = purpose.states.get(state) if purpose else None
    return text(names) if names else state
