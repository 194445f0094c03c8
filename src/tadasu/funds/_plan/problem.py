"""What a plan is made for: lines of a budget, tiers, candidates with what they may be given, and limits.

Amounts are whole units of one currency. The candidates' options come priced: how much in which fiscal year, from which line,
through whom, and which sources it keeps alive. A grant over several years also pays in advance what ending it in good order
costs (funding.md C, sudden stop).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tadasu.funds._need import World
from tadasu.schema import UsageError

MOST_UNITS = 10**9
"""Of a budget: beyond, the solver's arithmetic could miss a unit. Count in thousands then."""

YEAR_DAYS = 365

LEVELS = ("cells", "gravest", "findings", "holds", "duties", "reach", "spare")
"""The usual objective: each level counts only among plans that are equal on those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A budget line: units by fiscal year. `reserve` is kept for emergencies. `oda`: only for countries on the list of
    recipients. `purposes`: codes it may be used for, empty for all."""

    id: str
    budget: Mapping[str, int]
    oda: bool = True
    reserve: Mapping[str, int] = field(default_factory=dict)
    purposes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The least and the most that a grant of this tier may be, all years together. An `emergency` tier may use the reserve."""

    id: str
    least: int
    most: int
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to fund a candidate. `amounts` by fiscal year, overheads included; `keeps` are the sources it keeps alive;
    `intermediary` is empty where we pay ourselves."""

    id: str
    tier: str
    line: str
    amounts: Mapping[str, int]
    keeps: frozenset[str]
    intermediary: str = ""

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who might be funded, by a key; at most one of its options is taken."""

    id: str
    country: str
    options: Sequence[Option]
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`share`: per cent of all that goes through intermediaries which one may have. `intermediaries`: how many there are at
    least, as soon as there is one. `closing_days`: paid in advance by a grant of several years. `caps` and `floors`: units by
    country. `conflicts`: candidates of which at most one is taken. `must`, `never`: decided already."""

    share: int = 50
    intermediaries: int = 3
    closing_days: int = 90
    caps: Mapping[str, int] = field(default_factory=dict)
    floors: Mapping[str, int] = field(default_factory=dict)
    conflicts: frozenset[frozenset[str]] = frozenset()
    must: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProblem:
    """`closing`: sources that close unless they are funded. `recipients`: countries on the list of recipients of official aid.
    `levels`: the objective. `lot`: a text fixed before anybody knew the candidates, by which equals are drawn (`lot_of`).

    Raises UsageError for what is not there, is there twice, or cannot be a number.
    """

    world: World
    closing: frozenset[str]
    candidates: Sequence[Candidate]
    lines: Sequence[Line]
    tiers: Sequence[Tier]
    recipients: frozenset[str]
    limits: Limits = field(default_factory=Limits)
    levels: tuple[str, ...] = LEVELS
    lot: str = ""

    def __post_init__(self) -> None:
        ids = [one.id for one in self.candidates]
        _once("candidate", ids)
        _once("line", [one.id for one in self.lines])
        _once("tier", [one.id for one in self.tiers])
        _once("level", self.levels)
        _known("level", self.levels, LEVELS)
        _known("candidate", [one for pair in self.limits.conflicts for one in pair], ids)
        _known("candidate", [*self.limits.must, *self.limits.never], ids)
        for candidate in self.candidates:
            _once("option", [one.id for one in candidate.options])
            _known("tier", [one.tier for one in candidate.options], [one.id for one in self.tiers])
            _known("line", [one.line for one in candidate.options], [one.id for one in self.lines])
        self._hold_numbers()

    def _hold_numbers(self) -> None:
        limits = self.limits
        amounts = [value for one in self.lines for table in (one.budget, one.reserve) for value in table.values()]
        amounts += [value for table in (limits.caps, limits.floors) for value in table.values()]
        amounts += [value for tier in self.tiers for value in (tier.least, tier.most)]
        options = [option for one in self.candidates for option in one.options]
        amounts += [value for option in options for value in option.amounts.values()]
        for value in amounts:
            if not 0 <= value <= MOST_UNITS:
                raise UsageError("funds-number", name="amount", value=str(value))
        for name, value, most in (("share", limits.share, 100), ("closing_days", limits.closing_days, YEAR_DAYS)):
            if not 0 <= value <= most:
                raise UsageError("funds-number", name=name, value=str(value))
        for line in self.lines:
            for year, units in line.reserve.items():
                if units > line.budget.get(year, 0):
                    raise UsageError("funds-number", name="reserve", value=str(units))
        for option in options:
            if not option.total:
                raise UsageError("funds-number", name="amount", value="0")


def cost_of(option: Option, limits: Limits) -> dict[str, int]:
    """Units by fiscal year, in the first of which the closing is paid in advance: so many days of the dearest year, rounded up.

    >>> option = Option(id="o", tier="core", line="l", amounts={"2027": 730, "2028": 365}, keeps=frozenset())
    >>> cost_of(option, Limits())
    {'2027': 910, '2028': 365}
    """
    years = sorted(year for year, amount in option.amounts.items() if amount)
    cost = {year: option.amounts[year] for year in years}
    cost[years[0]] += closing_cost(option, limits)
    return cost


def closing_cost(option: Option, limits: Limits) -> int:
    """What a grant over several years sets aside for its end; nothing for one of a single year."""
    amounts = [amount for amount in option.amounts.values() if amount]
    return -(-max(amounts) * limits.closing_days // YEAR_DAYS) if len(amounts) > 1 else 0


def _once(what: str, names: Sequence[str]) -> None:
    for name in sorted(one for one, count in Counter(names).items() if count > 1):
        raise UsageError("funds-twice", what=what, name=name)


def _known(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in sorted(set(names) - set(known)):
        raise UsageError("funds-unknown", what=what, name=name)
