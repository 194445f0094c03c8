"""The door of the programming interface: middleware around every address below `/api/`.

No cookie is looked at, so a browser in which somebody is signed in can be made to ask nothing. The token says who asks; the
request is one transaction as that actor; an answer that is an error undoes all of it, and has the form of a problem whoever made
it.
"""

import re
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request, override

from tadasu.web.api import _once, problems
from tadasu.web.api._bodies import LARGEST, check_text
from tadasu.web.api._rate import Rate
from tadasu.web.api._shown import Known, shown
from tadasu.web.api.pages import LINK
from tadasu.web.api.problems import MEDIA, Wrong
from tadasu.web.api.scopes import scopes
from tadasu.web.foundation.access import ANONYMOUS, BEARER, acting, asked_by

UNDER = "/api/"
OPEN = re.compile(r"/api/v1/(?:healthz|readyz|problems|openapi\.json)")
"""What needs no token, nor anybody who acts."""

WITH_BODY = frozenset({"PATCH", "POST", "PUT"})

RATE = Rate(per_minute=settings.API_RATE)


class Shown:
    """What a request carries inside the door: the token, and what it was charged for."""

    def __init__(self, request: HttpRequest, known: Known) -> None:
        self.request = request
        self.known = known
        self.claimed: UUID | None = None

    def enter(self, scope: str, *, safe: bool) -> None:
        """An operation begins. Raises Wrong, Replayed."""
        if scope and (scope not in self.known.token.scopes or scope not in scopes()):
            raise Wrong("scope-missing", value=scope)
        if self.request.method not in ("GET", "HEAD") and not safe:
            self.claimed = _once.claim(self.request, self.known)

    def spend(self, units: int) -> None:
        """Charge the token. Raises Wrong `too-fast`."""
        if wait := RATE.spend(self.known.token.id, units):
            seconds = str(int(wait) + 1)
            raise Wrong("too-fast", headers={"Retry-After": seconds}, seconds=seconds)


def bearer(request: HttpRequest) -> Shown:
    """What was shown with a request that is inside the door."""
    found: Shown = getattr(request, BEARER)
    return found


class Door:
    """Middleware."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.inside = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Anything but a request of a program passes by."""
        if not request.path_info.startswith(UNDER):
            return self.inside(request)
        request.COOKIES = {}
        with override(get_language_from_request(request)):
            try:
                return self._finished(request, self._let_in(request))
            except Exception as error:
                return problems.of_error(request, error)

    def _let_in(self, request: HttpRequest) -> HttpResponseBase:
        _check_form(request)
        if OPEN.fullmatch(request.path_info):
            asked_by(request, ANONYMOUS)
            return self.inside(request)
        known = shown(request)
        if known is None:
            raise Wrong("token-missing")
        carried = Shown(request, known)
        carried.spend(1)
        setattr(request, BEARER, carried)
        asked_by(request, known.actor)
        _ = request.body  # read and kept before the transaction begins: who sends slowly holds nothing
        with acting(known.actor):
            answer = self.inside(request)
            if answer.status_code >= 400:
                transaction.set_rollback(True)
            elif carried.claimed is not None and isinstance(answer, HttpResponse):
                _once.keep(carried.claimed, answer)
        return answer

    def _finished(self, request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
        """In our form, whoever made it."""
        if answer.status_code >= 400 and not str(answer.headers.get("Content-Type", "")).startswith(MEDIA):
            allowed = answer.headers.get("Allow")
            answer = problems.of_status(answer.status_code)
            if allowed is not None:
                answer.headers["Allow"] = allowed
        if said := getattr(request, LINK, ""):
            answer.headers["Link"] = said
        return answer


def _check_form(request: HttpRequest) -> None:
    """What can be refused without reading anything. Raises Wrong."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdecimal()):
        raise Wrong("unreadable")
    if int(length[:12]) > LARGEST:
        raise Wrong("too-large", limit=str(LARGEST))
    if not any(request.accepts(media) for media in ("application/json", MEDIA)):
        raise Wrong("not-acceptable")
    if request.method in WITH_BODY and (request.content_type or "").lower() != "application/json":
        raise Wrong("media-type")
    check_text(request.path_info)
    for name, held in request.GET.lists():
        check_text(name)
        for one in held:
            check_text(one)
