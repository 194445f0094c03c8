"""Which product may go into which, as arrays for the kernels, and the row that says so.

`allowed` is closed over heading and subheading: a row of two headings holds for all their subheadings, and a product
declared by its heading alone may be fed by, and become, whatever any of its subheadings may. No row passes on what went
into a parts heading, a residual heading or a finished good built into another unless `parts` is switched on, for then
there is a bill of materials.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from tadasu.goods._codes import HsCode, covers, heading
from tadasu.goods._defaults import SAME_CODE, SAME_HEADING, default_rows, default_rules, row_of_rule
from tadasu.goods._hubs import NEED_EVIDENCE, Hub, hub_of
from tadasu.goods._products import products
from tadasu.goods._transformation import Relation, StepConfidence, Transformation, core_rows, extended_rows

_SURENESS = tuple(StepConfidence)  # high first

RowsByHeadings = dict[tuple[HsCode, HsCode], tuple[Transformation, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Why one product may go into another. `by_heading`: one side is declared by a heading that only may be the good."""

    row: Transformation
    by_heading: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Transformations:
    """The table as it is switched. P is the number of products; the arrays cannot be written.

    `allowed` is (P, P) of 0 and 1, row the input, column the output. `outputs[offsets[i] : offsets[i + 1]]` are the
    products that product i may become, ascending: (P + 1,) and (sum of allowed,). `digest` names all of it.
    """

    products: tuple[HsCode, ...]
    rows: tuple[Transformation, ...]
    allowed: NDArray[np.uint8]
    offsets: NDArray[np.int64]
    outputs: NDArray[np.int32]
    digest: str
    _by_headings: RowsByHeadings = field(repr=False)

    def row_of(self, i: int, o: int) -> Passage | None:
        """The row, or the default rule as a row, by which product i may go into product o; None when it may not.

        Of several rows the finest, then the surest, then the first by id.
        """
        start, end = self.products[i], self.products[o]
        found = [row for row in self._by_headings.get((heading(start), heading(end)), ()) if _fits(row, start, end)]
        if found:
            best = min(found, key=lambda row: _rank(row, start, end))
            return Passage(row=best, by_heading=not _holds(best, start, end))
        if not (covers(start, end) or covers(end, start)):
            return None
        rule = next(rule for rule in default_rules() if rule.id == (SAME_CODE if i == o else SAME_HEADING))
        return Passage(row=row_of_rule(rule, start, end), by_heading=i != o)


@cache
def transformations(
    *,
    extended: bool = False,
    consumed: bool = False,
    packaging: bool = False,
    parts: bool = False,
    integrated: bool = True,
) -> Transformations:
    """The table of what may be made from what, with these switches; made once for each setting.

    `extended`: minor inputs and trims. `consumed`: energy, reagents, feed (they pass on, though nothing of them is in the
    output). `packaging`: packing materials. `parts`: there is a bill of materials, so parts, residual headings and
    finished goods built into others pass on. `integrated`: works that do several steps under one roof.

    >>> table = transformations()
    >>> at = table.products.index
    >>> table.allowed[at("5201"), at("5205")], table.row_of(at("5201"), at("5205")).row.id
    (np.uint8(1), '5201>5205')
    """
    rows = rows_in_force(extended=extended, consumed=consumed, packaging=packaging, parts=parts, integrated=integrated)
    return closed(rows, products())


@cache
def rows_in_force(
    *, extended: bool, consumed: bool, packaging: bool, parts: bool, integrated: bool
) -> tuple[Transformation, ...]:
    """The rows that these switches leave, and those of the default rules where no row says the same; sorted by id."""
    told = (*core_rows(), *(extended_rows() if extended else ()))
    off = {
        relation
        for relation, on in (
            (Relation.CONSUMED, consumed),
            (Relation.PACKAGING, packaging),
            (Relation.THROUGH, integrated),
        )
        if not on
    }
    kept = {row.id: row for row in told if row.relation not in off and _passes(row, parts=parts, packaging=packaging)}
    by_rule = {row.id: row for row in default_rows(parts=parts)}
    return tuple(sorted((by_rule | kept).values(), key=lambda row: row.id))


def closed(rows: Sequence[Transformation], goods: Sequence[HsCode]) -> Transformations:
    """The arrays of these rows over these products (sorted)."""
    fitting = _fitting(rows, goods)
    allowed = np.zeros((len(goods), len(goods)), np.uint8)
    for number, good in enumerate(goods):
        allowed[number, fitting[good]] = 1  # the same good, and a heading with its own subheadings
    for row in rows:
        allowed[np.ix_(fitting[row.input], fitting[row.output])] = 1
    inputs, outputs = np.nonzero(allowed)
    offsets = np.searchsorted(inputs, np.arange(len(goods) + 1)).astype(np.int64)
    arrays = (allowed, offsets, outputs.astype(np.int32))
    for array in arrays:
        array.flags.writeable = False
    return Transformations(
        products=tuple(goods),
        rows=tuple(rows),
        allowed=arrays[0],
        offsets=arrays[1],
        outputs=arrays[2],
        digest=sha256(" ".join(goods).encode() + allowed.tobytes()).hexdigest(),
        _by_headings=_grouped(rows),
    )


def _passes(row: Transformation, *, parts: bool, packaging: bool) -> bool:
    hub = hub_of(row.input)
    if heading(row.input) == heading(row.output):
        return True
    return (parts or hub not in NEED_EVIDENCE) and (packaging or hub is not Hub.PACKAGING)


def _fitting(rows: Iterable[Transformation], goods: Sequence[HsCode]) -> dict[HsCode, NDArray[np.intp]]:
    """For every product and every code of a row the places of the products that it holds or that hold it."""
    near: dict[HsCode, list[int]] = {}
    for place, good in enumerate(goods):
        near.setdefault(heading(good), []).append(place)
    codes = {*goods, *(code for row in rows for code in (row.input, row.output))}
    return {
        code: np.array([place for place in near.get(heading(code), ()) if _meets(code, goods[place])], np.intp)
        for code in codes
    }


def _meets(code: HsCode, good: HsCode) -> bool:
    return covers(code, good) or covers(good, code)


def _fits(row: Transformation, start: HsCode, end: HsCode) -> bool:
    return _meets(row.input, start) and _meets(row.output, end)


def _holds(row: Transformation, start: HsCode, end: HsCode) -> bool:
    """Whether the row is about the good for sure, and not only about a part of the heading it was declared by."""
    return covers(row.input, start) and covers(row.output, end)


def _rank(row: Transformation, start: HsCode, end: HsCode) -> tuple[bool, int, int, str]:
    fineness = len(row.input) + len(row.output)
    return (not _holds(row, start, end), -fineness, _SURENESS.index(row.confidence), row.id)


def _grouped(rows: Iterable[Transformation]) -> RowsByHeadings:
    found: dict[tuple[HsCode, HsCode], list[Transformation]] = {}
    for row in rows:
        found.setdefault((heading(row.input), heading(row.output)), []).append(row)
    return {pair: tuple(group) for pair, group in found.items()}
