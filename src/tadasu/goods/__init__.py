"""HS codes as text, what they mean, what may be made from what, and which goods of which countries are listed for child or
forced labour."""

from tadasu.goods._allowed import Passage, Transformations, transformations
from tadasu.goods._at_risk import Confidence, GoodAtRisk, at_risk, goods_at_risk
from tadasu.goods._codes import HsCode, covers, heading, parse_hs
from tadasu.goods._defaults import DefaultRule, default_rules
from tadasu.goods._edition import EDITIONS, Conversion, to_hs2022
from tadasu.goods._headings import describe, digest, exists, headings, subheadings
from tadasu.goods._hubs import Hub, hub_of
from tadasu.goods._path import Way, path
from tadasu.goods._products import product_of, products
from tadasu.goods._reasons import reason_text
from tadasu.goods._transformation import (
    MILLIONTHS,
    Relation,
    ShareBasis,
    ShareScope,
    StepConfidence,
    Transformation,
)

__all__ = [
    "EDITIONS",
    "MILLIONTHS",
    "Confidence",
    "Conversion",
    "DefaultRule",
    "GoodAtRisk",
    "HsCode",
    "Hub",
    "Passage",
    "Relation",
    "ShareBasis",
    "ShareScope",
    "StepConfidence",
    "Transformation",
    "Transformations",
    "Way",
    "at_risk",
    "covers",
    "default_rules",
    "describe",
    "digest",
    "exists",
    "goods_at_risk",
    "heading",
    "headings",
    "hub_of",
    "parse_hs",
    "path",
    "product_of",
    "products",
    "reason_text",
    "subheadings",
    "to_hs2022",
    "transformations",
]
