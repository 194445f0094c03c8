"""Entities as one Parquet file: a column a field, so that fifty thousand load in a fraction of a second."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tadasu.schema import Entity, EntityId, Identifier, ListId, Origin

_TEXTS = pl.List(pl.String)
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "id": pl.String,
    "schema": pl.String,
    "name": pl.String,
    "origin_list": pl.String,
    "origin_row": pl.Int64,
    "origin_date": pl.Date,
    "origin_digest": pl.String,
    "aliases": _TEXTS,
    "weak_aliases": _TEXTS,
    "countries": _TEXTS,
    "addresses": _TEXTS,
    "identifier_schemes": _TEXTS,
    "identifier_values": _TEXTS,
    "goods": _TEXTS,
    "topics": _TEXTS,
    "programme": pl.String,
    "listed_on": pl.Date,
    "delisted_on": pl.Date,
    "source_url": pl.String,
    "remarks": pl.String,
    "properties": pl.String,
}
"""`properties` is JSON, empty for none: few entities have any, and their names differ from list to list."""
SCHEMA = pl.Schema(_COLUMNS)


def entities_bytes(entities: Sequence[Entity]) -> bytes:
    """The Parquet file; the same entities in the same order give the same bytes (for one version of polars)."""
    columns = list(zip(*(_values(entity) for entity in entities), strict=True)) or [()] * len(SCHEMA)
    data = {name: list(values) for name, values in zip(SCHEMA, columns, strict=True)}
    buffer = io.BytesIO()
    pl.DataFrame(data, schema=SCHEMA).write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def read_entities_file(path: Path) -> tuple[Entity, ...]:
    """What `entities_bytes` made. Raises polars errors or ValueError if it did not."""
    frame = pl.read_parquet(path)
    if frame.schema != SCHEMA:
        raise ValueError("schema")
    return tuple(_entity(values) for values in zip(*(_column(column) for column in frame), strict=True))


def _column(column: pl.Series) -> Sequence[Any]:
    """Values row by row; a column of empty lists, as most lists have several, is not unpacked."""
    if column.dtype != _TEXTS:
        return column.to_list()
    if not column.list.len().sum():
        return [()] * len(column)
    return [tuple(texts) for texts in column.to_list()]


def _values(entity: Entity) -> tuple[object, ...]:
    return (
        entity.id,
        entity.schema,
        entity.name,
        entity.origin.list_id,
        entity.origin.row,
        entity.origin.list_date,
        entity.origin.digest,
        entity.aliases,
        entity.weak_aliases,
        entity.countries,
        entity.addresses,
        [identifier.scheme for identifier in entity.identifiers],
        [identifier.value for identifier in entity.identifiers],
        entity.goods,
        entity.topics,
        entity.programme,
        entity.listed_on,
        entity.delisted_on,
        entity.source_url,
        entity.remarks,
        json.dumps(entity.properties, ensure_ascii=False) if entity.properties else "",
    )


def _entity(values: Sequence[Any]) -> Entity:
    """One row back into an entity; the order is SCHEMA's."""
    (entity_id, schema, name, list_id, row, list_date, digest, aliases, weak_aliases, countries, addresses, schemes,
     numbers, goods, topics, programme, listed_on, delisted_on, source_url, remarks, properties) = values  # fmt: skip
    return Entity(
        id=EntityId(entity_id),
        schema=schema,
        name=name,
        origin=Origin(list_id=ListId(list_id), row=row, list_date=list_date, digest=digest),
        aliases=aliases,
        weak_aliases=weak_aliases,
        countries=countries,
        addresses=addresses,
        identifiers=_identifiers(schemes, numbers) if schemes else (),
        goods=goods,
        topics=topics,
        programme=programme,
        listed_on=listed_on,
        delisted_on=delisted_on,
        source_url=source_url,
        remarks=remarks,
        properties=tuple((key, tuple(texts)) for key, texts in json.loads(properties)) if properties else (),
    )


def _identifiers(schemes: Sequence[str], numbers: Sequence[str]) -> tuple[Identifier, ...]:
    return tuple(Identifier(scheme=scheme, value=value) for scheme, value in zip(schemes, numbers, strict=True))
