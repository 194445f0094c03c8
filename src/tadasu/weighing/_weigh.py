"""From graded pieces to the standard of proof that a claim reaches, how strong it is, and what is missing for the next one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tadasu.schema import LEAST_STRENGTH, UsageError
from tadasu.weighing._element import Bench, Element, Weight
from tadasu.weighing._evidence import Claim, Piece, Standing
from tadasu.weighing._independence import Independence, of_lineage
from tadasu.weighing._lineage import by_id, lineage
from tadasu.weighing._reasons import Reason, reason
from tadasu.weighing._rules import CIRCUMSTANCES, CORE, INDICATOR, Rules, Standard, elements_for, rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """`standard`: the highest that is reached, `next` the one after it. `strength`: thousandths of a nat, of the weakest
    necessary element (`weakest`; None when an element is not even asserted). `elements`: sorted by name. `independence`: of all
    pieces that bear on the claim. `reasons`: why; `missing`: what is missing for the next standard, a list of things to do.
    `rules`: digest of the rules it was weighed by."""

    standard: str | None
    next: str | None
    strength: int
    weakest: str | None
    elements: Mapping[str, Element]
    independence: Independence
    reasons: tuple[Reason, ...]
    missing: tuple[Reason, ...]
    rules: str


def weigh(claim: Claim, pieces: Iterable[Piece], *, by: Rules | None = None) -> Weighed:
    """Weigh the pieces for a claim, by the rules in force unless others are given.

    A standard is reached when all that it and every weaker one asks is there: of each element that the claim asserts or its
    abuse always needs, of the number of indicators, of the claim itself. Elements are never averaged: the weakest decides. An
    indicator counts to the number needed; a weaker one beside it takes nothing away.

    The answer does not depend on the order of the pieces. As long as counts are exact: one more supporting piece that no other
    piece goes back to never weakens, a contradicting one never strengthens, and one that goes back to nothing but pieces that
    say the same changes nothing, however it is graded.

    Raises UsageError for an abuse that is not weighed, an element that its claims do not have, an element that nobody knows,
    two pieces of one id.
    """
    used = by or rules()
    necessary = _necessary(claim, used)
    known = by_id(pieces)
    _check_bearing(known, used)
    bench = Bench(known, lineage(known), used)
    weights = {element: Weight.of(bench, element) for element in sorted(necessary | claim.elements)}
    question = _Question(claim, used, necessary, weights)
    reached, missing = question.reached()
    strength, weakest = question.strength()
    bearing = {one: piece for one, piece in known.items() if piece.bears.keys() & weights.keys()}
    elements = {name: one.weighed(necessary=name in necessary) for name, one in weights.items()}
    independent = of_lineage(bearing, bench.lineage)
    names = [None, *(one.id for one in used.standards), None]
    return Weighed(
        standard=reached,
        next=names[names.index(reached) + 1],
        strength=strength,
        weakest=weakest,
        elements=elements,
        independence=independent,
        reasons=tuple(_reasons(reached, weakest, elements, independent)),
        missing=(*missing, *_hints(missing, known, used)),
        rules=used.digest,
    )


@dataclass(frozen=True, slots=True)
class _Question:
    claim: Claim
    rules: Rules
    necessary: Collection[str]
    weights: Mapping[str, Weight]

    @property
    def indicators(self) -> list[str]:
        return [one for one in self.weights if one.startswith(INDICATOR)]

    def reached(self) -> tuple[str | None, tuple[Reason, ...]]:
        """The highest standard, and what is missing for the one after it."""
        reached = None
        for standard in self.rules.standards:
            if missing := tuple(self._missing(standard)):
                return reached, missing
            reached = standard.id
        return reached, ()

    def _missing(self, standard: Standard) -> Iterator[Reason]:
        asserted = self.claim.elements
        if not standard.named_any & asserted:
            yield reason("missing-named", elements=",".join(sorted(standard.named_any)))
        for element in sorted(standard.named_all - asserted):
            yield reason("missing-named", elements=element)
        for element in sorted(self.necessary):
            yield from self.weights[element].missing(standard)
        yield from self._missing_indicators(standard)
        if standard.second and not self.claim.second:
            yield reason("missing-second")
        if standard.heard and not self.claim.heard:
            yield reason("missing-heard")

    def _missing_indicators(self, standard: Standard) -> Iterator[Reason]:
        """How many of them are short, and of those asserted what the strongest lack."""
        need = self.rules.issues[self.claim.issue].indicators
        found = {one: self.weights[one].missing(standard) for one in self.indicators}
        short = [one for one, missing in found.items() if missing]
        have = len(found) - len(short)
        if have < need:
            yield reason("missing-indicators", have=have, need=need)
            for one in sorted(short, key=lambda one: (-self.weights[one].strength, one))[: need - have]:
                yield from found[one]

    def strength(self) -> tuple[int, str | None]:
        """Of the weakest necessary element; of the indicators as many of the strongest count as are needed."""
        need = self.rules.issues[self.claim.issue].indicators
        strongest = sorted(self.indicators, key=lambda one: (-self.weights[one].strength, one))[:need]
        if len(strongest) < need or not self.rules.standards[0].named_any & self.claim.elements:
            return LEAST_STRENGTH, None
        return min((self.weights[one].strength, one) for one in (*self.necessary, *strongest))


def _necessary(claim: Claim, used: Rules) -> frozenset[str]:
    """Elements with which the claim falls."""
    if claim.issue not in used.issues:
        raise UsageError("weighing-issue", issue=claim.issue)
    if foreign := sorted(claim.elements - set(elements_for(claim.issue))):
        raise UsageError("weighing-element-foreign", element=foreign[0], issue=claim.issue)
    asserted = (one for one in claim.elements if not one.startswith(INDICATOR))
    return used.issues[claim.issue].elements.union(asserted)


def _check_bearing(pieces: Mapping[str, Piece], used: Rules) -> None:
    elements = {*CIRCUMSTANCES, *CORE, *(INDICATOR + code for code in used.indicators)}
    for piece in pieces.values():
        if unknown := sorted(piece.bears.keys() - elements):
            raise UsageError("weighing-element-unknown", piece=piece.id, element=unknown[0])


def _reasons(
    reached: str | None, weakest: str | None, elements: Mapping[str, Element], independent: Independence
) -> Iterator[Reason]:
    yield reason("reached", standard=reached) if reached else reason("reached-none")
    if weakest:
        yield reason("weakest", element=weakest)
    for name, one in elements.items():
        if one.contradicts:
            yield reason("contrary-stands", element=name, count=one.contrary)
        if not one.exact:
            yield reason("at-least", element=name)
    for echo in independent.echoes:
        yield reason("echo", piece=echo.piece, because=",".join(echo.because))
    for circle in independent.circles:
        yield reason("circle", pieces=",".join(circle))


def _hints(missing: Iterable[Reason], pieces: Mapping[str, Piece], used: Rules) -> Iterator[Reason]:
    """Indicators whose evidence speaks for an element that is short of origins: somebody has to judge whether it does here."""
    short = {dict(one.params)["element"] for one in missing if one.code == "missing-origins"}
    for indicator, speaks_for in sorted(used.indicators.items()):
        name = INDICATOR + indicator
        silent = [piece for piece in pieces.values() if piece.bears.get(name) == Standing.SUPPORTS]
        for element in sorted(short & speaks_for):
            if any(element not in piece.bears for piece in silent):
                yield reason("indicator-speaks", indicator=indicator, element=element)
