"""Slow twins of `tadasu.screening._facts_kernel`: features by name from facts by name, and the log-odds sum."""

from collections.abc import Mapping
from math import log1p

import numpy as np

FACTS = [
    "matched",
    "listed_cover",
    "query_cover",
    "listed_brand",
    "listed_brands",
    "listed_industry",
    "listed_place",
    "listed_number",
    "listed_legal",
    "query_brand",
    "query_brands",
    "query_industry",
    "query_place",
    "query_number",
    "query_legal",
    "query_unknown",
    "tail",
    "typo_unknown",
    "typo_unknown_worst",
    "typo_known",
    "typo_known_worst",
    "brand_matched",
    "words_matched",
    "inversions",
    "joins",
    "initials",
    "sound_loss",
    "sound_matched",
    "meaning_matched",
    "native_loss",
    "han",
    "kana",
    "abjad",
    "cross_script",
    "native_both",
]
"""In the order of the columns that `compare(facts=True)` returns."""

LEAST, MOST = -9_000, 13_800
SCRIPTS = ("cross_script", "native_both")
"""Facts that choose the weights instead of being weighed."""
WHOLE = float(np.float32(0.965))


def features(fact: Mapping[str, float]) -> dict[str, float]:
    """What the weights multiply, by name."""
    f = fact
    listed, asked = f["listed_cover"], f["query_cover"]
    whole = listed >= WHOLE and asked >= WHOLE
    x = {name: value for name, value in fact.items() if name not in SCRIPTS}
    x |= {
        "cover_product": listed * asked,
        "listed_cover_squared": listed * listed,
        "query_cover_squared": asked * asked,
        "brand_contradiction": min(f["listed_brand"], max(f["query_brand"], f["query_unknown"])),
        "industry_contradiction": min(f["listed_industry"], f["query_industry"]),
        "place_contradiction": min(f["listed_place"], f["query_place"]),
        "number_contradiction": min(f["listed_number"], f["query_number"]),
        "brand_displacement": min(f["listed_brand"], f["query_brands"] + f["query_unknown"] + f["typo_known_worst"]),
        "brand_matched_capped": min(f["brand_matched"], 6.0),
        "brand_matched_weak": float(f["brand_matched"] < 4),
        "log_typo_known": log1p(f["typo_known"]),
        "log_typo_unknown": log1p(f["typo_unknown"]),
        "log_listed_brands": log1p(f["listed_brands"]),
        "log_query_brands": log1p(f["query_brands"]),
        "legal_contradiction": float(f["listed_legal"] > 0 and f["query_legal"] > 0),
        "whole": float(whole),
        "matched_whole": f["matched"] if whole else 0.0,
        "least_cover": min(listed, asked),
    }
    for name in ("brand", "industry", "place", "number"):
        x[f"any_{name}_contradiction"] = float(x[f"{name}_contradiction"] > 0)
    for name in (
        *("listed_brand", "listed_industry", "listed_place", "query_brand", "query_unknown", "query_industry"),
        *("query_place", "typo_known", "typo_unknown", "tail"),
    ):
        x[f"any_{name}"] = float(f[name] > 0)
    return x


def relation(fact: Mapping[str, float]) -> int:
    """Row of the weights: 0 both names Latin, 1 one of them in another script, 2 both."""
    return 1 if fact["cross_script"] > 0 else 2 if fact["native_both"] > 0 else 0


def log_odds(values: Mapping[str, float], weights: Mapping[str, float], base: int) -> int:
    """Whole millinats: the base and each feature's addend, rounded half to even, within the bounds."""
    total = base + sum(round(values[name] * weight * 1000.0) for name, weight in weights.items())
    return min(max(total, LEAST), MOST)
