"""Findings -> the declarations that each touches by itself, as joins."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pyspark.sql import DataFrame
from pyspark.sql import functions as sf

from tadasu.goods import products as all_products
from tadasu.schema import CompanySubject, Finding, GoodOfCompany, GoodOfCountry, Period, UsageError

_EPOCH = date(1970, 1, 1)
_EVER, _NEVER = -(1 << 30), 1 << 30

_COLUMNS = "who string, product int, strength int, first int, last int"
Row = tuple[str, int | None, int, int, int]


def seeds(declarations: DataFrame, findings: Iterable[Finding], *, products: Sequence[str] | None = None) -> DataFrame:
    """Columns number and seed: each declaration that a finding touches, with the strength of the strongest.

    Findings on a company, a good of a company and a good of a country; for the last, `declarations` need the column
    `country`. `products` are HS codes by number, else `tadasu.goods.products()`. The outcome is that of
    `tadasu.tracing.seeds`. Raises UsageError `cluster-finding-subject` for a finding on a place: only a gazetteer knows
    which companies are in it, so say it company by company.
    """
    products = all_products() if products is None else products
    by_company: list[Row] = []
    by_country: list[Row] = []
    for finding in findings:
        match finding.subject:
            case CompanySubject(company=company):
                by_company.append((company, None, finding.strength, *_days(finding.period)))
            case GoodOfCompany(good=good, company=company):
                by_company.extend(_by_product(company, good, finding, products))
            case GoodOfCountry(good=good, country=country) if "country" in declarations.columns:
                by_country.extend(_by_product(country, good, finding, products))
            case _:
                raise UsageError("cluster-finding-subject", finding=finding.id)
    touched = _touched(declarations, "seller", by_company)
    if by_country:
        touched = touched.unionByName(_touched(declarations, "country", by_country))
    return touched.groupBy("number").agg(sf.max("strength").alias("seed"))


def _by_product(who: str, good: str, finding: Finding, products: Sequence[str]) -> Iterator[Row]:
    """A row for each product inside the good; one declared no finer than its heading may be any of its subheadings."""
    for number, code in enumerate(products):
        if code.startswith(good) or good.startswith(code):
            yield (who, number, finding.strength, *_days(finding.period))


def _days(period: Period) -> tuple[int, int]:
    first = (period.start - _EPOCH).days if period.start else _EVER
    last = (period.end - _EPOCH).days if period.end else _NEVER
    return first, last


def _touched(declarations: DataFrame, column: str, rows: list[Row]) -> DataFrame:
    """Number and strength of each declaration and each row that is about it."""
    found = declarations.sparkSession.createDataFrame(rows, _COLUMNS).withColumnRenamed("product", "of")
    asked = declarations.select("number", sf.col(column).cast("string").alias("who"), "product", "day")
    about = sf.col("of").isNull() | (sf.col("of") == sf.col("product"))
    return (
        asked.join(found, "who")
        .where(about & sf.col("day").between(sf.col("first"), sf.col("last")))
        .select("number", "strength")
    )
