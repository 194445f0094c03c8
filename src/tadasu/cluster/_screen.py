"""Screening and party resolution at volume: our own engine in every Python process of Spark, over one saved index.

The answer to a query does not depend on the batch it comes in, so parts may be cut as Spark likes and the rows are those
of one machine, bit by bit. The arrays of the index are written once to a folder that every machine has mounted at the
same path, and are opened memory-mapped, so that the processes of one machine share them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sf

from tadasu.schema import Entity, EntityId, Identifier, ListId, Match, Origin, StoreError, UsageError
from tadasu.screening import Index, Options
from tadasu.screening import screen as screen_here
from tadasu.store import DataFolderError

if TYPE_CHECKING:
    from pyspark import Broadcast

COLUMNS = pa.schema(
    {
        "query_id": pa.string(),
        "entity_id": pa.string(),
        "list_id": pa.string(),
        "query_name": pa.string(),
        "matched_name": pa.string(),
        "log_odds": pa.int32(),
        "probability": pa.float64(),
    }
)
"""Those of `tadasu.schema.Match`."""

PARTIES = "id string, name string, aliases array<string>, countries array<string>, addresses array<string>, \
identifiers array<struct<scheme: string, value: string>>"
"""Columns of parties to screen; all but the first two may be missing."""

_OPTIONAL = ("aliases", "countries", "addresses", "identifiers")

_OPEN: dict[str, Index] = {}
"""The index of this process by its folder; another one takes its place."""


def screen(parties: DataFrame, listed: Sequence[Entity], *, folder: Path, options: Options | None = None) -> DataFrame:
    """Matches of `parties` with `listed`: the columns of `tadasu.schema.Match`, in no order.

    `parties` have the columns of PARTIES, each `id` once; a name that is null is an empty name. Take each party once,
    not once for every declaration that names it. To resolve parties to companies, give the companies as `listed` and a
    `limit` of 1. `folder` is on every machine at this path; the index is kept there under its key and found again.
    Raises UsageError `cluster-column-missing`, DataFolderError when the folder cannot be written.
    """
    for name in ("id", "name"):
        if name not in parties.columns:
            raise UsageError("cluster-column-missing", column=name, columns=", ".join(parties.columns))
    options = replace(options or Options(), threads=1)
    place = _saved(listed, folder)
    entities = parties.sparkSession.sparkContext.broadcast(tuple(listed))
    columns = [sf.col("id").cast("string"), "name", *(name for name in _OPTIONAL if name in parties.columns)]
    return parties.select(*columns).mapInArrow(_worker(place, entities, options), _ddl())


def parties_of(spark: SparkSession, entities: Iterable[Entity]) -> DataFrame:
    """Entities as a DataFrame of parties; for companies that are on this machine already."""
    rows = [
        (
            entity.id,
            entity.name,
            [*entity.aliases, *entity.weak_aliases],
            list(entity.countries),
            list(entity.addresses),
            [(identifier.scheme, identifier.value) for identifier in entity.identifiers],
        )
        for entity in entities
    ]
    return spark.createDataFrame(rows, PARTIES)


def _saved(listed: Sequence[Entity], folder: Path) -> str:
    """Where the index of these entities is; built and written if it is not there whole."""
    place = folder / Index.key(listed)
    try:
        Index.load(place, listed)
    except StoreError:
        try:
            Index.build(listed).save(place)
        except OSError as error:
            raise DataFolderError("folder-unusable", folder=folder.name, reason=error.strerror or "") from None
    return str(place)


def _worker(
    place: str, listed: "Broadcast[tuple[Entity, ...]]", options: Options
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = screen_here(_entities(batch), _opened(place, listed), options=options)
            yield _batch(found.matches)

    return work


def _opened(place: str, listed: "Broadcast[tuple[Entity, ...]]") -> Index:
    """The index, opened by the first batch that this process gets."""
    if place not in _OPEN:
        _OPEN.clear()
        _OPEN[place] = Index.load(Path(place), listed.value)
    return _OPEN[place]


def _entities(batch: pa.RecordBatch) -> list[Entity]:
    """Parties of a batch; what is null is empty."""
    return [
        Entity(
            id=EntityId(row["id"]),
            schema="LegalEntity",
            name=row["name"] or "",
            origin=Origin(list_id=ListId("parties"), row=0),
            aliases=tuple(row.get("aliases") or ()),
            countries=tuple(row.get("countries") or ()),
            addresses=tuple(row.get("addresses") or ()),
            identifiers=tuple(Identifier(**each) for each in row.get("identifiers") or ()),
        )
        for row in batch.to_pylist()
    ]


def _batch(matches: Sequence[Match]) -> pa.RecordBatch:
    columns = [pa.array([getattr(match, field.name) for match in matches], field.type) for field in COLUMNS]
    return pa.RecordBatch.from_arrays(columns, schema=COLUMNS)


def _ddl() -> str:
    spoken = {pa.string(): "string", pa.int32(): "int", pa.float64(): "double"}
    return ", ".join(f"{field.name} {spoken[field.type]}" for field in COLUMNS)
