"""What pages ask that open something: how long it lasts is said in minutes, and a locked key is unlocked on the way."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from tadasu.web.foundation.vault.actions import Unlocked
from tadasu.web.foundation.vault.cookie import unlocked_key

MINUTE = timedelta(minutes=1)


def key_or_unlock(request: HttpRequest, back: str = "") -> Unlocked | HttpResponse:
    """The unlocked key, or the way to the page that unlocks it and comes back, here if nowhere else is named."""
    found = unlocked_key(request)
    if found is not None:
        return found
    return redirect(f"{reverse('vault-unlock')}?{urlencode({'next': back or request.get_full_path()})}")
