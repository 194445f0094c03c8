"""Whoever signs out, or whose session ends, holds no unlocked key any more."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tadasu.web.foundation.vault.cookie import COOKIE, forget

Answer = Callable[[HttpRequest], HttpResponseBase]


def locked_with_session(answer: Answer) -> Answer:
    """Middleware, within the one that says who acts: the key is still theirs to lock when the answer signs them out."""

    def with_lock(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if COOKIE in request.COOKIES and hasattr(request, "actor") and not request.user.is_authenticated:
            forget(request, response)
        return response

    return with_lock
