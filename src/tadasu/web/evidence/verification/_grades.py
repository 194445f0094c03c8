"""From assessments of several people to what is weighed: of each grade the more careful one. Pure.

- What it is: of different kinds the one on which less can rest (`CAREFUL`).
- Reliability and credibility: the one that fewer standards accept, then the one that weighs less.
- Firsthand, and supporting an element: only if all say so. Contradicting: if one says so.
- Origins: all that anybody named; that it is an origin itself only if all say so.

For what contradicts it is the other way round, or whoever wants to be rid of a denial would only have to grade it low: the higher
grade, and only those origins that all name. An item that supports one element and contradicts another, and on whose grades or
origins people differ, becomes two pieces for that.

What custody knows is added: what was made of another item goes back to that item, and items that came out of one box or article
share an origin.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tadasu.weighing import Credibility, Kind, Piece, Reliability, Standing, rules

CAREFUL = (
    Kind.REPORT,
    Kind.SITE,
    Kind.RECORDING,
    Kind.PICTURE,
    Kind.DOCUMENT,
    Kind.TESTIMONY,
    Kind.DATA,
    Kind.OFFICIAL,
)
"""Kinds, those first on which less can rest: a policy is shown by data, official documents, or enough testimony."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One person's assessment. `own`: it is an origin itself, beside the origins that are named."""

    kind: Kind
    reliability: Reliability
    credibility: Credibility
    firsthand: bool
    own: bool
    origins: frozenset[str]
    bears: Mapping[str, Standing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An item as custody knows it: `above` are the items that it was made of, the original first; `source` is what it came out
    of (a box, an article), or its original did; empty where nothing is known."""

    id: str
    above: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """`pieces`: one, or two where what contradicts is graded otherwise. `differs`: grades in which people differ, elements as
    `bears:` and the element; `added`: origins that custody added."""

    pieces: tuple[Piece, ...]
    differs: tuple[str, ...]
    added: frozenset[str] = field(default=frozenset())


AGAINST = "#against"
"""After the id of an item: as far as it contradicts."""


def combined(given: Mapping[Held, Sequence[Given]]) -> dict[str, Combined]:
    """Id of each item that somebody assessed -> what is weighed of it."""
    assessed = {held: said for held, said in given.items() if said}
    shared = _shared_sources(assessed)
    return {held.id: _one(held, said, assessed.keys(), shared) for held, said in assessed.items()}


def _one(held: Held, said: Sequence[Given], among: Collection[Held], shared: Collection[str]) -> Combined:
    elements = sorted({element for one in said for element in one.bears})
    bears = {element: standing for element in elements if (standing := _standing(element, said)) is not None}
    against = {element: one for element, one in bears.items() if one == Standing.CONTRADICTS}
    added = _added(held, frozenset[str]().union(*(one.origins for one in said)), among, shared)
    piece = Piece(
        id=held.id,
        kind=min((one.kind for one in said), key=CAREFUL.index),
        reliability=min((one.reliability for one in said), key=_reliable),
        credibility=min((one.credibility for one in said), key=_credible),
        firsthand=all(one.firsthand for one in said),
        origins=_origins(
            held.id,
            frozenset[str]().union(*(one.origins for one in said)) - {held.id} | added,
            own=not added and all(map(_is_own, said)),
        ),
        bears=bears,
    )
    return Combined(
        pieces=_with_against(piece, said, against, added), differs=tuple(_differences(said, elements)), added=added
    )


def _with_against(
    piece: Piece, said: Sequence[Given], against: Mapping[str, Standing], added: frozenset[str]
) -> tuple[Piece, ...]:
    """The piece; as far as it contradicts, by the higher grades and only by the origins that all name."""
    supports = {element: one for element, one in piece.bears.items() if element not in against}
    id = piece.id + AGAINST if supports else piece.id
    named = frozenset.intersection(*(one.origins for one in said)) - {piece.id} | added
    contrary = replace(
        piece,
        id=id,
        reliability=max((one.reliability for one in said), key=_reliable),
        credibility=max((one.credibility for one in said), key=_credible),
        origins=_origins(id, named, own=not added and any(map(_is_own, said))),
        bears=against,
    )
    if not against or contrary == replace(piece, id=id, bears=against):
        return (piece,)
    return (replace(piece, bears=supports), contrary) if supports else (contrary,)


def _is_own(one: Given) -> bool:
    return one.own or not one.origins


def _origins(id: str, named: frozenset[str], *, own: bool) -> frozenset[str]:
    """None: it is an origin itself."""
    return named | {id} if own and named else named


def _added(held: Held, named: frozenset[str], among: Collection[Held], shared: Collection[str]) -> frozenset[str]:
    """Its original; and what it came out of, if others did too and it does not go back to one of those already."""
    original = held.above[:1]
    if original and original[0] in {one.id for one in among}:
        return frozenset(original)
    siblings = {one.id for one in among if one.source == held.source}
    source = {f"source:{held.source}"} if held.source in shared and not named & siblings else set()
    return frozenset({*original, *source})


def _shared_sources(among: Iterable[Held]) -> set[str]:
    """What more than one original came out of."""
    originals = {(one.source, one.above[0] if one.above else one.id) for one in among if one.source}
    sources = [source for source, _ in originals]
    return {one for one in sources if sources.count(one) > 1}


def _standing(element: str, said: Sequence[Given]) -> Standing | None:
    found = [one.bears.get(element) for one in said]
    if Standing.CONTRADICTS in found:
        return Standing.CONTRADICTS
    return Standing.SUPPORTS if all(one == Standing.SUPPORTS for one in found) else None


def _differences(said: Sequence[Given], elements: Iterable[str]) -> Iterable[str]:
    grades: Mapping[str, Callable[[Given], object]] = {
        "kind": lambda one: one.kind,
        "reliability": lambda one: one.reliability,
        "credibility": lambda one: one.credibility,
        "firsthand": lambda one: one.firsthand,
        "origins": lambda one: (one.origins, _is_own(one)),
    }
    for name, grade in grades.items():
        if len({grade(one) for one in said}) > 1:
            yield name
    for element in elements:
        if len({one.bears.get(element) for one in said}) > 1:
            yield f"bears:{element}"


def _reliable(grade: Reliability) -> tuple[int, int]:
    used = rules()
    return sum(grade in one.reliability for one in used.standards), used.reliability[grade]


def _credible(grade: Credibility) -> tuple[int, int]:
    """`confirmed` weighs as `probable` and is accepted alike; of the two, `probable`."""
    used = rules()
    return sum(grade in one.credibility for one in used.standards), used.credibility[grade]
