"""The exact pass as a DataFrame job, a level at a time, for trades that one machine cannot hold.

The definition is that of `tadasu.tracing` and so are the results, to the bit. A level has the declarations to which a
chain of k declarations gives a better sum than any shorter one: only these can better anything at the next. Sums are
kept as *potential*, sum + ageing * day, so that what a company holds can be compared whatever the day.

From one level to the next: what arrives is grouped by buyer, product and day; of those only what betters what came
before is kept (a running greatest over days). It is told by what it may become, of what the company ever sells; then the
company's arrivals and its own declarations of that product stand in one row of days, and a running greatest over it is
the as-of join: what arrives on a day may leave on that day. No declaration is paired with every arrival before it.

Levels are written to a checkpoint one by one. A run that is started again after a crash goes on behind the last whole one.
"""

from dataclasses import asdict
from functools import reduce
from hashlib import sha256
from json import dumps

import numpy as np
from numpy.typing import NDArray
from pyspark.sql import Column, DataFrame, SparkSession, Window
from pyspark.sql import functions as sf

from tadasu.cluster._checkpoint import Checkpoint
from tadasu.cluster._declarations import fingerprint
from tadasu.tracing import NOTHING, Rules

WORD = 64
"""Products of one word of the product table."""


def trace(
    declarations: DataFrame,
    seeds: DataFrame,
    allowed: NDArray[np.uint8],
    *,
    checkpoint: str,
    rules: Rules | None = None,
) -> DataFrame:
    """The exposures of a whole trade: `number`, `layer_1` .. `layer_K`, a row for every exposed declaration, in no order.

    `declarations` are as `read_declarations_parquet` gives them: each `number` once (which is not checked); seller and
    buyer may be numbers or texts. `seeds` has `number` and `seed`, the strength of a finding that touches the
    declaration, of several the greatest. `allowed[a, b]` is 1 where product a may go into product b. `layer_k` is
    the greatest sum over chains of at most k declarations, or `tadasu.tracing.NOTHING`.

    `checkpoint` is a folder on shared storage for this run alone; what is found there of the same run is not computed
    again. Raises UsageError: `trade-column` for a column that cannot be used, `cluster-checkpoint-other` when the folder
    is that of a run with other declarations, findings, products or rules.
    """
    rules = rules or Rules()
    kept = Checkpoint(spark=declarations.sparkSession, folder=checkpoint)
    note = fingerprint(declarations, seeds, products=len(allowed))
    kept.claim(dumps({**note, **asdict(rules), "allowed": _digest(allowed)}, sort_keys=True))
    sold = kept.kept("sold", lambda: declarations.select("seller", sf.col("product").alias("made")).distinct())
    follows = _follows(declarations.sparkSession, allowed)
    levels = [kept.kept("level-1", lambda: _touched(declarations, seeds, rules))]
    while len(levels) < rules.tiers and not levels[-1].isEmpty():
        levels.append(_next(kept, declarations, sold, follows, levels))
    return _layers(levels, rules)


def _touched(declarations: DataFrame, seeds: DataFrame, rules: Rules) -> DataFrame:
    """Level 1: a finding touches the declaration by itself."""
    strongest = seeds.where("seed is not null").groupBy("number").agg(sf.max("seed").alias("seed"))
    aged = sf.col("day").cast("long") * rules.ageing
    return declarations.join(strongest, "number").select(
        "number", "buyer", "product", "day", (aged + sf.col("seed") + sf.col("weight")).alias("potential")
    )


def _next(
    kept: Checkpoint, declarations: DataFrame, sold: DataFrame, follows: DataFrame, levels: list[DataFrame]
) -> DataFrame:
    """The level after the last of `levels`."""
    name = f"level-{len(levels) + 1}"
    if kept.has(name):
        return kept.kept(name, lambda: declarations)
    held = _held(_bettering(levels[-1]), sold, follows).persist()
    try:
        return kept.kept(name, lambda: _improved(_leaving(declarations, held), levels))
    finally:
        held.unpersist()


