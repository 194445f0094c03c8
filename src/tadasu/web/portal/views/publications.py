"""What is public: a list, one with its versions, and the same as data."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tadasu.web.foundation.publication.content import file_of, read
from tadasu.web.foundation.publication.grounds import grounds
from tadasu.web.foundation.publication.models import WITHDRAWN, Publication
from tadasu.web.foundation.publication.queries import MOST, public, public_versions
from tadasu.web.foundation.publication.shown import Shown, shown
from tadasu.web.portal.views import _public
from tadasu.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version as its page shows it; of a withdrawn one `text` is None and `ground` says why."""

    row: Publication
    text: Shown | None
    ground: str


@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """Everything, the latest first; `before` leads on."""
    language = _public.wished(request)
    said = request.GET.get("before", "")
    before = _public.possible(int(said)) if said.isascii() and said.isdecimal() else None
    found = public(before=before, most=MOST + 1)
    rows = _versions(found[:MOST], language)
    values = {
        "rows": rows,
        "more": found[MOST - 1].number if len(found) > MOST else None,
        "invented": any(one.text is not None and one.text.invented for one in rows),
    }
    return _public.page(request, "portal/publications.html", values, language)


@require_safe
def publication(request: HttpRequest, number: int) -> HttpResponse:
    """One, as it is now, and what it was before."""
    language = _public.wished(request)
    latest, *earlier = _versions(_of(number), language)
    values = {
        "latest": latest,
        "earlier": earlier,
        "invented": latest.text is not None and latest.text.invented,
    }
    return _public.page(request, "portal/publication.html", values, language)


@require_safe
def data(request: HttpRequest, number: int) -> HttpResponse:
    """The same as open data: every version, with the text of which each digest is (docs/publication.md)."""
    latest, *_earlier = found = _of(number)
    said: dict[str, Any] = {
        "number": number,
        "withdrawn": latest.act == WITHDRAWN,
        "invented": latest.content is not None and read(latest.content).invented,
        "note": "Once published, data cannot be called back. 一度公表したものは取り戻せません。",
        "versions": [_data(one) for one in found],
    }
    return _public.public(JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1}))


@require_safe
def file(request: HttpRequest, number: int, version: int, name: str) -> HttpResponse:
    """A file of a version, byte for byte as it was signed."""
    for one in _of(number):
        found = file_of(read(one.content), name) if one.version == version and one.content is not None else None
        if found is not None:
            answer = HttpResponse(found.content, content_type=f"{found.media}; charset=utf-8")
            answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
            return _public.public(answer)
    raise Http404


def _of(number: int) -> Sequence[Publication]:
    found = public_versions(_public.possible(number))
    if not found:
        raise Http404
    return found


def _versions(rows: Sequence[Publication], language: Language) -> list[Version]:
    with override(language):
        return [
            Version(
                row=one,
                text=shown(read(one.content), language) if one.content is not None else None,
                ground=grounds()[one.ground][language] if one.ground else "",
            )
            for one in rows
        ]


def _data(one: Publication) -> dict[str, Any]:
    said: dict[str, Any] = {"version": one.version, "act": one.act, "kind": one.kind, "published_on": one.published_on}
    if one.content is None:
        return said | {"ground": one.ground}
    return said | {
        "languages": ["en", "ja"],
        "sha256": one.digest,
        "text": one.content,
        "content": _content(one.content),
    }


def _content(text: str) -> Any:
    """The text, read."""
    return json.loads(text)
