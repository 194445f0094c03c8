"""Why a claim reaches a standard, and what is missing for the next: codes with parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """`tadasu.wording` has a sentence for `weighing-` and the code; `weighing_text` puts the words of codes into it."""

    code: str
    params: tuple[tuple[str, str], ...] = field(default=())


def reason(code: str, **params: str | int) -> Reason:
    return Reason(code=code, params=tuple(sorted((name, str(value)) for name, value in params.items())))


CODES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "at-least": ("element",),
        "circle": ("pieces",),
        "contrary-stands": ("count", "element"),
        "echo": ("because", "piece"),
        "indicator-speaks": ("element", "indicator"),
        "missing-contrary": ("element", "times"),
        "missing-firsthand": ("element", "have", "need"),
        "missing-grades": ("element", "pieces"),
        "missing-heard": (),
        "missing-indicators": ("have", "need"),
        "missing-kinds": ("element", "have", "need"),
        "missing-named": ("elements",),
        "missing-origins": ("element", "have", "need"),
        "missing-policy": ("kinds", "need"),
        "missing-second": (),
        "reached": ("standard",),
        "reached-none": (),
        "weakest": ("element",),
    }
)
"""Every code, with its parameters: `element` and `indicator` are codes; `elements`, `kinds`, `pieces` and `because` several of
them, between commas."""
