"""The slow twin of `tadasu.goods.shortest`: every chain of rows is tried, and all of the fewest rows are kept."""

from collections.abc import Sequence
from itertools import pairwise, product

from tadasu.goods import StepConfidence, Transformation


def meet(one: str, other: str) -> bool:
    """Whether one code holds the other."""
    return one.startswith(other) or other.startswith(one)


def shortest(rows: Sequence[Transformation], raw: str, finished: str, most: int) -> list[tuple[str, ...]]:
    """Ids of every shortest chain, the surest first."""
    if meet(raw, finished):
        return [()]
    for length in range(1, most + 1):
        chains = [chain for chain in product(rows, repeat=length) if is_way(chain, raw, finished)]
        if chains:
            return [tuple(row.id for row in chain) for chain in sorted(chains, key=doubt)]
    return []


def is_way(chain: Sequence[Transformation], raw: str, finished: str) -> bool:
    """Whether each row takes up what the one before it made."""
    made = [raw, *(row.output for row in chain)]
    taken = [*(row.input for row in chain), finished]
    return all(map(meet, made, taken))


def doubt(chain: Sequence[Transformation]) -> tuple[int, int, int, tuple[str, ...]]:
    """Low rows, medium rows, joints where the next row is about a part of what was made; then the ids."""
    sure = [row.confidence for row in chain]
    loose = sum(not made.output.startswith(taken.input) for made, taken in pairwise(chain))
    low, medium = sure.count(StepConfidence.LOW), sure.count(StepConfidence.MEDIUM)
    return (low, medium, loose, tuple(row.id for row in chain))
