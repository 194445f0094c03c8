"""Why two parties look alike: an explanation of screening <-> plain data, codes with their parameters and no sentence."""

from collections.abc import Mapping
from typing import Any

from tadasu.schema import AlignedToken, Explanation, Term, TokenClass, TokenRelation
from tadasu.screening import probability

MOST_TOKENS = 60


def data_of(explanation: Explanation) -> dict[str, Any]:
    """To be kept."""
    return {
        "query_name": explanation.query_name,
        "matched_name": explanation.matched_name,
        "log_odds": explanation.log_odds,
        "terms": [[one.code, one.value, one.detail] for one in explanation.terms],
        "tokens": [
            [one.query, one.listed, one.token_class.value, one.relation.value, one.similarity, one.rarity]
            for one in explanation.tokens[:MOST_TOKENS]
        ],
    }


def explanation_from(data: Mapping[str, Any]) -> Explanation:
    """What was kept, for `tadasu.wording`."""
    return Explanation(
        query_name=data["query_name"],
        matched_name=data["matched_name"],
        tokens=tuple(
            AlignedToken(
                query=query,
                listed=listed,
                token_class=TokenClass(kind),
                relation=TokenRelation(relation),
                similarity=similarity,
                rarity=rarity,
            )
            for query, listed, kind, relation, similarity, rarity in data["tokens"]
        ),
        terms=tuple(Term(code=code, value=value, detail=detail) for code, value, detail in data["terms"]),
        log_odds=data["log_odds"],
        probability=probability(data["log_odds"]),
    )
