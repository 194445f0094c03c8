"""Names of the features in the order of `_facts_kernel.describe`, and the reason each one belongs to.

A reason is what a person is shown: the features of one reason are added up before they are spoken of.
"""

from typing import NamedTuple


class Feature(NamedTuple):
    """A feature and the reason it is shown under."""

    name: str
    reason: str


FEATURES: tuple[Feature, ...] = tuple(
    Feature(*row.split())
    for row in ["", "listed_cover agreement", "query_cover agreement", "listed_brand listed-brand-missing", "listed_brands listed-brand-missing", "listed_industry listed-industry-missing", "listed_place listed-place-missing", "listed_number number-missing", "listed_legal legal-form", "query_brand query-brand-missing", "query_brands query-brand-missing", "query_industry query-industry-missing", "query_place query-place-missing", "query_number number-missing", "query_legal legal-form", "query_unknown query-brand-missing", "tail address-words", "typo_unknown spelling", "typo_unknown_worst spelling", "typo_known spelling", "typo_known_worst spelling", "brand_matched agreement", "words_matched agreement", "inversions word-order", "joins joined-words", "initials initials", "sound_loss sound", "sound_matched other-script", "meaning_matched other-script", "native_loss spelling", "han other-script", "kana other-script", "abjad other-script", "matched agreement", "cover_product agreement", "listed_cover_squared agreement", "query_cover_squared agreement", "brand_contradiction brand-differs", "industry_contradiction industry-differs", "place_contradiction place-differs", "number_contradiction number-differs", "brand_displacement brand-differs", "any_brand_contradiction brand-differs", "any_industry_contradiction industry-differs", "any_place_contradiction place-differs", "any_number_contradiction number-differs", "any_listed_brand listed-brand-missing", "any_listed_industry listed-industry-missing", "any_listed_place listed-place-missing", "any_query_brand query-brand-missing", "any_query_unknown query-brand-missing", "any_query_industry query-industry-missing", "any_query_place query-place-missing", "any_typo_known spelling", "any_typo_unknown spelling", "any_tail address-words", "brand_matched_capped agreement", "brand_matched_weak agreement", "log_typo_known spelling", "log_typo_unknown spelling", "log_listed_brands listed-brand-missing", "log_query_brands query-brand-missing", "legal_contradiction legal-form", "whole agreement", "matched_whole agreement", "least_cover agreement", ""]
    if row
)