def _bettering(level: DataFrame) -> DataFrame:
    """What arrives and betters all that the buyer received of that product until then: company, product, day, potential."""
    arrived = level.groupBy(sf.col("buyer").alias("company"), "product", "day").agg(
        sf.max("potential").alias("potential")
    )
    earlier = Window.partitionBy("company", "product").orderBy("day").rowsBetween(Window.unboundedPreceding, -1)
    return (
        arrived.withColumn("before", sf.max("potential").over(earlier))
        .where("before is null or potential > before")
        .drop("before")
    )


def _held(arrived: DataFrame, sold: DataFrame, follows: DataFrame) -> DataFrame:
    """The same by what it may become of what the company sells: company, made, day, potential."""
    bit = sf.getbit(sf.get("words", (sf.col("made") / WORD).cast("int")), sf.col("made") % WORD)
    return (
        arrived.join(sold.withColumnRenamed("seller", "company"), "company")
        .join(sf.broadcast(follows), "product")
        .where(bit == 1)
        .groupBy("company", "made", "day")
        .agg(sf.max("potential").alias("potential"))
    )


def _leaving(declarations: DataFrame, held: DataFrame) -> DataFrame:
    """Every declaration that something held may have gone into, with the best of it: the columns of a level."""
    key = ["company", "made"]
    asked = declarations.withColumnsRenamed({"seller": "company", "product": "made"}).join(
        held.select(key).distinct(), key, "left_semi"
    )
    # In the frame that goes with an order by day, rows of one day are peers: the day's arrivals are in.
    until = Window.partitionBy(key).orderBy("day")
    return (
        asked.select("number", "buyer", *key, "day", "weight")
        .unionByName(held, allowMissingColumns=True)
        .withColumn("potential", sf.max("potential").over(until) + sf.col("weight"))
        .where("number is not null and potential is not null")
        .withColumnRenamed("made", "product")
        .select("number", "buyer", "product", "day", "potential")
    )


def _improved(candidates: DataFrame, levels: list[DataFrame]) -> DataFrame:
    """Those that are better than at every level before."""
    known = _union([level.select("number", sf.col("potential").alias("known")) for level in levels])
    best = known.groupBy("number").agg(sf.max("known").alias("known"))
    return candidates.join(best, "number", "left").where("known is null or potential > known").drop("known")


def _layers(levels: list[DataFrame], rules: Rules) -> DataFrame:
    """Levels -> one row a declaration with its sums as of its day."""
    every = _union(
        [level.select("number", "day", "potential", sf.lit(k).alias("k")) for k, level in enumerate(levels, 1)]
    )

    def best(most: int) -> Column:
        return sf.max(sf.when(sf.col("k") <= most, sf.col("potential") - sf.col("day").cast("long") * rules.ageing))

    columns = [
        sf.coalesce(best(most), sf.lit(NOTHING)).cast("int").alias(f"layer_{most}")
        for most in range(1, rules.tiers + 1)
    ]
    return every.groupBy("number").agg(*columns)


def _union(frames: list[DataFrame]) -> DataFrame:
    return reduce(DataFrame.unionByName, frames)


def _follows(spark: SparkSession, allowed: NDArray[np.uint8]) -> DataFrame:
    """Product -> what it may become, as bits: bit b of `words` is `allowed[product, b]`; products with none are left out."""
    wide = np.zeros((len(allowed), -(-len(allowed) // WORD) * WORD), np.uint8)
    wide[:, : len(allowed)] = allowed != 0
    words = np.packbits(wide, axis=1, bitorder="little").view("<i8")
    rows = [(product, row.tolist()) for product, row in enumerate(words) if row.any()]
    return spark.createDataFrame(rows, "product int, words array<bigint>")


def _digest(allowed: NDArray[np.uint8]) -> str:
    return sha256(str(allowed.shape).encode() + np.packbits(allowed != 0).tobytes()).hexdigest()
