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

LEAST, BEND, MOST = -9_000, 8_000, 13_800
AS_THEY_ARE = [
    "matched",
    "listed_brand",
    "listed_place",
    "listed_number",
    "listed_legal",
    "query_brand",
    "query_brands",
    "query_industry",
    "query_place",
    "query_number",
    "query_legal",
    "tail",
    "typo_known",
    "typo_known_worst",
    "brand_matched",
    "inversions",
    "initials",
    "sound_matched",
    "meaning_matched",
    "native_loss",
    "han",
    "kana",
    "abjad",
]
"""Facts that are features themselves; the others are weighed only as part of one, or choose the weights."""
WHOLE = float(np.float32(0.965))


def features(fact: Mapping[str, float]) -> dict[str, float]:
    """What the weights multiply, by name."""
    f = fact
    listed, asked = f["listed_cover"], min(f["query_cover"], 1.0)
    least = min(listed, asked)
    alone = {
        kind: (f[f"listed_{kind}"] > 0, f[f"query_{kind}"] > 0 or (kind == "brand" and f["query_unknown"] > 0))
        for kind in ("brand", "industry", "place", "number")
    }
    contradicted = {kind: all(sides) for kind, sides in alone.items()}
    on_list = not any(f[f"listed_{kind}"] for kind in ("brands", "industry", "place", "number"))
    in_query = not any(f[f"query_{kind}"] for kind in ("brands", "industry", "place", "number", "unknown"))
    complete = on_list and in_query
    several = f["words_matched"] >= 2
    legal = f["listed_legal"] > 0, f["query_legal"] > 0
    known = f["typo_known"] > 0
    x = {name: f[name] for name in AS_THEY_ARE}
    for name in (
        *("listed_brand", "listed_industry", "listed_place", "query_brand", "query_unknown", "query_industry"),
        *("query_place", "typo_known", "tail"),
    ):
        x[f"any_{name}"] = float(f[name] > 0)
    for name, cover, shares in (
        ("listed_cover", listed, (70, 80)),
        ("query_cover", asked, (80, 95)),
        ("least_cover", least, (60, 70, 85)),
    ):
        x |= {f"{name}_above_{share}": max(cover - share / 100, 0.0) for share in shares}
    x |= {f"{script}_cover": f[script] * least for script in ("han", "kana", "abjad")}
    x |= {f"{script}_meaning": f[script] * f["meaning_matched"] for script in ("han", "abjad")}
    x |= {f"{kind}_contradiction": min(f[f"listed_{kind}"], f[f"query_{kind}"]) for kind in ("industry", "place")}
    x |= {f"any_{kind}_contradiction": float(contradicted[kind]) for kind in ("brand", "place")}
    x |= {f"log_{name}": log1p(f[name]) for name in ("typo_known", "query_brands", "sound_loss")}
    x |= {f"matched_to_{most}": min(f["matched"], float(most)) for most in (12, 18)}
    return x | {
        "no_brand_agrees": float(contradicted["brand"] and f["brand_matched"] == 0),
        "lone_brand": float(alone["brand"][0] != alone["brand"][1] and f["brand_matched"] == 0),
        "whole": float(f["listed_cover"] >= WHOLE and f["query_cover"] >= WHOLE),
        "no_contradiction": float(not any(contradicted.values())),
        "legal_contradiction": float(all(legal)),
        "any_legal": float(any(legal)),
        "listed_complete": float(on_list),
        "query_complete": float(in_query),
        "complete": float(complete),
        "two_words": float(several),
        "complete_two_words": float(several and complete),
        "typo_known_alone": float(known and f["words_matched"] <= 1),
        "typo_known_incomplete": float(known and not complete),
        "typo_unknown_above_20": max(f["typo_unknown_worst"] - 0.2, 0.0),
    }


def relation(fact: Mapping[str, float]) -> int:
    """Row of the weights: 0 both names Latin, 1 one of them in another script, 2 both."""
    return 1 if fact["cross_script"] > 0 else 2 if fact["native_both"] > 0 else 0


def log_odds(values: Mapping[str, float], weights: Mapping[str, float], base: int, least: int = LEAST) -> int:
    """Whole millinats: the base and each feature's addend, rounded half to even, within the bounds."""
    return bounded(base + sum(round(values[name] * weight * 1000.0) for name, weight in weights.items()), least)


def bounded(total: int, least: int = LEAST) -> int:
    """What is above the bend is scaled so that infinity comes to lie at the upper bound."""
    room = MOST - BEND
    over = max(total - BEND, 0)
    return max(min(total, BEND) + room * over // (room + over), least)
