"""From what peers told and officers noted to the world of `tadasu.funds`: what is not told stays unknown. Pure.

A source that a peer counts but gave no key for (it passes on what others told, or sends no `dependence` at all) stands as an
unnamed one of whose money nobody knows: so its cell may go dark, and never surely.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tadasu.funds import (
    EVERY,
    Band,
    CountryFacts,
    KnownCell,
    Press,
    RestingFinding,
    SourceFacts,
    World,
)
from tadasu.web.foundation.exchange.models import TheirCell
from tadasu.web.funding.need.models import Fact, Score, TheirRest
from tadasu.web.funding.need.words import numbers, words

OWN, UNNAMED = "own-", "unnamed-"
"""How keys begin that no sender made: of what a sender knows by itself, of a source without a key."""

MOST_OF_A_GROUP = 50
"""Findings that rest on the same sources count up to here."""

Cell = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The world, and what pages say beside it. `told_by`: source -> who told of it; `months`: who told -> the month they told
    of; `cells`: cell -> who told of it; `cut`: cells in which more findings rest on the same sources than are counted."""

    world: World
    told_by: Mapping[str, str]
    months: Mapping[str, date]
    cells: Mapping[Cell, Sequence[str]]
    findings: Mapping[Cell, int]
    cut: Sequence[Cell]

    @property
    def keys(self) -> Sequence[str]:
        """Sources that have a key, in order."""
        return sorted(self.told_by)


def is_key(source: str) -> bool:
    """Whether a sender made it."""
    return not source.startswith((OWN, UNNAMED))


def joined_of(
    cells: Iterable[TheirCell], rests: Sequence[TheirRest], facts: Iterable[Fact], scores: Iterable[Score]
) -> Joined:
    """Rows in any order give the same."""
    told = _Told(list(cells), rests)
    noted = {one.source: one for one in facts}
    countries = {country for country, _ in told.ways}
    return Joined(
        world=World(
            cells=[
                KnownCell(country=cell[0], sector=cell[1], ways=frozenset(ways))
                for cell, ways in sorted(told.ways.items())
            ],
            findings=told.findings,
            sources=[
                _facts(key, frozenset(where), noted.get(key))
                for key, where in sorted(told.where.items())
                if is_key(key)
            ],
            countries=_countries(countries, scores),
            lasting=frozenset(key for key in told.where if key.startswith(OWN)),
            untold={EVERY: frozenset({"holds", "duties"}), **{one: frozenset({"findings"}) for one in told.silent}},
        ),
        told_by={key: told.who[key] for key in told.where if is_key(key)},
        months=told.months,
        cells={cell: sorted(names) for cell, names in told.by.items()},
        findings=told.counted,
        cut=sorted(told.cut),
    )


class _Told:
    """Cells, findings and sources, gathered."""

    def __init__(self, cells: Sequence[TheirCell], rests: Sequence[TheirRest]) -> None:
        names = sorted({one.known_as for one in cells} | {one.known_as for one in rests})
        self._number = {name: number for number, name in enumerate(names, 1)}
        self.ways: dict[Cell, set[frozenset[str]]] = defaultdict(set)
        self.where: dict[str, set[str]] = defaultdict(set)
        self.who: dict[str, str] = {}
        self.by: dict[Cell, set[str]] = defaultdict(set)
        self.months: dict[str, date] = {}
        self.silent: set[str] = set()
        self.counted: dict[Cell, int] = defaultdict(int)
        self.cut: set[Cell] = set()
        known: dict[tuple[str, Cell], int] = {}
        for rest in rests:
            if rest.about == "cell":
                known[rest.known_as, (rest.country, rest.sector)] = self._cell(rest)
        for cell in cells:
            self._coverage(cell, known)
        self.findings = self._findings([one for one in rests if one.about == "findings"])

    def _seen(self, cell: Cell, name: str, month: date) -> None:
        self.by[cell].add(name)
        self.months[name] = max(month, self.months.get(name, month))

    def _way(self, cell: Cell, source: str, name: str) -> None:
        self.ways[cell].add(frozenset({source}))
        self.where[source].add(cell[0])
        self.who[source] = name

    def _cell(self, rest: TheirRest) -> int:
        """How many sources of the cell are told."""
        cell = (rest.country, rest.sector)
        self._seen(cell, rest.known_as, rest.month)
        self.counted[cell] += rest.findings
        for source in rest.sources:
            self._way(cell, source, rest.known_as)
        if rest.lasts:
            self._way(cell, f"{OWN}{self._number[rest.known_as]}", rest.known_as)
        return len(rest.sources) + rest.lasts

    def _coverage(self, told: TheirCell, known: Mapping[tuple[str, Cell], int]) -> None:
        cell = (told.country, told.sector)
        self._seen(cell, told.known_as, told.month)
        self.ways.setdefault(cell, set())  # an unknown cell is one too
        if told.state == "unknown":
            return
        least = max(1, numbers("least")[told.sources])
        if known.get((told.known_as, cell), 0) < least:
            self._way(cell, f"{UNNAMED}{self._number[told.known_as]}-{cell[0]}-{cell[1]}", told.known_as)
        if (told.known_as, cell) not in known:
            self.silent.add(cell[0])

    def _findings(self, rests: Sequence[TheirRest]) -> list[RestingFinding]:
        found = []
        for rest in rests:
            cell = (rest.country, rest.sector)
            for source in rest.sources:
                self.where[source].add(rest.country)
                self.who[source] = rest.known_as
            if rest.findings > MOST_OF_A_GROUP:
                self.cut.add(cell)
            found += [(cell, tuple(sorted(rest.sources)), rest.needs)] * min(rest.findings, MOST_OF_A_GROUP)
        numbers: dict[Cell, int] = defaultdict(int)
        made = []
        for cell, sources, needs in sorted(found):
            numbers[cell] += 1
            made.append(
                RestingFinding(
                    id=f"{cell[0]}-{cell[1]}-{numbers[cell]}", country=cell[0], sources=frozenset(sources), least=needs
                )
            )
        return made


def _facts(key: str, countries: frozenset[str], noted: Fact | None) -> SourceFacts:
    if noted is None:
        return SourceFacts(key=key, countries=countries)
    return SourceFacts(
        key=key,
        countries=countries,
        months=band_of(noted.months),
        lost=_number("shares", noted.lost),
        funders=int(noted.funders.rstrip("+")) if noted.funders else None,
        reach=list(words("reach")).index(noted.reach) + 1 if noted.reach else None,
    )


def band_of(months: str) -> Band | None:
    """Lowest and highest months of a code."""
    if not months:
        return None
    low, high = words("bands")[months]
    return int(low), None if high is None else int(high)


def _number(what: str, code: str) -> int | None:
    return numbers(what)[code] if code else None


def _countries(countries: Iterable[str], scores: Iterable[Score]) -> list[CountryFacts]:
    """The latest score of each, as published."""
    latest: dict[str, Score] = {}
    for one in scores:
        if one.score is not None and (one.country not in latest or latest[one.country].year < one.year):
            latest[one.country] = one
    return [
        CountryFacts(country=one, press=Press(score=found.score.normalize(), year=found.year))
        for one in sorted(countries)
        if (found := latest.get(one)) is not None and found.score is not None
    ]
