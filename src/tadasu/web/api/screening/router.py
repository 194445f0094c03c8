"""The addresses of screening. Whoever has the scope, and a place in the organisation of the token, may ask."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from tadasu.schema import EntityId
from tadasu.web.api.access import SCREEN
from tadasu.web.api.door import bearer
from tadasu.web.api.pages import link, total_of
from tadasu.web.api.problems import Wrong
from tadasu.web.api.screening import _catalog, _text
from tadasu.web.api.screening._documents import document
from tadasu.web.api.screening._matching import matches, queries_of
from tadasu.web.api.screening._scope import BELOW, dataset_of, filtered, ours, refuse_unknown
from tadasu.web.api.screening.shapes import (
    Algorithms,
    Catalog,
    Listed,
    Matches,
    MatchOptions,
    Queries,
    SearchAnswer,
    SearchOptions,
    Status,
)
from tadasu.web.foundation.access import allow, asking, scoped
from tadasu.web.foundation.parties import lists
from tadasu.web.ui.days import language
from tadasu.wording import say, topic_text

router = Router(tags=["Screening"], by_alias=True)

_SCREENS = scoped("screening", safe=True)


@router.post("/match/{dataset}", auth=_SCREENS, response=Matches, url_name="api-match", operation_id="match")
def match(request: HttpRequest, dataset: str, asked: Queries, options: Query[MatchOptions]) -> HttpResponse:
    """Compare parties by example with a dataset: one or a hundred at once."""
    _may(request)
    refuse_unknown(request, MatchOptions)
    queries = queries_of(asked)
    bearer(request).spend(len(queries) - 1)
    answer = _json(matches(dataset_of(dataset), queries, options))
    answer.headers["x-batch-size"] = str(len(queries))
    return answer


@router.get("/search/{dataset}", auth=_SCREENS, response=SearchAnswer, url_name="api-search", operation_id="search")
def search(request: HttpRequest, dataset: str, options: Query[SearchOptions]) -> HttpResponse:
    """Find listed parties by a name or a part of one, for people who type."""
    _may(request)
    refuse_unknown(request, SearchOptions)
    _refuse(options)
    found = dataset_of(dataset)
    keeps = filtered(found, options)
    schemata = BELOW[options.schema_]
    wanted = {
        "countries": [country.lower() for country in options.countries],
        "datasets": options.datasets,
    }
    join = all if options.filter_op == "AND" else any
    hits = [
        entity
        for entity in _text.found(found, options.q)
        if entity.schema in schemata
        and keeps(entity)
        and all(not asked or join(one in _text.values(entity, name) for one in asked) for name, asked in wanted.items())
        and (options.filter_op == "OR" or all(ours(topic) in entity.topics for topic in options.topics))
    ]
    link(request, limit=options.limit, offset=options.offset, count=len(hits))
    return _json(
        {
            "results": [document(entity) for entity in hits[options.offset : options.offset + options.limit]],
            "facets": {name: _facet(hits, name) for name in dict.fromkeys(options.facets)},
            "total": total_of(len(hits)),
            "limit": options.limit,
            "offset": options.offset,
        }
    )


@router.get(
    "/entities/{path:entity_id}/adjacent",
    auth=_SCREENS,
    response=Status,
    url_name="api-adjacent",
    operation_id="adjacent",
)
def adjacent(request: HttpRequest, entity_id: str) -> HttpResponse:
    """Not served: the lists in force hold no links between parties. The answer says so, and is never an empty list."""
    _may(request)
    _entity(entity_id)
    raise Wrong("links-not-kept")


@router.get(
    "/entities/{path:entity_id}/adjacent/{property_name}",
    auth=_SCREENS,
    response=Status,
    url_name="api-adjacent-by",
    operation_id="adjacent_by_property",
)
def adjacent_by(request: HttpRequest, entity_id: str, property_name: str) -> HttpResponse:
    """Not served either."""
    _may(request)
    _entity(entity_id)
    raise Wrong("links-not-kept")


@router.get("/entities/{path:entity_id}", auth=_SCREENS, response=Listed, url_name="api-entity", operation_id="entity")
def entity(request: HttpRequest, entity_id: str, nested: bool = True) -> HttpResponse:
    """A listed party by its id. There is nothing to nest, so `nested` changes nothing."""
    _may(request)
    return _json(_entity(entity_id))


@router.get(
    "/catalog",
    auth=_SCREENS,
    response={200: Catalog, 304: None},
    url_name="api-catalog",
    operation_id="catalog",
)
def catalog(request: HttpRequest) -> HttpResponse:
    """The lists in force with their versions. Ask with `If-None-Match` to learn whether one has changed."""
    _may(request)
    mark = _catalog.etag()
    told = request.headers.get("If-None-Match", "")
    if mark in [one.strip() for one in told.split(",")] or told.strip() == "*":
        answer = HttpResponse(status=304)
    else:
        answer = _json(_catalog.catalog())
    answer.headers["ETag"] = mark
    return answer


@router.get("/algorithms", auth=_SCREENS, response=Algorithms, url_name="api-algorithms", operation_id="algorithms")
def algorithms(request: HttpRequest) -> HttpResponse:
    """The one way in which we compare, and the reasons it gives."""
    _may(request)
    return _json(_catalog.algorithms())


@router.get("/healthz", auth=None, response=Status, url_name="api-healthz", operation_id="healthz")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _json({"status": "ok"})


@router.get("/readyz", auth=None, response=Status, url_name="api-readyz", operation_id="readyz")
def readyz(request: HttpRequest) -> HttpResponse:
    """The lists are read and can be searched; until then, and when one cannot be read, 503."""
    if not lists.warm():
        raise Wrong("lists-unreadable")
    return _json({"status": "ok"})


def _may(request: HttpRequest) -> None:
    allow(asking(request), SCREEN.name, bearer(request).known.token)


def _entity(entity_id: str) -> dict[str, Any]:
    found = lists.datasets()[lists.DEFAULT].entities.get(EntityId(entity_id))
    if found is None:
        raise Wrong("entity-unknown")
    return document(found)


def _refuse(options: SearchOptions) -> None:
    """Raises Wrong."""
    if options.schema_ not in BELOW:
        raise Wrong("schema-not-screened", value=options.schema_, known=", ".join(BELOW))
    refused = {
        "filter": bool(options.filter),
        "sort": bool(options.sort),
        "target": options.target is False,
        "facets=identifiers": "identifiers" in options.facets,
        "facets=genders": "genders" in options.facets,
    }
    for name, asked in refused.items():
        if asked:
            raise Wrong("parameter-not-supported", value=name)


def _facet(hits: list[Any], name: str) -> dict[str, Any]:
    label = topic_text if name == "topics" else lambda value, _: value
    return {
        "label": say(f"api.facet.{name}", {}, language()),
        "values": [
            {"name": value, "label": label(value, language()), "count": count}
            for value, count in _text.counted(hits, name).items()
        ],
    }


def _json(value: Any) -> HttpResponse:
    """Written at once: the shapes stand in the document, and a test holds the answers to them."""
    return HttpResponse(json.dumps(value, ensure_ascii=False), content_type="application/json")
