"""Where pieces go back to: lineage is followed through pieces that are origins of other pieces, and circles become one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tadasu.schema import UsageError
from tadasu.weighing._evidence import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """`roots`: piece -> the origins at the end of its lineage. `circles`: pieces that go back to one another, each circle
    sorted; `circle_of`: piece -> the first id of its circle, or its own."""

    roots: Mapping[str, frozenset[str]]
    circles: tuple[tuple[str, ...], ...]
    circle_of: Mapping[str, str]


def by_id(pieces: Iterable[Piece]) -> dict[str, Piece]:
    """Pieces sorted by id. Raises UsageError when two have one id."""
    found: dict[str, Piece] = {}
    for piece in sorted(pieces, key=lambda one: one.id):
        if piece.id in found:
            raise UsageError("weighing-piece-twice", piece=piece.id)
        found[piece.id] = piece
    return found


def lineage(pieces: Mapping[str, Piece]) -> Lineage:
    """The roots of every piece. What is no piece is a root; a piece without origins, or with its own id among them, is one
    too. A circle that leads nowhere else is one root, called by its first id."""
    leads = {one: sorted(piece.origins - {one}) for one, piece in pieces.items()}
    roots: dict[str, frozenset[str]] = {}
    circles, circle_of = [], {}
    for together in _components(leads):
        inside = set(together)
        found: set[str] = set()
        for one in together:
            circle_of[one] = together[0]
            if not pieces[one].origins or one in pieces[one].origins:
                found.add(one)
            for origin in leads[one]:
                if origin not in inside:
                    found |= roots.get(origin, {origin})
        shared = frozenset(found or {together[0]})
        roots |= dict.fromkeys(together, shared)
        if len(together) > 1:
            circles.append(together)
    return Lineage(roots=roots, circles=tuple(sorted(circles)), circle_of=circle_of)


def derived(pieces: Mapping[str, Piece], within: Lineage) -> frozenset[str]:
    """Pieces that go back to nothing but other pieces of these: those speak for themselves. Pieces of a circle stay, since
    otherwise none of them would be left."""
    return frozenset(
        one
        for one, piece in pieces.items()
        if piece.origins
        and all(origin in pieces and within.circle_of[origin] != within.circle_of[one] for origin in piece.origins)
    )


def _components(leads: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Strongly connected components, each sorted, origins before what goes back to them (Tarjan 1972, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    open_, is_open, out = [], set(), []
    for start in leads:
        if start in number:
            continue
        way = [(start, iter(leads[start]))]
        number[start] = low[start] = len(number)
        open_.append(start)
        is_open.add(start)
        while way:
            one, rest = way[-1]
            for origin in rest:
                if origin not in leads:
                    continue
                if origin not in number:
                    number[origin] = low[origin] = len(number)
                    open_.append(origin)
                    is_open.add(origin)
                    way.append((origin, iter(leads[origin])))
                    break
                if origin in is_open:
                    low[one] = min(low[one], number[origin])
            else:
                way.pop()
                if way:
                    low[way[-1][0]] = min(low[way[-1][0]], low[one])
                if low[one] == number[one]:
                    at = open_.index(one)
                    out.append(tuple(sorted(open_[at:])))
                    is_open.difference_update(open_[at:])
                    del open_[at:]
    return out
