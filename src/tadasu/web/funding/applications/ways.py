"""What other apps offer on the page of an application: they register when they start."""

from collections.abc import Callable, Sequence

from tadasu.web.foundation.access import Actor
from tadasu.web.funding.applications.models import Application

Offering = Callable[[Actor, Application], Sequence[tuple[str, str]]]
"""Takes who looks and the application; addresses and labels."""

_OFFERING: list[Offering] = []


def register(offering: Offering) -> None:
    """In the `ready` of an app, once."""
    if offering not in _OFFERING:
        _OFFERING.append(offering)


def ways_of(actor: Actor, application: Application) -> Sequence[tuple[str, str]]:
    """All of them."""
    return [way for offering in _OFFERING for way in offering(actor, application)]
