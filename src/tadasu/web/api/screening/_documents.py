"""Entities and matches as they are answered."""

from collections.abc import Mapping
from typing import Any

from tadasu.lists import entity_to_ftm
from tadasu.schema import Entity, Explanation, ListId, Match, TokenRelation
from tadasu.store import ListVersion
from tadasu.web.ui.days import language
from tadasu.wording import reasons, term_text

REASONS = 3


def document(entity: Entity) -> dict[str, Any]:
    """A listed party, with everything that yente's shape wants."""
    found = entity_to_ftm(entity)
    listed = entity.listed_on.isoformat() if entity.listed_on else None
    seen = entity.origin.list_date.isoformat() if entity.origin.list_date else None
    return {
        "id": found["id"],
        "caption": found["caption"],
        "schema": found["schema"],
        "properties": found["properties"],
        "datasets": [str(entity.origin.list_id)],
        "referents": [],
        "target": True,
        "first_seen": _moment(listed),
        "last_seen": _moment(seen),
        "last_change": None,
        "tadasu": found["tadasu"],
    }


def scored(
    entity: Entity, match: Match, why: Explanation, *, threshold: float, versions: Mapping[ListId, ListVersion]
) -> dict[str, Any]:
    """A match, with its reasons."""
    found = document(entity)
    sums: dict[str, int] = {}
    for term in why.terms:
        sums[term.code] = sums.get(term.code, 0) + term.value
    said = {term.code: _said(term.detail, term_text(term, language())) for term in why.terms}
    return found | {
        "score": match.probability,
        "match": match.probability >= threshold,
        "features": {code: value / 1000 for code, value in sums.items()},
        "explanations": {
            code: {
                "score": value / 1000,
                "detail": said[code],
                "query": match.query_name,
                "candidate": match.matched_name,
                "weight": 1.0,
            }
            for code, value in sums.items()
        },
        "tadasu": {
            "reasons": list(reasons(why, language(), limit=REASONS)),
            "query_name": match.query_name,
            "matched_name": match.matched_name,
            "log_odds": match.log_odds,
            "words": [
                {
                    "query": token.query,
                    "listed": token.listed,
                    "kind": token.token_class.value,
                    "relation": TokenRelation(token.relation).value,
                    "similarity": token.similarity,
                    "rarity": token.rarity,
                }
                for token in why.tokens
            ],
            "list_id": str(match.list_id),
            "list_version": versions[match.list_id].name,
            "source": found["tadasu"],
        },
    }


def _said(detail: str, name: str) -> str:
    return f"{name}: {detail}" if detail else name


def _moment(day: str | None) -> str | None:
    """yente gives moments; of a day the beginning."""
    return f"{day}T00:00:00" if day else None
