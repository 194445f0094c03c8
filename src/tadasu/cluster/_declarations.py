"""Declarations from Parquet as the columns that tracing reads, and a check of these columns in one go over the data."""

from collections.abc import Sequence

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sf

from tadasu.goods import products
from tadasu.schema import LEAST_STRENGTH, Certainty, UsageError
from tadasu.tracing import LINK

RANGES = {"product": (0, 2**15 - 1), "day": (0, 73_000), "weight": (-(10**6), 0)}
"""Least and most of each whole column, as `tadasu.tracing.Trade` has them."""

WHOLE = ("tinyint", "smallint", "int", "bigint")


def read_declarations_parquet(spark: SparkSession, paths: str | Sequence[str]) -> DataFrame:
    """Files, folders or addresses -> columns number, seller, buyer, product, day, weight, and `country` if it is there.

    The files have `seller` and `buyer` (numbers or texts); `product` (a place in `tadasu.goods.products()`) or `good` (an HS
    code as text); `day` (a date, or days since 1970-01-01); and, if not every link is merely reported, `weight`
    (thousandths of a nat) or `certainty` (verified, reported, inferred). `number` is a column of whole numbers, or else
    the place of the row among all rows, from 0, files in the order of their addresses. A good that HS 2022 lacks and a
    certainty that is none of the three become null, which `trace` refuses. Raises UsageError `cluster-column-missing`.
    """
    frame = spark.read.parquet(*([paths] if isinstance(paths, str) else paths))
    types = dict(frame.dtypes)
    for either in (("seller",), ("buyer",), ("product", "good"), ("day",)):
        if not set(either) & set(types):
            raise UsageError("cluster-column-missing", column=" / ".join(either), columns=", ".join(types))
    frame = frame if "number" in types else _numbered(frame)
    frame = frame if "product" in types else _with_product(frame)
    day = sf.unix_date("day") if types["day"] == "date" else sf.col("day")
    columns = ["number", "seller", "buyer", "product", day.alias("day"), _weight(types).alias("weight")]
    return frame.select(*columns, *(["country"] if "country" in types else []))


def fingerprint(declarations: DataFrame, seeds: DataFrame, *, products: int) -> dict[str, object]:
    """What tells these declarations and seeds from others, whatever the order of their rows.

    Raises UsageError `trade-column` for a column with nulls, of another type, or out of range.
    """
    ranges = {**RANGES, "product": (0, min(products - 1, RANGES["product"][1]))}
    found = _summary(declarations, ("number", "seller", "buyer", *RANGES), ranges)
    touched = seeds.where("seed is not null")
    return {"declarations": found, "seeds": _summary(touched, ("number", "seed"), {"seed": (LEAST_STRENGTH, 0)})}


def _summary(frame: DataFrame, columns: Sequence[str], ranges: dict[str, tuple[int, int]]) -> list[int]:
    """Rows, and two sums over a hash of each row; checks on the way."""
    types = dict(frame.dtypes)
    for name in columns:
        if name not in types or (name in (*ranges, "number") and types[name] not in WHOLE):
            raise UsageError("trade-column", column=name, value=types.get(name, ""))
    hashed = sf.xxhash64(*(sf.col(name).cast("string") for name in columns))
    sums = [
        sf.count(sf.lit(1)).alias("rows"),
        sf.sum(sf.shiftrightunsigned(hashed, 32)).alias("upper"),
        sf.sum(hashed.bitwiseAND(0xFFFFFFFF)).alias("lower"),
    ]
    wrong = [sf.count_if(_is_wrong(name, ranges.get(name))).alias(f"wrong_{name}") for name in columns]
    row = frame.agg(*sums, *wrong).collect()[0].asDict()
    for name in columns:
        if row[f"wrong_{name}"]:
            raise UsageError("trade-column", column=name, value=f"{row[f'wrong_{name}']:,} x")
    return [row["rows"], row["upper"] or 0, row["lower"] or 0]


def _is_wrong(name: str, allowed: tuple[int, int] | None) -> Column:
    missing = sf.col(name).isNull()
    return missing if allowed is None else missing | ~sf.col(name).between(*allowed)


def _numbered(frame: DataFrame) -> DataFrame:
    """With the place of each row among all."""
    placed = frame.withColumns({"file": sf.col("_metadata.file_path"), "place": sf.col("_metadata.row_index")})
    sizes = placed.groupBy("file").agg((sf.max("place") + 1).alias("size")).orderBy("file").collect()
    starts = {row.file: sum(other.size for other in sizes[:i]) for i, row in enumerate(sizes)}
    if len(starts) <= 1:
        return placed.withColumn("number", sf.col("place"))
    before = frame.sparkSession.createDataFrame(list(starts.items()), "file string, start bigint")
    return placed.join(sf.broadcast(before), "file").withColumn("number", sf.col("start") + sf.col("place"))


def _with_product(frame: DataFrame) -> DataFrame:
    """With the number of the finest product that holds the HS code, as `tadasu.goods.product_of` finds it."""
    known = frame.sparkSession.createDataFrame(
        [(str(code), number) for number, code in enumerate(products())], "code string, found int"
    )
    digits = sf.regexp_replace(sf.col("good"), "[^0-9]", "")
    for length in (6, 4):
        table = known.where(sf.length("code") == length).withColumnsRenamed(
            {"code": f"code{length}", "found": f"in{length}"}
        )
        frame = frame.join(sf.broadcast(table), sf.substring(digits, 1, length) == sf.col(f"code{length}"), "left")
    return frame.withColumn("product", sf.coalesce("in6", "in4"))


def _weight(types: dict[str, str]) -> Column:
    if "weight" in types:
        return sf.col("weight")
    if "certainty" not in types:
        return sf.lit(LINK[Certainty.REPORTED])
    whens = ((sf.col("certainty") == each.value, sf.lit(weight)) for each, weight in LINK.items())
    return sf.coalesce(*(sf.when(condition, weight) for condition, weight in whens))
