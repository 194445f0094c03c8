"""What stands around every page: the ways of whoever is signed in."""

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
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
                count=_waiting(actor) if view == "home" else None,
            )
            for label, view in WAYS
        ],
        "signed_in": request.user,
    }


def _waiting(actor: Actor) -> Said | None:
    """How much waits; not known on the page of an error that has already ended the transaction."""
    try:
        count = waiting_count(actor) + parties.waiting_count(actor) + second.waiting_count(actor)
    except DatabaseError:
        return None
    return f"{MOST}+" if count > MOST else str(count) if count else None
