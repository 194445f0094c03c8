"""The same for a supplier, a product, an importer, or a whole portfolio: what was found in all their declarations."""

from enum import StrEnum

import polars as pl

from tadasu.assessment._rules import Disposition
from tadasu.assessment._table import name_of

_ORDER = {name_of(one): int(one) for one in Disposition}


class GroupBy(StrEnum):
    """What the declarations of one row have in common."""

    SUPPLIER = "supplier"
    PRODUCT = "product"
    IMPORTER = "importer"
    PORTFOLIO = "portfolio"


_KEYS = {
    GroupBy.SUPPLIER: ["seller_company"],
    GroupBy.PRODUCT: ["heading"],
    GroupBy.IMPORTER: ["buyer_company"],
    GroupBy.PORTFOLIO: [],
}


def grouped(queue: pl.DataFrame, by: GroupBy) -> pl.DataFrame:
    """A row a supplier (importer, heading of goods, or one for all), the gravest first.

    `disposition` is that of its gravest declaration, which `first` names; then how many are held, asked about, not
    traceable and clear, their weight in kilograms where it is known, the least and most tainted share of any of them
    (parts of a million) and the fewest tiers to a finding. `queue` is what `table` gives.
    """
    keyed = queue.with_columns(heading=pl.col("good").str.head(4), all=pl.lit("all"))
    keys = _KEYS[by] or ["all"]
    counts = [(pl.col("disposition") == name).sum().cast(pl.Int64).alias(name.replace("-", "_")) for name in _ORDER]
    rows = keyed.sort("rank").group_by(keys, maintain_order=True).agg(
        pl.col("disposition").first(),
        pl.col("rule").first(),
        pl.col("declaration").first().alias("first"),
        pl.col("seller" if by is GroupBy.SUPPLIER else "buyer").first().alias("name"),
        pl.len().cast(pl.Int64).alias("declarations"),
        *counts,
        pl.col("kilograms").sum(),
        pl.col("share_least").max(),
        pl.col("share_most").max(),
        pl.col("tier").min(),
        pl.col("tiers_seen").min(),
    )  # fmt: skip
    named = rows if by in (GroupBy.SUPPLIER, GroupBy.IMPORTER) else rows.drop("name")
    return named.rename({keys[0]: "group"}).with_row_index("rank", offset=1).with_columns(pl.col("rank").cast(pl.Int64))
