"""A case that a regime must come to: a day, a company, the answer, and what else the law of that day says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tadasu.law._answer import FactOfYear
from tadasu.law._companies import Claim, Company
from tadasu.law._regime import Standing, Value
from tadasu.law._verdict import Verdict

NOT_YET = "not-yet"
EXPECTED = (*(one.name.lower() for one in Verdict), NOT_YET)


class Turn(StrEnum):
    """What is done to a fact on which a case hinges."""

    OTHER = "other"
    MISSING = "missing"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """A fact on which the answer of a case hinges: another claim about it turns the answer round, without it the answer is
    undetermined, and where both are claimed the sources are in conflict. `turn` says which of these three a case is."""

    fact: FactOfYear
    claim: Claim
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A company on a day and what the regime should say of it. `ask`, `between`, `status` (with the day from which it is so, or
    none), `applies`, `numbers`, `duties` and `prohibitions` are compared where they are given.

    One case of the file is several of these where it holds on several days, with several settings, or says on which facts it
    hinges: all have its `number`, (3,) for the third of the file and (3, 2) for the second under its `also`.
    """

    names: Mapping[str, str]
    number: tuple[int, ...]
    on: date
    known: date
    company: Company
    then: str
    chosen: Mapping[str, Value]
    ask: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    status: tuple[Standing, date | None] | None = None
    applies: tuple[date, ...] | None = None
    numbers: Mapping[str, Value | None] = field(default_factory=dict)
    duties: Mapping[str, bool] = field(default_factory=dict)
    prohibitions: Mapping[str, bool] = field(default_factory=dict)
    hinge: Hinge | None = None
    line: int = 0
