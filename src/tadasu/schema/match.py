"""A match: one query against one listed entity, with the reasons that add up to its probability."""

from dataclasses import dataclass
from enum import StrEnum

from tadasu.schema.entity import EntityId, ListId

VERSION = "1"

MILLINATS = 1000
"""Log-odds are kept as whole thousandths of a nat, so that terms add up exactly and every machine agrees."""


class TokenClass(StrEnum):
    """What a word of a name is for."""

    BRAND = "brand"
    PLACE = "place"
    INDUSTRY = "industry"
    LEGAL_FORM = "legal-form"
    NUMBER = "number"
    NOISE = "noise"  # address and contact words
    FUNCTION = "function"  # the, of, and


class TokenRelation(StrEnum):
    """How a query word and a listed word stand to each other."""

    SAME = "same"
    MEANING = "meaning"  # other word, same meaning or another name of the same place
    SPELLING = "spelling"  # a typing or transliteration variant
    SOUND = "sound"  # other script, same sound
    JOINED = "joined"  # one word written as two, or two as one
    INITIAL = "initial"
    TRUNCATED = "truncated"
    QUERY_ONLY = "query-only"
    LISTED_ONLY = "listed-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedToken:
    """One row of the token-by-token explanation; `query` or `listed` is empty where the other side stands alone.

    `similarity` is in thousandths; `rarity` is the weight of the word in thousandths of a nat.
    """

    query: str
    listed: str
    token_class: TokenClass
    relation: TokenRelation
    similarity: int
    rarity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One addend of the log-odds, in millinats. `code` names it in `wording`; `detail` is the word or value it is about."""

    code: str
    value: int
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A query and a listed entity. `log_odds` in millinats; `probability` = 1 / (1 + exp(-log_odds / 1000)), 6 decimals."""

    query_id: str
    entity_id: EntityId
    list_id: ListId
    query_name: str
    matched_name: str
    log_odds: int
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a match has its probability: aligned words, then terms whose values add up to `log_odds` exactly."""

    query_name: str
    matched_name: str
    tokens: tuple[AlignedToken, ...]
    terms: tuple[Term, ...]
    log_odds: int
    probability: float
