"""HS codes as text, what they mean, and which goods of which countries are listed for child or forced labour."""

from tadasu.goods._at_risk import Confidence, GoodAtRisk, at_risk, goods_at_risk
from tadasu.goods._codes import HsCode, covers, heading, parse_hs
from tadasu.goods._headings import describe, digest, exists, headings

__all__ = [
    "Confidence",
    "GoodAtRisk",
    "HsCode",
    "at_risk",
    "covers",
    "describe",
    "digest",
    "exists",
    "goods_at_risk",
    "heading",
    "headings",
    "parse_hs",
]
