"""Where we are blind: by country and sector, on how many independent sources that which is known rests, and what one loss takes.

A cell is a country and a sector. A cell without reports is unknown; it is never said to be safe.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from tadasu.schema import UsageError

ROWS = {
    "id": pl.String(),
    "country": pl.String(),
    "sector": pl.String(),
    "origins": pl.List(pl.String()),
    "confirmed": pl.Date(),
}
"""A row is a finding or report in a cell: the keys of the outlets and groups it rests on (each alone is enough to keep it), and
the day of its last independent confirmation, or none."""

CELL = ["country", "sector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Three tables, sorted by their first columns.

    `cells`: country, sector, state (`reported` or `unknown`), findings, unsourced (findings without a source), sources
    (independent ones), on_one (findings that rest on one source), confirmed (last day), months (whole ones since then). For an
    unknown cell all but the first three are null; where nothing was ever confirmed the last two are.
    `sources`: source, findings, on_it_alone (findings that would have no source without it), cells, falling (cells that would
    fall).
    `losses`: source, country, sector, left (sources that would be left), on_it_alone: one row for each cell that falls to zero,
    or from `least` or more to below, when this one source closes.
    """

    cells: pl.DataFrame
    sources: pl.DataFrame
    losses: pl.DataFrame


def coverage(
    rows: pl.DataFrame, *, today: date, least: int = 1, cells: Iterable[tuple[str, str]] | None = None
) -> Coverage:
    """Count the sources of every cell.

    `cells`: countries and sectors to look at beside those of the rows; without them every country of the rows with every sector
    of the rows. An id may stand in several rows and cells and counts once in each cell.

    Raises UsageError for other columns than ROWS, an empty id, country, sector or source (also in `cells`), and a day
    after `today`.
    """
    _check(rows, today)
    pairs = rows.select("id", *CELL, pl.col("origins").alias("source")).explode("source").drop_nulls("source").unique()
    findings = _findings(rows, pairs)
    counted = _counted(rows, pairs, findings, today)
    losses = _losses(pairs, findings, counted, least)
    return Coverage(
        cells=_with_unknown(counted, rows, cells), sources=_by_source(pairs, findings, losses), losses=losses
    )


def _findings(rows: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Each finding of a cell with the number of its sources there."""
    keys = [*CELL, "id"]
    own = pairs.group_by(keys).agg(pl.len().alias("own"))
    return rows.select(keys).unique().join(own, on=keys, how="left").with_columns(pl.col("own").fill_null(0))


def _counted(rows: pl.DataFrame, pairs: pl.DataFrame, findings: pl.DataFrame, today: date) -> pl.DataFrame:
    by_finding = findings.group_by(CELL).agg(
        pl.len().cast(pl.Int64).alias("findings"),
        (pl.col("own") == 0).sum().cast(pl.Int64).alias("unsourced"),
        (pl.col("own") == 1).sum().cast(pl.Int64).alias("on_one"),
    )
    by_source = pairs.group_by(CELL).agg(pl.col("source").n_unique().cast(pl.Int64).alias("sources"))
    last = rows.group_by(CELL).agg(pl.col("confirmed").max())
    return (
        by_finding.join(by_source, on=CELL, how="left")
        .join(last, on=CELL, how="left")
        .with_columns(pl.col("sources").fill_null(0), pl.lit("reported").alias("state"), _months(today).alias("months"))
    )


def _months(today: date) -> pl.Expr:
    """Whole calendar months since `confirmed`: from the 31st to the 30th of a month is not yet a whole one."""
    day = pl.col("confirmed")
    whole = (today.year - day.dt.year().cast(pl.Int64)) * 12 + (today.month - day.dt.month().cast(pl.Int64))
    return whole - (day.dt.day() > today.day).cast(pl.Int64)


def _losses(pairs: pl.DataFrame, findings: pl.DataFrame, counted: pl.DataFrame, least: int) -> pl.DataFrame:
    left = pl.col("sources") - 1
    falling = counted.filter((left == 0) | ((left < least) & (pl.col("sources") >= least)))
    return (
        pairs.join(findings, on=[*CELL, "id"])
        .group_by("source", *CELL)
        .agg((pl.col("own") == 1).sum().cast(pl.Int64).alias("on_it_alone"))
        .join(falling.select(*CELL, left.alias("left")), on=CELL)
        .select("source", *CELL, "left", "on_it_alone")
        .sort("source", *CELL)
    )


def _by_source(pairs: pl.DataFrame, findings: pl.DataFrame, losses: pl.DataFrame) -> pl.DataFrame:
    """Counted over all cells: a finding in several cells rests on a source alone when it has no other in any of them."""
    everywhere = pairs.select("id", "source").unique()
    own = everywhere.group_by("id").agg(pl.len().alias("own"))
    by_finding = (
        everywhere.join(own, on="id")
        .group_by("source")
        .agg(pl.len().cast(pl.Int64).alias("findings"), (pl.col("own") == 1).sum().cast(pl.Int64).alias("on_it_alone"))
    )
    by_cell = pairs.select("source", *CELL).unique().group_by("source").agg(pl.len().cast(pl.Int64).alias("cells"))
    falling = losses.group_by("source").agg(pl.len().cast(pl.Int64).alias("falling"))
    return (
        by_finding.join(by_cell, on="source")
        .join(falling, on="source", how="left")
        .with_columns(pl.col("falling").fill_null(0))
        .sort("source")
    )


def _with_unknown(counted: pl.DataFrame, rows: pl.DataFrame, cells: Iterable[tuple[str, str]] | None) -> pl.DataFrame:
    """All cells: those of the rows, and those of which nothing is known."""
    if cells is None:
        asked = rows.select("country").unique().join(rows.select("sector").unique(), how="cross")
    else:
        asked = pl.DataFrame(list(cells), schema={"country": pl.String, "sector": pl.String}, orient="row").unique()
        for name in CELL:
            if asked.filter(pl.col(name).fill_null("").str.strip_chars() == "").height:
                raise UsageError("weighing-rows-empty", column=name)
    everything = pl.concat([asked, counted.select(CELL)]).unique()
    return (
        everything.join(counted, on=CELL, how="left")
        .with_columns(pl.col("state").fill_null("unknown"))
        .select(*CELL, "state", "findings", "unsourced", "sources", "on_one", "confirmed", "months")
        .sort(CELL)
    )


def _check(rows: pl.DataFrame, today: date) -> None:
    for name, type_ in ROWS.items():
        if rows.schema.get(name) != type_:
            raise UsageError("weighing-rows-column", column=name, type=str(type_))
    if other := [name for name in rows.columns if name not in ROWS]:
        raise UsageError("weighing-rows-other", column=other[0])
    for name in ("id", *CELL):
        if rows.filter(pl.col(name).fill_null("").str.strip_chars() == "").height:
            raise UsageError("weighing-rows-empty", column=name)
    if rows.filter(pl.col("origins").list.eval(pl.element().fill_null("").str.strip_chars() == "").list.any()).height:
        raise UsageError("weighing-rows-empty", column="origins")
    if late := rows.filter(pl.col("confirmed") > today)["id"].to_list():
        raise UsageError("weighing-rows-day", id=min(late))
