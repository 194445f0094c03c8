"""Screen what was asked, and say with which lists and weights."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import Any

from tadasu.schema import EntityId, Match
from tadasu.screening import Options
from tadasu.screening import versions as screening_versions
from tadasu.web.api.pages import total_of
from tadasu.web.api.problems import Wrong
from tadasu.web.api.screening._documents import scored
from tadasu.web.api.screening._query import Query, query_of
from tadasu.web.api.screening._scope import ALIKE, Keeps, filtered
from tadasu.web.api.screening.shapes import MOST_QUERIES, MatchOptions, Queries
from tadasu.web.foundation.parties import lists

ALGORITHM = "tadasu"
BEST = "best"

DIGITS = 32


def queries_of(asked: Queries) -> dict[str, Query]:
    """Those that are there. Raises Wrong."""
    if asked.weights:
        raise Wrong("parameter-not-supported", value="weights")
    if asked.config:
        raise Wrong("parameter-not-supported", value="config")
    if len(asked.queries) > MOST_QUERIES:
        raise Wrong("too-many-queries", limit=str(MOST_QUERIES))
    found = {key: query_of(key, one) for key, one in asked.queries.items() if one is not None}
    if not found:
        raise Wrong("no-queries")
    return found


def matches(dataset: lists.Dataset, queries: Mapping[str, Query], options: MatchOptions) -> dict[str, Any]:
    """The answer to all of them. Raises Wrong."""
    if options.algorithm.strip().lower() not in (ALGORITHM, BEST):
        raise Wrong("algorithm-unknown", value=options.algorithm, known=ALGORITHM)
    keeps = filtered(dataset, options)
    parties = [replace(query.party, id=EntityId(key)) for key, query in queries.items()]
    screened = lists.search(dataset, parties, Options(threshold=min(options.cutoff, options.threshold)))
    matched: dict[str, list[Match]] = {key: [] for key in queries}
    for one in screened.matches:
        matched[one.query_id].append(one)
    return {
        "responses": {key: _found(dataset, query, matched[key], options, keeps) for key, query in queries.items()},
        "limit": options.limit,
    }


def _found(
    dataset: lists.Dataset, query: Query, matched: Sequence[Match], options: MatchOptions, keeps: Keeps
) -> dict[str, Any]:
    alike, without = ALIKE[query.party.schema], frozenset(options.exclude_entity_ids)
    rows = [(match, lists.listed(dataset, match)) for match in matched if match.entity_id not in without]
    left = [(match, entity) for match, entity in rows if entity.schema in alike and keeps(entity)]
    versions = {version.list_id: version for version in dataset.versions}
    return {
        "status": 200,
        "results": [
            scored(
                entity,
                match,
                lists.why(dataset, query.party, match),
                threshold=options.threshold,
                versions=versions,
            )
            for match, entity in left[: options.limit]
        ],
        "total": total_of(len(left)),
        "query": query.said,
        "tadasu": _run(dataset, query, options),
    }


def _run(dataset: lists.Dataset, query: Query, options: MatchOptions) -> dict[str, Any]:
    """Nothing of it is kept here: whoever has the question and these versions can ask it again."""
    used = {str(version.list_id): version.name for version in dataset.versions}
    of = {
        "dataset": dataset.name,
        "lists": used,
        "versions": code_versions(),
        "query": {key: value for key, value in query.said.items() if key != "id"},
        "options": options.model_dump(mode="json"),
    }
    digest = hashlib.sha256(json.dumps(of, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
    return {
        "run": digest[:DIGITS],
        "lists": used,
        "versions": code_versions(),
        "ignored": list(query.ignored),
        "composed_name": query.composed,
    }


@cache
def code_versions() -> dict[str, str]:
    """Of the program, of its data of names and places, and of the weights."""
    return {"tadasu": version("tadasu"), **screening_versions()}
