"""Roles that there are, and the rule that somebody always runs an organisation."""

from collections.abc import Collection
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.accounts.models import Membership, Organisation
from tadasu.web.foundation.accounts.queries import current
from tadasu.web.foundation.accounts.roles import ORGANISER, kinds


def known_roles(kind: str, roles: Collection[str]) -> list[str]:
    """In order. Raises UsageError `accounts-no-such-role` for one that this kind of organisation has not, or for none at all."""
    known = kinds()[kind].roles
    for role in roles or ("",):
        if role not in known:
            raise UsageError("accounts-no-such-role", value=role[:30], known=", ".join(known))
    return sorted(set(roles))


def keep_an_organiser(organisation: UUID, *, without: UUID) -> None:
    """Whether somebody else than this place organises. Holds the organisation, so that two who leave at once do not both go.

    Raises UsageError `accounts-last-organiser`.
    """
    Organisation.objects.select_for_update().get(pk=organisation)
    others = Membership.objects.filter(
        current(), organisation=organisation, roles__contains=[ORGANISER], user__is_active=True
    )
    if not others.exclude(pk=without).exists():
        raise UsageError("accounts-last-organiser")
