"""What stands around every page: the ways of whoever is signed in."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.parties import queries as parties
from tadasu.web.foundation.procedure.queries import MOST, waiting_count
from tadasu.web.project import second
from tadasu.web.ui.parts import Said, Way

WAYS: tuple[tuple[Said, str], ...] = (
    (_("What waits"), "home"),
    (_("My keys"), "vault-keys"),
    (_("Settings"), "accounts-settings"),
)


LASTS = 20
"""Seconds for which a count is shown again: every app is asked for it, which costs more than a page."""


def shell(request: HttpRequest) -> Mapping[str, Any]:
    """For templates. Nothing of it for someone who is not signed in, or has not shown a second factor."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Actor) or actor.user is None or not actor.second_factor:
        return {}
    return {
        "navigation": [
            Way(
                label=label,
                address=(address := reverse(view)),
                here=request.path == address,
                count=_waiting(request, actor) if view == "home" else None,
            )
            for label, view in WAYS
        ],
        "signed_in": request.user,
    }


def counted_anew(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Who has done something sees what waits now; what others did shows within `LASTS`, and on the first page."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        answered = get_response(request)
        actor = getattr(request, "actor", None)
        if request.method == "POST" and isinstance(actor, Actor):
            cache.delete(_counted(actor))
        return answered

    return answer


def _waiting(request: HttpRequest, actor: Actor) -> Said | None:
    """How much waits; not known on the page of an error that has already ended the transaction."""
    count = None if request.path == reverse("home") else cache.get(_counted(actor))
    if count is None:
        try:
            count = waiting_count(actor) + parties.waiting_count(actor) + second.waiting_count(actor)
        except DatabaseError:
            return None
        cache.set(_counted(actor), count, LASTS)
    return f"{MOST}+" if count > MOST else str(count) if count else None


def _counted(actor: Actor) -> str:
    return f"waits:{actor.user}"
