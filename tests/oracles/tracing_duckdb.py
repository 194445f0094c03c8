"""Tracing as joins, a level at a time: a third engine that knows nothing of the order of days."""

from collections.abc import Sequence

import duckdb
from tests.oracles.tracing import Allowed, Line

_TABLES = """
    create or replace table line (number int, seller int, buyer int, product int, day int, weight int, seed int);
    create or replace table follows (input int, output int);
    create or replace table level (length int, number int, sum int);
"""
_FIRST = "insert into level select 1, number, seed + weight from line where seed is not null"
_NEXT = """
    insert into level
    select $length, e.number, max(level.sum + e.weight - $ageing * (e.day - before.day))
    from level
    join line before on before.number = level.number
    join line e on e.seller = before.buyer and before.day <= e.day
    join follows on follows.input = before.product and follows.output = e.product
    where level.length = $length - 1
    group by e.number
"""
_BEST = "select number, max(sum) from level where length <= $length group by number"


def layers(lines: Sequence[Line], allowed: Allowed, *, tiers: int, ageing: int) -> list[list[int | None]]:
    """For each declaration and each number of declarations from 1 to `tiers`: the greatest sum over chains no longer."""
    out: list[list[int | None]] = [[None] * tiers for _ in lines]
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        for number, one in enumerate(lines):
            values = [number, one.seller, one.buyer, one.product, one.day, one.weight, one.seed]
            connection.execute("insert into line values (?, ?, ?, ?, ?, ?, ?)", values)
        for pair in ((i, o) for i, row in enumerate(allowed) for o, may in enumerate(row) if may):
            connection.execute("insert into follows values (?, ?)", pair)
        connection.execute(_FIRST)
        for length in range(1, tiers + 1):
            if length > 1:
                connection.execute(_NEXT, {"length": length, "ageing": ageing})
            for number, total in connection.execute(_BEST, {"length": length}).fetchall():
                out[number][length - 1] = total
    return out
