"""What a scope test comes to for one company, by the definitions alone: no arrays, no short cuts."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from tadasu.law import Claims, FactId, Verdict
from tadasu.law._expression import All, Always, AnyOf, AtLeast, Compare, Expression, Flag, Not, OneOf, Within, Years

OPPOSITE = {Verdict.IN: Verdict.OUT, Verdict.OUT: Verdict.IN}


def verdict(
    one: Expression, claims: Mapping[tuple[FactId, int], Claims], limits: Mapping[str, float], ago: int = 0
) -> Verdict:
    """The verdict for one company; places are in a group only by their own name."""
    match one:
        case All(parts=parts):
            return all_of([verdict(part, claims, limits, ago) for part in parts])
        case AnyOf(parts=parts):
            return any_of([verdict(part, claims, limits, ago) for part in parts])
        case Not(part=part):
            inner = verdict(part, claims, limits, ago)
            return OPPOSITE.get(inner, inner)
        case AtLeast(count=count, parts=parts):
            found = [verdict(part, claims, limits, ago) for part in parts]
            return any_of([all_of(chosen) for chosen in combinations(found, count)])
        case Years(last=last, least=least, part=part):
            found = [verdict(part, claims, limits, ago + n) for n in range(last)]
            return any_of([all_of(chosen) for chosen in combinations(found, least)])
        case Compare(fact=fact, relation=relation, parameter=parameter):
            limit = limits[parameter]
            told = {
                "above": lambda value: value > limit,
                "at_least": lambda value: value >= limit,
                "below": lambda value: value < limit,
                "at_most": lambda value: value <= limit,
            }[relation.value]
            return of_claims([told(float(claim)) for claim in claims.get((fact, ago), {}).values()])  # type: ignore[arg-type]
        case Flag(fact=fact, expected=expected):
            return of_claims([claim is expected for claim in claims.get((fact, 0), {}).values()])
        case Within(fact=fact, place=place):
            return of_claims([place in _set(claim) for claim in claims.get((fact, 0), {}).values()])
        case OneOf(fact=fact, words=words):
            return of_claims([bool(_set(claim) & words) for claim in claims.get((fact, 0), {}).values()])
        case Always():
            return Verdict.IN
    raise AssertionError(one)


def _set(claim: object) -> frozenset[str]:
    return claim if isinstance(claim, frozenset) else frozenset({str(claim)})


def of_claims(told: Sequence[bool]) -> Verdict:
    """Nothing told is undetermined, yes and no a conflict."""
    if not told:
        return Verdict.UNDETERMINED
    if all(told):
        return Verdict.IN
    return Verdict.CONFLICT if any(told) else Verdict.OUT


def all_of(found: Sequence[Verdict]) -> Verdict:
    """Out if one is; else undetermined if one is; else a conflict if one is."""
    return next((one for one in (Verdict.OUT, Verdict.UNDETERMINED, Verdict.CONFLICT) if one in found), Verdict.IN)


def any_of(found: Sequence[Verdict]) -> Verdict:
    """In if one is; else undetermined if one is; else a conflict if one is."""
    return next((one for one in (Verdict.IN, Verdict.UNDETERMINED, Verdict.CONFLICT) if one in found), Verdict.OUT)
