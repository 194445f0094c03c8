"""What belongs to a funder that falls, in the order in which it goes: what endangers most first.

It is everything that is sealed for the organisation, of whatever app: a kind that nobody named here goes with the letters.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.db.models import Q

IDENTITIES, ROUTES, LETTERS, REVIEWS = "identities", "routes", "letters", "reviews"

KINDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        IDENTITIES: ("awards.grantee", "funding.application"),
        ROUTES: ("awards.route",),
        REVIEWS: ("review.", "intermediaries."),
    }
)
"""Rank -> how the vault's words for what is sealed begin."""

RANKS = (IDENTITIES, ROUTES, LETTERS, REVIEWS)
"""In order."""


def among(rank: str) -> Q:
    """Records of this rank."""
    if rank != LETTERS:
        return _begins(KINDS[rank])
    named = Q()
    for one in KINDS.values():
        named |= _begins(one)
    return ~named


def _begins(kinds: Sequence[str]) -> Q:
    found = Q()
    for one in kinds:
        found |= Q(kind__startswith=one) if one.endswith(".") else Q(kind=one)
    return found
