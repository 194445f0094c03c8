"""What the app of intermediaries says of what is passed on: it is asked before an award gets a parent, and before its level
falls. It registers when it starts; without it nothing more is asked than that the sums fit."""

from collections.abc import Callable

from tadasu.web.funding.awards.models import Award

Refusing = Callable[[Award, int], None]
"""Takes the award above and the level below; raises UsageError where that may not be."""

_REFUSING: list[Refusing] = []


def register(refusing: Refusing) -> None:
    """In the `ready` of an app, once."""
    if refusing not in _REFUSING:
        _REFUSING.append(refusing)


Attested = Callable[[Award], int]
"""How much of an award was passed on to whom we do not know, as its grantee attested and one of us took."""

_ATTESTED: list[Attested] = []


def register_attested(attested: Attested) -> None:
    """In the `ready` of an app, once."""
    if attested not in _ATTESTED:
        _ATTESTED.append(attested)


def attested_below(award: Award) -> int:
    """All of it together."""
    return sum(one(award) for one in _ATTESTED)


def refuse_below(parent: Award, level: int) -> None:
    """Raises UsageError of whoever says no."""
    for one in _REFUSING:
        one(parent, level)
