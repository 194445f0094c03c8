"""An answer that is the same for everybody: no session, no cookie, a language by the address or the browser's wish."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header

from tadasu.web.ui.parts import Way
from tadasu.wording import LANGUAGES, Language

LANGUAGE = "language"
"""The parameter of the address."""

FRESH = 60
"""Seconds for which a cache may keep a page: as long may something withdrawn still be seen there."""

_NAMES: Mapping[Language, str] = {"en": "English", "ja": "日本語"}
_LARGEST = 2**63 - 1


def wished(request: HttpRequest) -> Language:
    """The language of the address, else the first of the browser's that we have. No cookie is asked."""
    said = request.GET.get(LANGUAGE, "")
    if said in LANGUAGES:
        return said
    for one, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if (short := one.split("-")[0]) in LANGUAGES:
            return short
    return "en"


def page(request: HttpRequest, template: str, values: Mapping[str, Any], language: Language) -> HttpResponse:
    """A page in that language. It is drawn without the request, so that nothing of whoever asks can be in it."""
    ways = [
        (code, name, f"{request.path}?{urlencode({**request.GET.dict(), LANGUAGE: code})}")
        for code, name in _NAMES.items()
    ]
    with override(language):
        start = reverse("portal-publications")
        register = Way(label=_("Public register"), address=f"{start}?{LANGUAGE}={language}", here=request.path == start)
        shown = {**values, "ways": ways, "language": language, "navigation": [register]}
        drawn = render_to_string(template, shown)
    answer = public(HttpResponse(drawn))
    answer.headers["Content-Language"] = language
    patch_vary_headers(answer, ("Accept-Language",))
    return answer


def public(answer: HttpResponse) -> HttpResponse:
    """One that may be kept, found by search engines, and read by programs of others."""
    answer.headers["Cache-Control"] = f"public, max-age={FRESH}"
    answer.headers["X-Robots-Tag"] = "all"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def possible(number: int) -> int:
    """A number that a database knows. Raises Http404."""
    if number > _LARGEST:
        raise Http404
    return number
