"""The cookie that holds the key to a private key: HttpOnly, for our own pages only, gone with the browser."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tadasu.web.foundation.access import asking
from tadasu.web.foundation.vault.actions import Unlocked, lock, unlocked

COOKIE = "tadasu_key"


def unlocked_key(request: HttpRequest) -> Unlocked | None:
    """The private key of whoever asks, if it is unlocked in this session."""
    token = request.COOKIES.get(COOKIE, "")
    session = request.session.session_key
    if not token or not session:
        return None
    return unlocked(asking(request), token=token, session=session)


def keep(response: HttpResponseBase, token: str) -> None:
    """Give the browser what `unlock` returned."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)


def forget(request: HttpRequest, response: HttpResponseBase) -> None:
    """Lock the key of this browser and take its cookie back."""
    token = request.COOKIES.get(COOKIE, "")
    if token and asking(request).user is not None:
        lock(asking(request), token=token)
    response.delete_cookie(COOKIE, samesite="Strict")
