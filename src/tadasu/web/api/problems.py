"""Errors as RFC 9457 describes them: one form for everything that goes wrong, with a code that does not change and a sentence
in the language of whoever asked. Never a page, never a trace, nothing of what was sent but values of a few letters."""

import json
import logging
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tadasu.schema import StoreError, TadasuError, UsageError
from tadasu.web.foundation.access import Refused
from tadasu.web.ui.days import language
from tadasu.web.ui.sentences import sentence
from tadasu.wording import say

MEDIA = "application/problem+json"
ADDRESS = "/api/v1/problems"
LONGEST = 80
"""Letters of a value that a sentence repeats."""

log = logging.getLogger(__name__)

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "algorithm-unknown": 400,
        "conflict": 409,
        "dataset-unknown": 404,
        "datasets-apart": 400,
        "entity-unknown": 404,
        "fields-refused": 422,
        "forbidden": 403,
        "internal": 500,
        "json-broken": 400,
        "json-deep": 400,
        "key-malformed": 400,
        "key-reused": 409,
        "links-not-kept": 404,
        "lists-unreadable": 503,
        "media-type": 415,
        "method": 405,
        "no-queries": 400,
        "not-acceptable": 406,
        "not-found": 404,
        "parameter-not-supported": 400,
        "parameter-unknown": 400,
        "query-refused": 400,
        "refused": 400,
        "right-missing": 403,
        "schema-not-screened": 400,
        "scope-missing": 403,
        "text-unreadable": 400,
        "token-expired": 401,
        "token-missing": 401,
        "token-revoked": 401,
        "token-unknown": 401,
        "token-without-place": 401,
        "too-fast": 429,
        "too-large": 413,
        "too-many-queries": 400,
        "unreadable": 400,
    }
)
"""Every code -> the status it comes with. Sentences: `api.<code>` and `api.status.<status>` in the table of messages."""

_BY_STATUS: Mapping[int, str] = MappingProxyType(
    {
        400: "unreadable",
        401: "token-missing",
        403: "forbidden",
        404: "not-found",
        405: "method",
        406: "not-acceptable",
        409: "conflict",
        413: "too-large",
        415: "media-type",
        422: "fields-refused",
        503: "lists-unreadable",
    }
)
"""What is said of an answer of which only the status is known: sentences that need no value."""


class Wrong(Exception):
    """Something is wrong with a request, by code; `params` fill its sentence. `headers` go with the answer."""

    def __init__(self, code: str, *, headers: Mapping[str, str] | None = None, **params: str) -> None:
        self.code = code
        self.headers = dict(headers or {})
        self.params = {name: value[:LONGEST] for name, value in params.items()}
        super().__init__(code)


def answer(wrong: Wrong, *, detail: str = "", errors: Iterable[Mapping[str, str]] = ()) -> HttpResponse:
    """The answer to a request with which something is wrong."""
    status = STATUS[wrong.code]
    body: dict[str, Any] = {
        "type": f"{ADDRESS}#{wrong.code}",
        "title": say(f"api.status.{status}", {}, language()),
        "status": status,
        "detail": detail or say(f"api.{wrong.code}", wrong.params, language()),
        "code": wrong.code,
    }
    if found := list(errors):
        body["errors"] = found
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA)
    response.headers["Content-Language"] = language()
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="tadasu"'
    for name, value in wrong.headers.items():
        response.headers[name] = value
    return response


def of_status(status: int) -> HttpResponse:
    """For an answer that was made elsewhere, as a page for people."""
    return answer(Wrong(_BY_STATUS.get(status, "unreadable" if status < 500 else "internal")))


def of_error(request: HttpRequest, error: Exception) -> HttpResponse:
    """For whatever was raised while a request was worked on."""
    if isinstance(error, HttpError) and isinstance(error.__cause__, Wrong):
        error = error.__cause__  # what our parser said, which django-ninja does not pass on
    match error:
        case Wrong():
            return answer(error)
        case ValidationError():
            return answer(Wrong("fields-refused"), errors=map(_field, error.errors))
        case Refused():
            return answer(Wrong("right-missing", value=error.act))
        case RequestDataTooBig():
            return answer(Wrong("too-large"))
        case Http404() | ObjectDoesNotExist():
            return answer(Wrong("not-found"))
        case StoreError():
            log.error("lists cannot be read", exc_info=error)
            return answer(Wrong("lists-unreadable"))
        case UsageError():
            return answer(Wrong("conflict" if error.code.endswith("-conflict") else "refused"), detail=sentence(error))
        case TadasuError():
            return answer(Wrong("refused"), detail=sentence(error))
        case AuthenticationError():
            return answer(Wrong("token-missing"))
        case HttpError():
            return of_status(error.status_code) if error.status_code != 400 else answer(Wrong("json-broken"))
        case SuspiciousOperation():
            return answer(Wrong("unreadable"))
    log.error("an operation broke", exc_info=error)
    return answer(Wrong("internal"))


def _field(error: Mapping[str, Any]) -> dict[str, str]:
    """Where (RFC 6901) and of which kind; never what was there."""
    way = "/".join(str(part).replace("~", "~0").replace("/", "~1")[:LONGEST] for part in error.get("loc", ()))
    return {"pointer": f"/{way}", "code": str(error.get("type", ""))}
