"""Who asks: a request carries its actor from the middleware to whatever looks at it."""

from typing import cast

from django.http import HttpRequest

from tadasu.web.foundation.access._actor import Actor


class _Asked(HttpRequest):
    """A request that says who asks."""

    actor: Actor


def asked_by(request: HttpRequest, actor: Actor) -> None:
    """Say once who asks."""
    cast(_Asked, request).actor = actor


def asking(request: HttpRequest) -> Actor:
    """Who asks, as the middleware found it."""
    return cast(_Asked, request).actor
