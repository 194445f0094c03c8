"""The slow twin of `tadasu.goods.closed`: which product may go into which, said again in plain words."""

from collections.abc import Sequence


def may_be(one: str, other: str) -> bool:
    """Whether a good declared under one code may be a good of the other: one code holds the other."""
    return one.startswith(other) or other.startswith(one)


def allowed(rows: Sequence[tuple[str, str]], products: Sequence[str]) -> set[tuple[str, str]]:
    """Every pair of products of which the first may go into the second."""
    found = {(start, end) for start in products for end in products if start[:2] == end[:2] and may_be(start, end)}
    goods = {code: [each for each in products if may_be(each, code)] for row in rows for code in row}
    for taken, made in rows:
        found.update((start, end) for start in goods[taken] for end in goods[made])
    return found
