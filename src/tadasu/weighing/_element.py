"""One element of a claim: what supports it, what contradicts it, how far that carries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tadasu.weighing._evidence import Kind, Piece, Standing
from tadasu.weighing._independence import Echo, of_lineage
from tadasu.weighing._lineage import Lineage, derived
from tadasu.weighing._packing import Packing, packed
from tadasu.weighing._reasons import Reason, reason
from tadasu.weighing._rules import Rules, Standard
from tadasu.weighing._strength import strength, weight

POLICY = "state-imposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """What the pieces say of one element.

    `necessary`: the claim falls with it (an indicator is never, they are counted). `origins`: independent origins that support
    it, of any grade; `kinds`, `firsthand`: kinds of evidence and firsthand pieces that are independent of one another;
    `contrary`: independent origins that contradict it. Where not `exact`, those are at least so many. `supports`,
    `contradicts`: all pieces, also those that add nothing; `echoes`: which those are. `standard`: the highest whose demands on
    this element are met. `missing`: what is missing for the next one.
    """

    element: str
    necessary: bool
    origins: int
    kinds: int
    firsthand: int
    contrary: int
    exact: bool
    strength: int
    standard: str | None
    supports: tuple[str, ...]
    contradicts: tuple[str, ...]
    echoes: tuple[Echo, ...]
    missing: tuple[Reason, ...]


@dataclass(slots=True)
class Bench:
    """The pieces with their lineage, and what was reckoned of them so far."""

    pieces: Mapping[str, Piece]
    lineage: Lineage
    rules: Rules
    done: dict[tuple[tuple[str, ...], bool, bool], Packing] = field(default_factory=dict)

    def bearing(self, element: str, standing: Standing) -> dict[str, Piece]:
        return {one: piece for one, piece in self.pieces.items() if piece.bears.get(element) == standing}

    def own_voice(self, pieces: Mapping[str, Piece]) -> list[Piece]:
        """Without those that go back to nothing but others of them, however they are graded."""
        copies = derived(pieces, self.lineage)
        return [piece for one, piece in pieces.items() if one not in copies]

    def packed(self, pieces: Iterable[Piece], *, weighed: bool = False, by_kind: bool = False) -> Packing:
        """The largest number (or weight) of pieces that share no origin, and no kind where kinds are counted."""
        used = list(pieces)
        key = (tuple(piece.id for piece in used), weighed, by_kind)
        if key not in self.done:
            sets = [self.lineage.roots[piece.id] | ({f"\0{piece.kind}"} if by_kind else frozenset()) for piece in used]
            self.done[key] = packed(sets, [weight(piece, self.rules) if weighed else 1 for piece in used])
        return self.done[key]


@dataclass(frozen=True, slots=True)
class Weight:
    """An element on the bench: pieces that speak for themselves, and what both sides weigh."""

    bench: Bench
    element: str
    speaking: tuple[Piece, ...]
    supporting: int
    contrary: int

    @classmethod
    def of(cls, bench: Bench, element: str) -> "Weight":
        """Where a weight is not exact the side of caution is taken: the least that supports, the most that contradicts."""
        speaking = bench.own_voice(bench.bearing(element, Standing.SUPPORTS))
        against = bench.own_voice(bench.bearing(element, Standing.CONTRADICTS))
        return cls(
            bench,
            element,
            tuple(speaking),
            bench.packed(speaking, weighed=True).least,
            bench.packed(against, weighed=True).most,
        )

    @property
    def strength(self) -> int:
        return strength(self.supporting, self.contrary, self.bench.rules)

    def missing(self, standard: Standard) -> tuple[Reason, ...]:
        """What a standard asks of this element and the pieces do not give."""
        counted = [
            piece
            for piece in self.speaking
            if piece.reliability in standard.reliability and piece.credibility in standard.credibility
        ]
        found = [*self._too_few(standard, counted)]
        if found and (below := [piece.id for piece in self.speaking if piece not in counted]):
            found.append(reason("missing-grades", element=self.element, pieces=",".join(below)))
        if self.contrary and self.supporting < standard.times_contrary * self.contrary:
            found.append(reason("missing-contrary", element=self.element, times=standard.times_contrary))
        return tuple(found)

    def _too_few(self, standard: Standard, counted: Sequence[Piece]) -> Iterator[Reason]:
        asked = standard.asked(self.element)
        for name, need, packing in (
            ("origins", asked.origins, self.bench.packed(counted)),
            ("kinds", asked.kinds, self.bench.packed(counted, by_kind=True)),
            ("firsthand", asked.firsthand, self.bench.packed(one for one in counted if one.firsthand)),
        ):
            if packing.least < need:
                yield reason(f"missing-{name}", element=self.element, have=packing.least, need=need)
        if self.element == POLICY and not any(one.kind in standard.policy_kinds for one in counted):
            told = self.bench.packed(one for one in counted if one.kind == Kind.TESTIMONY)
            if told.least < standard.policy_testimony:
                kinds = ",".join(sorted(standard.policy_kinds))
                yield reason("missing-policy", kinds=kinds, need=standard.policy_testimony)

    def weighed(self, *, necessary: bool) -> Element:
        bench = self.bench
        supports, against = (bench.bearing(self.element, one) for one in (Standing.SUPPORTS, Standing.CONTRADICTS))
        independent = of_lineage(supports, bench.lineage)
        contrary = bench.packed(bench.own_voice(against))
        kinds = bench.packed(self.speaking, by_kind=True)
        firsthand = bench.packed(one for one in self.speaking if one.firsthand)
        weights = (bench.packed(self.speaking, weighed=True), bench.packed(bench.own_voice(against), weighed=True))
        standard, missing = self._reached()
        return Element(
            element=self.element,
            necessary=necessary,
            origins=independent.count,
            kinds=kinds.least,
            firsthand=firsthand.least,
            contrary=contrary.least,
            exact=independent.exact and all(one.exact for one in (contrary, kinds, firsthand, *weights)),
            strength=self.strength,
            standard=standard,
            supports=tuple(supports),
            contradicts=tuple(against),
            echoes=independent.echoes,
            missing=missing,
        )

    def _reached(self) -> tuple[str | None, tuple[Reason, ...]]:
        """The highest standard that is met, and what is missing for the one after it."""
        reached = None
        for standard in self.bench.rules.standards:
            if missing := self.missing(standard):
                return reached, missing
            reached = standard.id
        return reached, ()
