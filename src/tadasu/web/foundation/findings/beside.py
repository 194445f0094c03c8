"""What stands beside a finding wherever it is shown here: a desk that knows more of what it rests on (that the named company was
asked, its answer) says so. It registers once, when it starts; it is asked with what the finding rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tadasu.web.foundation.access import Actor
from tadasu.web.ui.parts import Said, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of somebody else, and the day on which they came."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """`lines` are sentences of ours, `quotes` words of whoever the finding is about, `ways` lead on."""

    title: Said
    lines: Sequence[Said] = ()
    quotes: Sequence[Quote] = ()
    ways: Sequence[Way] = ()


Knows = Callable[[Actor, str], Sequence[Beside]]
"""Takes who looks, and what a finding rests on, as `inquiry:` with id and number."""

_KNOWING: list[Knows] = []


def register(knows: Knows) -> None:
    """In the `ready` of an app."""
    if knows not in _KNOWING:
        _KNOWING.append(knows)


def beside_of(actor: Actor, basis: str) -> Sequence[Beside]:
    """Everything that stands beside it."""
    return [one for knows in _KNOWING for one in knows(actor, basis)]
