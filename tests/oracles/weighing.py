"""Slow twin of `tadasu.weighing`: lineage by walking, every choice of pieces tried out, cells counted one by one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from math import exp, log

from tadasu.weighing import Piece, Rules, Standing


def reached(start: str, pieces: Mapping[str, Piece]) -> set[str]:
    """Everything that a piece goes back to, itself among it."""
    seen, new = {start}, [start]
    while new:
        one = new.pop()
        for origin in pieces[one].origins if one in pieces else ():
            if origin not in seen:
                seen.add(origin)
                new.append(origin)
    return seen


def roots(start: str, pieces: Mapping[str, Piece]) -> frozenset[str]:
    """What is no piece, what is an origin itself, and the first of each circle that leads nowhere else."""
    found = set()
    for one in reached(start, pieces):
        if one not in pieces or not pieces[one].origins or one in pieces[one].origins:
            found.add(one)
        elif all(other in pieces and one in reached(other, pieces) for other in reached(one, pieces)):
            circle = reached(one, pieces)
            if not any(not pieces[other].origins or other in pieces[other].origins for other in circle):
                found.add(min(circle))
    return frozenset(found)


def best(sets: Sequence[frozenset[str]], weights: Sequence[int]) -> int:
    """The heaviest choice of sets no two of which meet."""
    most = 0
    for size in range(len(sets) + 1):
        for choice in combinations(range(len(sets)), size):
            if all(not sets[one] & sets[other] for one, other in combinations(choice, 2)):
                most = max(most, sum(weights[one] for one in choice))
    return most


def independent(pieces: Iterable[Piece]) -> int:
    known = {piece.id: piece for piece in pieces}
    return best([roots(one, known) for one in known], [1] * len(known))


def speaking(pieces: Mapping[str, Piece], element: str, standing: Standing) -> list[Piece]:
    """Without pieces all of whose origins are pieces that say the same, unless they are of one circle."""
    saying = {one: piece for one, piece in pieces.items() if piece.bears.get(element) == standing}
    return [
        piece
        for one, piece in saying.items()
        if not piece.origins or any(origin not in saying or one in reached(origin, pieces) for origin in piece.origins)
    ]


def numbers(pieces: Iterable[Piece], element: str, rules: Rules) -> dict[str, int]:
    """Origins, kinds, firsthand pieces, contrary origins, and what both sides weigh."""
    known = {piece.id: piece for piece in pieces}
    support = speaking(known, element, Standing.SUPPORTS)
    against = speaking(known, element, Standing.CONTRADICTS)

    def most(
        some: Iterable[Piece], weight: Callable[[Piece], int], marks: Callable[[Piece], frozenset[str]] | None = None
    ) -> int:
        used = list(some)
        sets = [roots(one.id, known) | (marks(one) if marks else frozenset()) for one in used]
        return best(sets, [weight(one) for one in used])

    def one(_: Piece) -> int:
        return 1

    def weight(piece: Piece) -> int:
        return min(rules.reliability[piece.reliability], rules.credibility[piece.credibility])

    return {
        "origins": most(support, one),
        "kinds": most(support, one, lambda piece: frozenset({f"kind {piece.kind}"})),
        "firsthand": most((piece for piece in support if piece.firsthand), one),
        "contrary": most(against, one),
        "supporting weight": most(support, weight),
        "contrary weight": most(against, weight),
    }


def standard(pieces: Iterable[Piece], element: str, rules: Rules) -> str | None:
    """The highest standard that one element meets, with all weaker ones; not for imposition by a state."""
    given = list(pieces)
    known = {piece.id: piece for piece in given}
    support = speaking(known, element, Standing.SUPPORTS)
    whole = numbers(given, element, rules)
    met = None
    for one in rules.standards:
        used = [
            piece for piece in support if piece.reliability in one.reliability and piece.credibility in one.credibility
        ]
        sets = [roots(piece.id, known) for piece in used]
        marked = [roots(piece.id, known) | {f"kind {piece.kind}"} for piece in used]
        seen = [roots(piece.id, known) for piece in used if piece.firsthand]
        asked = one.asked(element)
        if (
            best(sets, [1] * len(sets)) < asked.origins
            or best(marked, [1] * len(marked)) < asked.kinds
            or best(seen, [1] * len(seen)) < asked.firsthand
            or whole["supporting weight"] < one.times_contrary * whole["contrary weight"]
        ):
            return met
        met = one.id
    return met


def strength(net: int) -> float:
    """In thousandths of a nat, not rounded."""
    return 1000 * log(1 - exp(-net / 1000))


Row = tuple[str, str, str, Sequence[str], date | None]
"""id, country, sector, origins, last confirmed."""

CellOf = tuple[str, str]


def cells(rows: Sequence[Row], today: date) -> dict[CellOf, tuple[int, int, int, int, date | None, int | None]]:
    """Cell -> findings, unsourced, sources, on one, last day, months."""
    out = {}
    for cell in {(country, sector) for _, country, sector, _, _ in rows}:
        own = [row for row in rows if (row[1], row[2]) == cell]
        by_id = {id: {origin for row in own if row[0] == id for origin in row[3]} for id in {row[0] for row in own}}
        last = max((row[4] for row in own if row[4]), default=None)
        out[cell] = (
            len(by_id),
            sum(not sources for sources in by_id.values()),
            len(set().union(*by_id.values())),
            sum(len(sources) == 1 for sources in by_id.values()),
            last,
            None if last is None else months(last, today),
        )
    return out


def months(since: date, today: date) -> int:
    """How often the day of the month came round."""
    count = 0
    year, month = since.year, since.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if (year, month, since.day) > (today.year, today.month, today.day):
            return count
        count += 1


def losses(rows: Sequence[Row], least: int) -> set[tuple[str, str, str, int, int]]:
    """Each source is closed in turn: source, country, sector, sources left, findings left without one."""
    out = set()
    for source in {origin for row in rows for origin in row[3]}:
        for cell in {(country, sector) for _, country, sector, _, _ in rows}:
            own = [row for row in rows if (row[1], row[2]) == cell]
            before = {origin for row in own for origin in row[3]}
            after = before - {source}
            if source not in before or not (not after or len(after) < least <= len(before)):
                continue
            sourced = {row[0] for row in own if row[3]}
            still = {row[0] for row in own if set(row[3]) - {source}}
            out.add((source, *cell, len(after), len(sourced - still)))
    return out
