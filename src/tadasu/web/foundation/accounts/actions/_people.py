"""What somebody does with their own account."""

from django.db import transaction
from django.utils import timezone

from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.access import CHANGE_SETTINGS, SIGN_OUT_EVERYWHERE
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.audit.actions import record

_SUBJECT = "accounts.user"


def change_settings(actor: Actor, *, display_name: str, language: str) -> None:
    """What others see as a name, and the language of pages. Raises Refused."""
    allow(actor, CHANGE_SETTINGS.name)
    with transaction.atomic():
        User.objects.filter(pk=person(actor)).update(display_name=display_name, language=language)
        record(actor, act=CHANGE_SETTINGS.name, subject=_SUBJECT, subject_id=actor.user)


def sign_out_everywhere(actor: Actor) -> None:
    """Every session of the person ends, this one too. Raises Refused."""
    allow(actor, SIGN_OUT_EVERYWHERE.name)
    with transaction.atomic():
        User.objects.filter(pk=person(actor)).update(signed_out_at=timezone.now())
        record(actor, act=SIGN_OUT_EVERYWHERE.name, subject=_SUBJECT, subject_id=actor.user)
