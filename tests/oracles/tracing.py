"""The slow plain twin of tracing: chains straight from the definition, in Python's own whole numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One declaration; `seed` is the strength of a finding that touches it by itself, or None."""

    seller: int
    buyer: int
    product: int
    day: int
    weight: int
    seed: int | None = None


Allowed = Sequence[Sequence[int]]
Chain = tuple[int, ...]


def follows(earlier: Line, later: Line, allowed: Allowed) -> bool:
    """Whether the good of the one may be in the good of the other."""
    same_hands = earlier.buyer == later.seller
    return same_hands and bool(allowed[earlier.product][later.product]) and earlier.day <= later.day


def chains(lines: Sequence[Line], allowed: Allowed, end: int, *, tiers: int) -> Iterator[Chain]:
    """Every chain of at most `tiers` declarations that ends in `end` and begins at one that a finding touches."""
    if lines[end].seed is not None:
        yield (end,)
    if tiers > 1:
        for before, other in enumerate(lines):
            if follows(other, lines[end], allowed):
                for chain in chains(lines, allowed, before, tiers=tiers - 1):
                    yield (*chain, end)


def total(lines: Sequence[Line], chain: Chain, *, ageing: int) -> int:
    """The sum of one chain."""
    first, last = lines[chain[0]], lines[chain[-1]]
    assert first.seed is not None
    return first.seed + sum(lines[e].weight for e in chain) - ageing * (last.day - first.day)


def layers(lines: Sequence[Line], allowed: Allowed, *, tiers: int, ageing: int) -> list[list[int | None]]:
    """For each declaration and each number of declarations from 1 to `tiers`: the greatest sum over chains no longer."""
    return [
        [
            max((total(lines, chain, ageing=ageing) for chain in chains(lines, allowed, end, tiers=most)), default=None)
            for most in range(1, tiers + 1)
        ]
        for end in range(len(lines))
    ]


def layers_by_length(lines: Sequence[Line], allowed: Allowed, *, tiers: int, ageing: int) -> list[list[int | None]]:
    """The same for worlds with too many chains to list: chains of n declarations from those of n - 1."""
    exact = [None if one.seed is None else one.seed + one.weight for one in lines]
    best = [[value] for value in exact]
    for _ in range(1, tiers):
        longer: list[int | None] = []
        for one in lines:
            sums = [
                value + one.weight - ageing * (one.day - other.day)
                for other, value in zip(lines, exact, strict=True)
                if value is not None and follows(other, one, allowed)
            ]
            longer.append(max(sums, default=None))
        exact = longer
        for held, value in zip(best, exact, strict=True):
            held.append(max((v for v in (held[-1], value) if v is not None), default=None))
    return best
