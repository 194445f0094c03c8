"""The slow plain twin of tainted share, in Python's own whole numbers and fractions, and the worlds it is honest about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, floor, inf

UNIT, MILLION, GUARD, GREATEST = 10**15, 10**6, 10**4, 10**18
Need = tuple[int, int]
Needs = Sequence[Sequence[Need | None]]
"""Least and most thousandths of input for one of output; None where the one cannot go into the other."""


@dataclass(frozen=True)
class Lot:
    """One declaration; `least` and `most` are None where the amount is unknown."""

    seller: int
    buyer: int
    product: int
    day: int
    least: int | None
    most: int | None
    touched: bool = False
    begins: bool = False


@dataclass
class Stock:
    """Bounds of the amount, parts of UNIT that are surely tainted and surely clean; `most` is None without bound."""

    product: int
    least: int = 0
    most: int | None = 0
    tainted: int = 0
    clean: int = 0


def up_to_greatest(value: Fraction) -> int:
    return min(floor(value), GREATEST)


def unless_beyond(value: Fraction) -> int | None:
    return None if ceil(value) > GREATEST else ceil(value)


def mixed(lies: int, incoming: int, stock: Stock, least: int, most: int | None) -> int:
    """The smallest mean of what lies there and what comes, over the corners of both bounds."""
    if stock.most == 0:
        return incoming
    found = []
    for there, comes in product((stock.least, stock.most), (least, most)):
        if there is None and comes is None:
            found += [lies, incoming]
        elif there is None:
            found.append(lies)
        elif comes is None:
            found.append(incoming)
        elif there + comes:
            found.append(floor(Fraction(lies * there + incoming * comes, there + comes)))
        else:
            found += [lies, incoming]
    return min(found)


def least_mean(parts: Sequence[int], least: Sequence[int], most: Sequence[int | None]) -> int:
    """The smallest mean part over weights between their bounds, rounded down."""
    bounded = [low if high is None else high for low, high in zip(least, most, strict=True)]
    if sum(bounded) > GREATEST or sum(least) == 0:
        return min(parts)
    means = [Fraction(part) for part, high in zip(parts, most, strict=True) if high is None]
    for limit in (-1, *parts):
        weights = [high if part <= limit else low for part, low, high in zip(parts, least, bounded, strict=True)]
        means.append(Fraction(sum(part * weight for part, weight in zip(parts, weights, strict=True)), sum(weights)))
    return floor(min(means))


def left(amounts: Sequence[int], total: int, need: int) -> list[int]:
    """What is left of each when `need` is taken out of `total`: whole amounts, from running sums rounded down."""
    if need >= total:
        return [0] * len(amounts)
    share = Fraction(total - need, total)
    sums = [floor(sum(amounts[:i]) * share) for i in range(len(amounts) + 1)]
    return [after - before for before, after in pairwise(sums)]


def taken(lot: Lot, held: list[Stock], needs: Needs) -> tuple[int, int, int]:
    """Take a lot out of its seller's stocks: surely tainted, surely clean (of UNIT), seen (of MILLION)."""
    drawn = [(one, need) for one in held if (need := needs[one.product][lot.product]) and one.most != 0]
    if not drawn:
        return 0, 0, 0
    stocks = [stock for stock, _ in drawn]
    base = max(most for _, (_, most) in drawn)
    least = [up_to_greatest(Fraction(stock.least * base, need)) for stock, (_, need) in drawn]
    most = [None if s.most is None else unless_beyond(Fraction(s.most * base, need)) for s, (need, _) in drawn]
    need_least = 0 if lot.least is None else up_to_greatest(Fraction(lot.least * base, 1000))
    need_most = None if lot.most is None else unless_beyond(Fraction(lot.most * base, 1000))
    total_least = min(sum(least), GREATEST)
    total_most = sum(inf if one is None else one for one in most)
    kinds = [[stock.tainted for stock in stocks], [stock.clean for stock in stocks]]
    tainted, clean = (least_mean(parts, least, most) for parts in kinds)
    seen = 0
    if lot.most is not None and need_most is None:
        tainted, clean = 0, 0
    elif need_most is not None:
        seen = MILLION * min(total_least, need_most) // need_most
        if total_least < need_most:
            covered = [sum(p * low for p, low in zip(parts, least, strict=True)) // need_most for parts in kinds]
            tainted, clean = min(tainted, covered[0]), min(clean, covered[1])
    over = total_least if need_most is None else need_most
    lower = left([stock.least for stock in stocks], total_least, over)
    upper = [stock.most for stock in stocks]
    if total_most <= GREATEST and need_least > 0:
        upper = [*left([stock.most or 0 for stock in stocks], int(total_most), need_least)]
    for stock, low, high in zip(stocks, lower, upper, strict=True):
        stock.most = high
        stock.least = low if high is None else min(low, high)
    return tainted, clean, seen


@dataclass
class Ledger:
    """Who holds what, by company."""

    held: dict[int, list[Stock]] = field(default_factory=dict)

    def enter(self, lot: Lot, needs: Needs) -> tuple[int, int, int]:
        """Least, most and seen of a lot in millionths; it moves from seller to buyer."""
        tainted, clean, seen = 0, UNIT, MILLION
        if not lot.begins:
            tainted, clean, seen = taken(lot, self.held.get(lot.seller, []), needs)
        if lot.touched:
            tainted, clean = UNIT, 0
        self.put(lot, tainted, clean)
        per = UNIT // MILLION
        return (tainted + GUARD) // per, MILLION - (clean + GUARD) // per, seen

    def put(self, lot: Lot, tainted: int, clean: int) -> None:
        stocks = self.held.setdefault(lot.buyer, [])
        stock = next((one for one in stocks if one.product == lot.product), None)
        if stock is None:
            stocks.append(stock := Stock(lot.product))
        least = lot.least or 0
        stock.tainted, stock.clean = (
            mixed(stock.tainted, tainted, stock, least, lot.most),
            mixed(stock.clean, clean, stock, least, lot.most),
        )
        stock.least = min(stock.least + least, GREATEST)
        stock.most = None if stock.most is None or lot.most is None else unless_beyond(Fraction(stock.most + lot.most))


def shares(lots: Sequence[Lot], needs: Needs) -> list[tuple[int, int, int]]:
    """Least, most and seen of lots in the order given."""
    ledger = Ledger()
    return [ledger.enter(lot, needs) for lot in lots]


@dataclass(frozen=True)
class Choice:
    """What the papers of one lot do not tell, each from 0 to 1 between its bounds: amount, needs by product, taint unseen."""

    amount: Fraction
    need: tuple[Fraction, ...]
    unseen: Fraction


def between(low: int, high: int, where: Fraction) -> Fraction:
    return low + (high - low) * where


def true_shares(
    lots: Sequence[Lot], needs: Needs, choices: Sequence[Choice], most_unknown: int
) -> Iterator[Fraction | None]:
    """The tainted part of each lot in one world that the papers allow: exact, no rounding, no bounds.

    A lot of unknown amount takes part of what lies there; where nothing ever did, any amount came from elsewhere. None
    where a lot is of nothing at all.
    """
    held: dict[tuple[int, int], tuple[Fraction, Fraction]] = {}
    for lot, choice in zip(lots, choices, strict=True):
        share = Fraction(0)
        amount = None if lot.least is None or lot.most is None else between(lot.least, lot.most, choice.amount)
        if lot.begins:
            amount = most_unknown * choice.amount if amount is None else amount
        else:
            rows = {
                (c, p): between(*need, choice.need[p])
                for c, p in held
                if c == lot.seller and (need := needs[p][lot.product])
            }
            yields = {row: held[row][0] * 1000 / need for row, need in rows.items()}
            there = sum(yields.values(), Fraction(0))
            if amount is None:
                amount = (there or (0 if rows else most_unknown)) * choice.amount
            tainted = sum((yields[row] * held[row][1] for row in rows), Fraction(0))
            if amount > 0:
                share = tainted / there if there >= amount else (tainted + (amount - there) * choice.unseen) / amount
            rest = max(Fraction(0), 1 - amount / there) if there else Fraction(0)
            for row in rows:
                held[row] = held[row][0] * rest, held[row][1]
        share = Fraction(1) if lot.touched else share
        yield share if amount else None
        lies, part = held.get((lot.buyer, lot.product), (Fraction(0), Fraction(0)))
        whole = lies + amount
        held[lot.buyer, lot.product] = whole, (lies * part + amount * share) / whole if whole else part
