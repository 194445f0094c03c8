"""Shapes that travel between rooms."""

from tadasu.schema.entity import SCHEMATA, Entity, EntityId, Identifier, ListId, Origin
from tadasu.schema.match import MILLINATS, AlignedToken, Explanation, Match, Term, TokenClass, TokenRelation
from tadasu.schema.problem import InputError, ListRefused, Problem, StoreError, TadasuError, UsageError

__all__ = [
    "MILLINATS",
    "SCHEMATA",
    "AlignedToken",
    "Entity",
    "EntityId",
    "Explanation",
    "Identifier",
    "InputError",
    "ListId",
    "ListRefused",
    "Match",
    "Origin",
    "Problem",
    "StoreError",
    "TadasuError",
    "Term",
    "TokenClass",
    "TokenRelation",
    "UsageError",
]
