"""The token that was shown with a request: whose it is, what it may, and whether it still may."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone

from tadasu.web.api._codes import digest_of, has_form
from tadasu.web.api.models import Token
from tadasu.web.api.problems import Wrong
from tadasu.web.foundation.access import Actor, holding
from tadasu.web.foundation.accounts.actor import actor_of

SCHEMES = ("apikey", "bearer")
"""`ApiKey` is what programs for yente send."""


@dataclass(frozen=True, slots=True)
class Known:
    """A token in force and the actor it stands for: its person, in its organisation alone, who signed in with a second factor
    when it was made, but not lately: what wants a fresh sign-in no program can do."""

    token: Token
    actor: Actor


def shown(request: HttpRequest) -> Known | None:
    """Who asks; None for a request without a token. Raises Wrong `token-unknown`, `token-expired`, `token-revoked`,
    `token-without-place`."""
    scheme, _, said = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    token = said.strip()
    if scheme.lower() not in SCHEMES or not has_form(token):
        raise Wrong("token-unknown")
    digest = digest_of(token)
    with holding(digest):
        found = Token.objects.select_related("user").filter(digest=digest).first()
        if found is None:
            raise Wrong("token-unknown")
        if found.revoked_at is not None:
            raise Wrong("token-revoked")
        if found.ends_at <= timezone.now():
            raise Wrong("token-expired")
        today = timezone.localdate()
        if found.used_on != today:
            Token.objects.filter(pk=found.pk).update(used_on=today)
        return Known(found, _actor(found))


def _actor(token: Token) -> Actor:
    person = actor_of(token.user, second_factor=True)
    place = person.places.get(token.organisation_id)
    if place is None:
        raise Wrong("token-without-place")
    return replace(person, places={token.organisation_id: place})
