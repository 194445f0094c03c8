"""Does a regime bind this company, and why: clause by clause, with what is asked for and which sources disagree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from tadasu.law._companies import Claims, Companies, Company
from tadasu.law._counted import duties_of
from tadasu.law._expression import Chosen, Compare, Expression, Flag, OneOf, Within, Years, parts_of
from tadasu.law._facts import FactId, fact_of
from tadasu.law._regime import Dated, Duty, Milestone, Named, Prohibition, Regime, Status, Value
from tadasu.law._scope import Asked, holds, verdicts
from tadasu.law._verdict import Verdict, Verdicts
from tadasu.schema import Money

Rule = Duty | Prohibition | Named
"""What may concern some of the bound only."""
_Seen = dict[tuple[int, int], Verdict]
"""What each clause came to, by the clause and the financial years ago for which it was asked."""


class FactOfYear(NamedTuple):
    """A fact of the financial year `ago` years before the last."""

    fact: FactId
    ago: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of the scope test and what it came to. Of a comparison: what is claimed, the limit, the entry of the law it
    comes from (None where it was set otherwise), and the year of the rate where an amount was converted."""

    expression: Expression
    ago: int
    verdict: Verdict
    parts: tuple["Clause", ...] = ()
    claims: Claims | None = None
    limit: Value | None = None
    rests_on: Dated | None = None
    rate_year: int | None = None

    def walk(self) -> Iterator["Clause"]:
        """This clause and all within, from the outside in."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a regime says of one company on a day. `status` is None before the regime is anything; then the verdict is out.

    `ask` are the facts that are missing, `between` those about which sources disagree, each in a clause that is still open
    and could change the answer. `rates` are (currency, year) for which no rate is known. `milestones` are the days that
    count for this company; `ask_for_days` are the facts that are missing to tell which of them do, where it is not out.
    `whom` says of duties, prohibitions and sanctions that do not concern all of the bound whether they concern this company
    (`concerns`).
    """

    regime: Regime
    asked: Asked
    verdict: Verdict
    status: Status | None
    clause: Clause | None
    ask: tuple[FactOfYear, ...] = ()
    between: tuple[FactOfYear, ...] = ()
    rates: tuple[tuple[str, int], ...] = ()
    milestones: tuple[tuple[Milestone, Verdict], ...] = ()
    ask_for_days: tuple[FactOfYear, ...] = ()
    whom: Mapping[tuple[type, str], Verdict] = field(default_factory=dict)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of the regime, their clocks as they were asked for. Raises UsageError `clock-number`."""
        return duties_of(self.regime, self.asked)

    def concerns(self, one: Rule) -> Verdict:
        """Whether a duty, prohibition or sanction of the regime concerns the company, if the regime binds it."""
        return self.whom.get((type(one), one.id), Verdict.IN)


def answer(regime: Regime, company: Company, asked: Asked, *, year: int | None = None) -> Answer:
    """The verdict with everything it rests on. `year` is the last financial year, else the one before that of `asked.on`.

    Raises UsageError `no-such-parameter`.
    """
    companies = Companies.of([company], year=asked.on.year - 1 if year is None else year)
    seen: _Seen = {}
    verdict = Verdict(int(verdicts(regime, companies, asked, told=partial(_keep, seen))[0]))
    status = regime.status_on(asked.on, known=asked.known)
    clause = None
    if status is not None and regime.scope is not None:
        clause = _clause(regime.scope, 0, seen, regime, company, asked, companies.year)
    open_ = tuple(_open(clause)) if clause is not None else ()
    milestones = _milestones(regime, companies, asked)
    asking = () if verdict is Verdict.OUT else _asking(milestones, regime, company, companies, asked)
    return Answer(
        regime=regime,
        asked=asked,
        verdict=verdict,
        status=status,
        clause=clause,
        ask=_missing(open_),
        between=_distinct(one for one in open_ if one.verdict is Verdict.CONFLICT),
        rates=_rates(open_, asked, companies.year),
        milestones=milestones,
        ask_for_days=asking,
        whom=_whom(regime, companies, asked),
    )


def _keep(seen: _Seen, one: Expression, ago: int, found: Verdicts) -> None:
    """Keep what a clause came to for the one company."""
    seen[id(one), ago] = Verdict(int(found[0]))


def _clause(
    one: Expression,
    ago: int,
    seen: _Seen,
    regime: Regime,
    company: Company,
    asked: Asked,
    year: int,
) -> Clause:
    """The tree of what was seen."""
    agos = range(ago, ago + one.last) if isinstance(one, Years) else (ago,)
    parts = tuple(_clause(part, each, seen, regime, company, asked, year) for part in parts_of(one) for each in agos)
    claims, limit, rests_on, rate_year = None, None, None, None
    if isinstance(one, Compare | Flag | Within | OneOf):
        claims = company.claims.get((one.fact, ago if fact_of(one.fact).yearly else 0), {})
    if isinstance(one, Compare | Chosen):
        parameter = regime.parameters[one.parameter]
        limit = asked.value(parameter)
        rests_on = None if one.parameter in asked.chosen else asked.dated(parameter)
    if isinstance(limit, Money) and claims:
        rate_year = _rate_year(claims, limit.currency, asked, year - ago)
    return Clause(
        expression=one,
        ago=ago,
        verdict=seen[id(one), ago],
        parts=parts,
        claims=claims,
        limit=limit,
        rests_on=rests_on,
        rate_year=rate_year,
    )


def _rate_year(claims: Claims, target: str, asked: Asked, year: int) -> int | None:
    """The year of the rate by which an amount was converted; None where it was not."""
    currencies = {claim.currency for claim in claims.values() if isinstance(claim, Money)} - {target}
    found = [asked.rates.factor(one, target, year) for one in sorted(currencies)]
    return next((one[1] for one in found if one is not None), None)


def _open(clause: Clause) -> Iterator[Clause]:
    """The clauses about facts that keep the answer open: those with the verdict of what they stand in, all the way down."""
    if clause.verdict not in (Verdict.UNDETERMINED, Verdict.CONFLICT):
        return
    if not clause.parts:
        yield clause
    for part in clause.parts:
        if part.verdict in (Verdict.UNDETERMINED, Verdict.CONFLICT):
            yield from _open(part)


def _missing(clauses: Iterable[Clause]) -> tuple[FactOfYear, ...]:
    """Of clauses that are open, the facts of which nothing is claimed."""
    return _distinct(one for one in clauses if one.verdict is Verdict.UNDETERMINED and not one.claims)


def _distinct(clauses: Iterator[Clause]) -> tuple[FactOfYear, ...]:
    found = (_fact_of_year(one) for one in clauses)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _fact_of_year(clause: Clause) -> FactOfYear | None:
    one = clause.expression
    if not isinstance(one, Compare | Flag | Within | OneOf):
        return None
    return FactOfYear(one.fact, clause.ago if fact_of(one.fact).yearly else 0)


def _rates(clauses: tuple[Clause, ...], asked: Asked, year: int) -> tuple[tuple[str, int], ...]:
    """Currencies and years without which an amount that is claimed could not be compared."""
    return tuple(
        dict.fromkeys(
            (claim.currency, year - one.ago)
            for one in clauses
            if one.claims and isinstance(one.limit, Money)
            for claim in one.claims.values()
            if isinstance(claim, Money)
            and asked.rates.factor(claim.currency, one.limit.currency, year - one.ago) is None
        )
    )


def _whom(regime: Regime, companies: Companies, asked: Asked) -> Mapping[tuple[type, str], Verdict]:
    """Of everything that does not concern all of the bound, whether it concerns this company."""
    several: tuple[Rule, ...] = (*regime.duties, *regime.prohibitions, *regime.sanctions)
    return {
        (type(one), one.id): Verdict(int(holds(one.who, regime, companies, asked)[0]))
        for one in several
        if one.who is not None
    }


def _milestones(regime: Regime, companies: Companies, asked: Asked) -> tuple[tuple[Milestone, Verdict], ...]:
    """Days that count for the company, in order: those for everyone, and those whose condition is not out."""
    out = []
    for one in regime.milestones_on(asked.on, known=asked.known):
        found = Verdict.IN if one.who is None else Verdict(int(holds(one.who, regime, companies, asked)[0]))
        if found is not Verdict.OUT:
            out.append((one, found))
    return tuple(out)


def _asking(
    milestones: Iterable[tuple[Milestone, Verdict]],
    regime: Regime,
    company: Company,
    companies: Companies,
    asked: Asked,
) -> tuple[FactOfYear, ...]:
    """The facts that are missing to tell whether days count for the company."""
    open_: list[Clause] = []
    for one, found in milestones:
        if one.who is not None and found is Verdict.UNDETERMINED:
            seen: _Seen = {}
            holds(one.who, regime, companies, asked, told=partial(_keep, seen))
            open_ += _open(_clause(one.who, 0, seen, regime, company, asked, companies.year))
    return _missing(open_)
