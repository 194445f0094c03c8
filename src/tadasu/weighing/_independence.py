"""How many independent origins pieces of evidence have, and which of them add nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tadasu.weighing._evidence import Piece
from tadasu.weighing._lineage import Lineage, by_id, derived, lineage
from tadasu.weighing._packing import packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A piece that adds nothing to the count: `because` of these counted pieces, with which it shares these `origins`."""

    piece: str
    because: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """`count`: independent origins; when not `exact` there are at least so many, and at most `most`. `counted`: pieces that
    stand for them, `echoes`: the others, both sorted. `roots`: piece -> origins at the end of its lineage. `circles`: pieces
    that go back to one another."""

    count: int
    most: int
    counted: tuple[str, ...]
    echoes: tuple[Echo, ...]
    roots: Mapping[str, frozenset[str]]
    circles: tuple[tuple[str, ...], ...]

    @property
    def exact(self) -> bool:
        return self.count == self.most


def independence(pieces: Iterable[Piece]) -> Independence:
    """The largest number of pieces no two of which share an origin.

    Origins are resolved to roots first: an origin that is itself one of the pieces stands for that piece's own origins, and so
    on. A root is what is no piece (a person, a place of observation), or a piece with no origins or with its own id among them.
    Pieces that go back to one another in a circle have what the circle leads to as their roots; a circle that leads nowhere is
    one root, called by its first id. Two pieces share an origin when their roots meet in one.

    Of several largest choices one counts by this rule: a piece before one with the same roots and more; pieces that go back to
    nothing but other pieces last, firsthand ones first, then by id. The order in which pieces are given changes nothing.

    The number is exact as long as no knot of pieces that share origins has more than 400 pieces with different roots or needs
    more than 2,000 branchings, or 120 within one another; beyond that it lies between `count` and `most`, and `exact` is False.

    Raises UsageError when two pieces have one id.

    >>> from tadasu.weighing import Kind
    >>> told = [Piece(id="interview", kind=Kind.TESTIMONY, origins=frozenset({"a woman"}), firsthand=True),
    ...         Piece(id="article", kind=Kind.REPORT, origins=frozenset({"interview"})),
    ...         Piece(id="extract", kind=Kind.OFFICIAL)]
    >>> found = independence(told)
    >>> found.count, found.echoes
    (2, (Echo(piece='article', because=('interview',), origins=('a woman',)),))
    """
    known = by_id(pieces)
    return of_lineage(known, lineage(known))


def of_lineage(pieces: Mapping[str, Piece], within: Lineage) -> Independence:
    """The same for some pieces whose lineage is known, sorted by id."""
    copies = derived(pieces, within)
    order = sorted(pieces, key=lambda one: (one in copies, not pieces[one].firsthand, one))
    found = packed([within.roots[one] for one in order], [1] * len(order))
    counted = tuple(sorted(order[one] for one in found.chosen))
    standing_for = {root: one for one in counted for root in within.roots[one]}
    return Independence(
        count=found.least,
        most=found.most,
        counted=counted,
        echoes=tuple(_echo(one, within.roots[one], standing_for) for one in sorted(set(pieces) - set(counted))),
        roots={one: within.roots[one] for one in pieces},
        circles=tuple(one for one in within.circles if set(one) & pieces.keys()),
    )


def _echo(piece: str, roots: frozenset[str], standing_for: Mapping[str, str]) -> Echo:
    shared = sorted(roots & standing_for.keys())
    return Echo(piece=piece, because=tuple(sorted({standing_for[root] for root in shared})), origins=tuple(shared))
