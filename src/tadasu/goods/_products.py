"""The goods that tracing tells apart: every heading of HS 2022, and the subheadings of headings that hold unlike goods.

Heading 28.04 is hydrogen and silicon, 85.41 diodes and solar modules, 85.07 lead and lithium. Where a row of the tables
looks at six digits, every subheading of that heading is a product of its own, and the heading beside them stands for a
declaration that says no more: it may be any of them.
"""

from collections.abc import Iterable
from functools import cache

from tadasu.goods._codes import HsCode, heading
from tadasu.goods._headings import headings, subheadings
from tadasu.goods._transformation import Transformation, core_rows, extended_rows

_SUBHEADING = 6  # digits


@cache
def products() -> tuple[HsCode, ...]:
    """Every product, sorted: the same whatever is switched on, so that a product's place in it is its number."""
    return products_of((*core_rows(), *extended_rows()))


def product_of(hs: HsCode) -> int | None:
    """Place in `products()` of the finest product that holds the code; None for a chapter or a heading HS 2022 lacks.

    A subheading that HS 2022 lacks counts as its heading; convert older editions first (`to_hs2022`).

    >>> products()[product_of(HsCode("854142000"))], products()[product_of(HsCode("520100"))]
    ('854142', '5201')
    """
    for length in (_SUBHEADING, 4):
        if len(hs) >= length and (number := _numbers().get(hs[:length])) is not None:
            return number
    return None


def products_of(rows: Iterable[Transformation]) -> tuple[HsCode, ...]:
    """The products that these rows tell apart."""
    split = {heading(code) for row in rows for code in (row.input, row.output) if len(code) == _SUBHEADING}
    return tuple(sorted({*headings(), *(code for each in split for code in subheadings(each))}))


@cache
def _numbers() -> dict[str, int]:
    return {code: number for number, code in enumerate(products())}
