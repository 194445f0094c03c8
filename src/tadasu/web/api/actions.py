"""To make a token and to revoke one."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.api._codes import SHOWN, digest_of, new_token
from tadasu.web.api.access import GIVE_UP_TOKEN, MAKE_TOKEN, REVOKE_TOKEN
from tadasu.web.api.models import LONGEST_NAME, Token
from tadasu.web.api.scopes import known_scopes
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record

LONGEST = 366
"""Days for which a token can be in force."""

MOST = 20
"""Tokens in force that a person can have in one organisation: more are forgotten somewhere."""

_SUBJECT = "api.token"


def make_token(actor: Actor, *, organisation: Organisation, name: str, scopes: Collection[str], days: int) -> str:
    """A token with which a program acts as the actor in this organisation; it is shown this once.

    Raises Refused, UsageError `api-no-such-scope`, `api-days`, `api-name`, `api-tokens-many`.
    """
    allow(actor, MAKE_TOKEN.name, organisation)
    called = " ".join(name.split())
    if not 1 <= days <= LONGEST:
        raise UsageError("api-days", value=str(days), limit=str(LONGEST))
    if not 1 <= len(called) <= LONGEST_NAME or "\0" in called:
        raise UsageError("api-name", limit=str(LONGEST_NAME))
    wanted = known_scopes(scopes)
    token = new_token()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)  # two tabs do not both make the last one
        now = timezone.now()
        held = Token.objects.filter(organisation=organisation, user=actor.user, revoked_at=None, ends_at__gt=now)
        if held.count() >= MOST:
            raise UsageError("api-tokens-many", limit=str(MOST))
        made = Token.objects.create(
            organisation=organisation,
            user_id=person(actor),
            name=called,
            scopes=wanted,
            digest=digest_of(token),
            begins=token[:SHOWN],
            made_at=now,
            ends_at=now + timedelta(days=days),
        )
        record(
            actor,
            act=MAKE_TOKEN.name,
            subject=_SUBJECT,
            subject_id=made.id,
            organisation=organisation.id,
            detail={"scopes": " ".join(wanted), "days": days},
        )
    return token


def revoke_token(actor: Actor, *, token: Token, reason: str) -> None:
    """End a token now: one's own, or as an organiser anybody's of the organisation. Raises Refused, UsageError
    `reason-missing`, `api-token-over`."""
    allow(actor, REVOKE_TOKEN.name, token)
    if not reason.strip():
        raise UsageError("reason-missing")
    _end(actor, token.id, token.organisation_id, act=REVOKE_TOKEN.name, reason=reason)


def give_up_token(actor: Actor, *, token: Token) -> None:
    """The program itself says that it needs the token no more. Raises Refused, UsageError `api-token-over`."""
    allow(actor, GIVE_UP_TOKEN.name, token)
    _end(actor, token.id, token.organisation_id, act=GIVE_UP_TOKEN.name)


def _end(actor: Actor, token: UUID, organisation: UUID, *, act: str, reason: str = "") -> None:
    with transaction.atomic():
        now = timezone.now()
        ended = Token.objects.filter(pk=token, revoked_at=None, ends_at__gt=now)
        if not ended.update(revoked_at=now, revoked_by=actor.user):
            raise UsageError("api-token-over")
        record(actor, act=act, subject=_SUBJECT, subject_id=token, organisation=organisation, reason=reason)
