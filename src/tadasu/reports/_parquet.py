"""Results as Parquet: the columns of the CSV with their own types."""

import io
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tadasu.reports._columns import record
from tadasu.reports._results import Results
from tadasu.store import write_whole

SCHEMA = pl.Schema(
    {
        "query_id": pl.String(),
        "entity_id": pl.String(),
        "list": pl.String(),
        "matched_name": pl.String(),
        "probability": pl.Float64(),
        "explanation": pl.String(),
        "query_name": pl.String(),
        "list_date": pl.Date(),
        "source_row": pl.Int64(),
        "source_url": pl.String(),
        "programme": pl.String(),
        "listed_on": pl.Date(),
        "countries": pl.List(pl.String()),
        "log_odds": pl.Int64(),
    }
)


def write_parquet(results: Results, path: Path) -> None:
    """Write every result as one row (zstd, one row group a hundred thousand rows), whole or not at all."""
    values = (record(row, results.language) for row in results.rows)
    rows = [[getattr(each, column) for column in SCHEMA] for each in values]
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    write_frame(frame, path)


def write_frame(frame: pl.DataFrame, path: Path, *, metadata: Mapping[str, str] | None = None) -> None:
    """Write a table, whole or not at all. Raises DataFolderError `file-unwritable`, also when the disk is full.

    The bytes are made in memory first: polars, given an open file, would say a full disk in an error of its own.
    """
    made = io.BytesIO()
    frame.write_parquet(made, compression="zstd", row_group_size=100_000, metadata=dict(metadata or {}) or None)
    with write_whole(path, "wb") as file:
        file.write(made.getbuffer())
