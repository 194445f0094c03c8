"""Which tokens may be seen: one's own, and as an organiser all of the organisation."""

from django.db.models import QuerySet
from django.utils import timezone

from tadasu.web.api.access import SEE_TOKENS
from tadasu.web.api.models import Token
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.accounts.roles import ORGANISER


def tokens(actor: Actor, organisation: Organisation) -> QuerySet[Token]:
    """Those in force, the latest first. Raises Refused."""
    allow(actor, SEE_TOKENS.name, organisation)
    found = Token.objects.filter(organisation=organisation, revoked_at=None, ends_at__gt=timezone.now())
    if ORGANISER not in actor.roles_in(organisation.id):
        found = found.filter(user=actor.user)
    return found.select_related("user").order_by("-made_at")
