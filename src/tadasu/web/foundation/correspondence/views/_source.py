"""What all pages of people without an account have in common: no cookie before there is a box, nothing in an address, forms only
from our own pages, and another language without leaving the page."""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tadasu.web.foundation.accounts.models import LANGUAGES
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import entered, form_token
from tadasu.web.foundation.correspondence.apart import COOKIE, PLACE
from tadasu.web.ui.views.bare import bare

View = Callable[..., HttpResponseBase]
AnyAnswer = TypeVar("AnyAnswer", bound=HttpResponseBase)
ASKED = ["GET", "HEAD", "POST"]


def source_page(view: View) -> View:
    """A page of a person without an account: what is sent to it comes from a page of ours."""

    @bare
    @csrf_exempt  # Django's token lives in a cookie for a year; the address a form came from, and the visit's own token, do it
    @require_http_methods(ASKED)
    @wraps(view)
    def page(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if request.method == "POST":
            if not from_our_own_page(request):
                return forged(request)
            if "language" in request.POST and not request.POST.get("text"):
                return speak(HttpResponseRedirect(request.path), request.POST["language"])
        return view(request, *arguments, **named)

    return page


def from_our_own_page(request: HttpRequest) -> bool:
    """By what the browser says of where the form was: every browser of the last years does. One that says nothing is refused."""
    ours = f"{request.scheme}://{request.get_host()}"
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        return origin == ours
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc:
        return f"{referer.scheme}://{referer.netloc}" == ours
    return request.headers.get("Sec-Fetch-Site", "") == "same-origin"


def visiting(request: HttpRequest) -> Visit | None:
    """The visit of this browser, if there is one."""
    token = request.COOKIES.get(COOKIE, "")
    return entered(token) if token else None


def has_token(request: HttpRequest, visit: Visit) -> bool:
    """Whether a form is of this very visit."""
    return hmac.compare_digest(request.POST.get("token", "").encode(), form_token(visit).encode())


def remember(response: HttpResponseBase, token: str) -> None:
    """Give the browser the key of its visit: for these pages only, gone with the browser."""
    response.set_cookie(
        COOKIE, token, path=PLACE, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )


def forget(response: HttpResponseBase) -> None:
    """Take it back."""
    response.delete_cookie(COOKIE, path=PLACE, samesite="Strict")


def forged(request: HttpRequest) -> HttpResponse:
    """A form that no page of ours sent, or a page that was left open too long."""
    return render(request, "correspondence/refused.html", status=403)


def speak(answer: AnyAnswer, wanted: str) -> AnyAnswer:
    """From now on another language, which is kept until the browser is closed."""
    if wanted in dict(LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
