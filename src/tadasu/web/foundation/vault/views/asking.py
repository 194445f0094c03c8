"""What pages ask that open something: how long it lasts is said in minutes, a locked key is unlocked on the way, and of a file
that was opened it is said whether it was cleaned."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tadasu.schema import TadasuError
from tadasu.web.foundation.access import Refused, asking
from tadasu.web.foundation.vault.actions import Unlocked, cleaning_again
from tadasu.web.foundation.vault.cleaning import cleaning_text
from tadasu.web.foundation.vault.cookie import unlocked_key

MINUTE = timedelta(minutes=1)

CLEANED_OR_NOT = _(
    "It may say who made it, when and where. Whether it was cleaned when it came in stands on its page for half an hour after "
    "you opened it."
)
"""Where a file is about to be opened."""


def key_or_unlock(request: HttpRequest, back: str = "") -> Unlocked | HttpResponse:
    """The unlocked key, or the way to the page that unlocks it and comes back, here if nowhere else is named."""
    found = unlocked_key(request)
    if found is not None:
        return found
    return redirect(f"{reverse('vault-unlock')}?{urlencode({'next': back or request.get_full_path()})}")


def cleaning_said(request: HttpRequest, record: UUID | None) -> str:
    """Whether a file was cleaned, for somebody who opened it less than half an hour ago and whose keys are unlocked; else
    nothing."""
    key = unlocked_key(request)
    if key is None or record is None:
        return ""
    try:
        with transaction.atomic():
            cleaning = cleaning_again(asking(request), record=record, key=key)
    except (TadasuError, Refused):
        return ""
    return "" if cleaning is None else cleaning_text(cleaning)
