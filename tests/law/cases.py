"""The cases of every regime, and what becomes of the answer to one when a single clause of the scope test comes out otherwise."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from tests.law.regime_yaml import REGIMES
from tests.oracles.law_scope import OPPOSITE, all_of, any_of

from tadasu.law import (
    All,
    Answer,
    AnyOf,
    Asked,
    AtLeast,
    Clause,
    Example,
    Not,
    Regime,
    Verdict,
    Years,
    answer,
    read_examples,
    read_regime,
)


@cache
def of(folder: str) -> tuple[Regime, tuple[Example, ...]]:
    """A regime as it is written, and its cases."""
    regime = read_regime(REGIMES / folder)
    return regime, read_examples(REGIMES / folder, regime)


@cache
def answered(folder: str) -> tuple[tuple[Example, Answer], ...]:
    """Every case from the day on which the regime is anything, with the whole answer to it."""
    regime, examples = of(folder)
    found = (
        (one, answer(regime, one.company, Asked(on=one.on, known=one.known, chosen=one.chosen))) for one in examples
    )
    return tuple((one, told) for one, told in found if told.status is not None)


def leaves(told: Answer) -> Iterator[Clause]:
    """The clauses that have no parts."""
    return (one for one in told.clause.walk() if not one.parts) if told.clause is not None else iter(())


def decides(one: Clause, told: Answer) -> bool:
    """Whether the answer to a case would be the opposite if this clause, of this year, came out the other way round."""
    assert told.clause is not None
    other = OPPOSITE.get(one.verdict)
    return other is not None and recomputed(told.clause, one, other) is OPPOSITE.get(told.verdict)


def recomputed(whole: Clause, one: Clause, verdict: Verdict) -> Verdict:
    """What a clause comes to where one clause within comes to something else."""
    if whole is one:
        return verdict
    parts = [recomputed(part, one, verdict) for part in whole.parts]
    match whole.expression:
        case All():
            return all_of(parts)
        case AnyOf():
            return any_of(parts)
        case Not():
            return OPPOSITE.get(parts[0], parts[0])
        case AtLeast(count=count) | Years(least=count):
            return any_of([all_of(chosen) for chosen in combinations(parts, count)])
    return whole.verdict
