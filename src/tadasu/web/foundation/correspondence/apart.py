"""Pages of people without an account stand apart: nobody is signed in there, no cookie but their own two comes or goes, and
their lengths say little.

A desk that has pages of its own for such people puts them under an address of its own and adds it to `PLACES`.
"""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

PLACE = "/box/"
"""Where the pages of this app are."""

PLACES: set[str] = {PLACE}

COOKIE = "tadasu_box"
"""The cookie of a visit."""

STEP = 16_384
"""Bytes: every page is filled up to a multiple of this, with random signs that do not compress. So whoever watches the line does
not tell from the length of a page which one it was, or whether there is an answer; unless the letters are long."""

Answer = Callable[[HttpRequest], HttpResponseBase]


def apart(answer: Answer) -> Answer:
    """Middleware, outside of all that knows people and sessions."""

    def with_nothing_of_others(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(tuple(PLACES)):
            return answer(request)
        own = {COOKIE, settings.LANGUAGE_COOKIE_NAME}
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if name in own}
        response = answer(request)
        for name in set(response.cookies) - own:
            del response.cookies[name]
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            fill(response)
        return response

    return with_nothing_of_others


def fill(response: HttpResponse) -> None:
    """A comment at the end, up to the next step."""
    missing = -(len(response.content) + len("<!---->")) % STEP
    response.content += b"<!--" + secrets.token_hex(missing // 2 + 1)[:missing].encode() + b"-->"
    response["Content-Length"] = str(len(response.content))
