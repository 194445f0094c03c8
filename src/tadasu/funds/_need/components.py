"""The parts of a need, side by side: what would go dark, how grave it is, repression, reach, money. Never one number.

A part is a pair of bounds, `low` and `high`, of a value of which more is more need. They differ where something is unknown, and
None is no bound at all: what is not known is neither small nor large. Values of two parts are never added or weighed; those of
ordinals are places on their scale.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tadasu.funds._need.baseline import Loss, losses_of
from tadasu.funds._need.dark import Dark, Smallest, Stands, enough, goes_dark, smallest_sets
from tadasu.funds._need.press import BANDS, era_of, press_band
from tadasu.funds._need.world import CountryFacts, PastFunding, SourceFacts, World, named_sources, position, untold_of

COMPONENTS = (
    "cells",
    "scale",
    "scope",
    "irremediability",
    "findings",
    "holds",
    "duties",
    "repression",
    "press",
    "reach",
    "money",
    "lost",
    "funders",
)
"""Every part, in the order in which they are shown."""

OF_SOURCE = tuple(one for one in COMPONENTS if one not in ("repression", "press"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """`of`: the length of the scale of an ordinal, or None. `facts` say what the bounds do not: counts, the score as
    published."""

    name: str
    low: int | None
    high: int | None
    of: int | None = None
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> str:
        """known, partly or unknown."""
        if self.low is None and self.high is None:
            return "unknown"
        return "known" if self.low == self.high else "partly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Of a country or a source. `dark`: what surely goes; `perhaps`: what goes if those of whom nobody knows close too."""

    id: str
    components: tuple[Component, ...]
    dark: Dark
    perhaps: Dark

    def component(self, name: str) -> Component:
        return next(one for one in self.components if one.name == name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryNeed(Need):
    """`asked`, `known`: cells that are looked at, and those of which something is known. `past` is told file by file, since two
    files may tell of the same money. `losses`: what is known of 2025."""

    asked: int
    known: int
    past: tuple[PastFunding, ...] = ()
    losses: tuple[Loss, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNeed(Need):
    """`together`: for each cell it stands for, the smallest sets that it is in, with what was looked for."""

    countries: tuple[str, ...]
    together: tuple[tuple[tuple[str, str], Smallest], ...]


def country_needs(
    world: World,
    *,
    closing: frozenset[str],
    perhaps: frozenset[str] = frozenset(),
    stands: Stands = enough,
) -> tuple[CountryNeed, ...]:
    """The need of every country of the world, by its code. `closing` are sources that surely close, `perhaps` those that may
    (`at_risk` tells which): the parts then have two bounds.

    What was held or owed counts for each country of which a finding fell.
    """
    least = goes_dark(world, closing, stands=stands)
    most = goes_dark(world, closing | perhaps, stands=stands)
    facts = {one.country: one for one in world.countries}
    names = {one.country for one in world.cells} | {one.country for one in world.findings} | set(facts)
    names |= {country for one in world.sources for country in one.countries}
    return tuple(_country(world, one, facts.get(one), least, most) for one in sorted(names))


def source_needs(world: World, *, stands: Stands = enough, most: int = 3) -> tuple[SourceNeed, ...]:
    """The need of every source that can close: what goes dark when it closes alone, and with which others (sets of at most
    `most`) it takes a cell along."""
    facts = {one.key: one for one in world.sources}
    sets = {one.key: smallest_sets(world, one.key, most=most) for one in world.cells if one.ways}
    found = []
    for key in sorted((named_sources(world) | set(facts)) - world.lasting):
        dark = goes_dark(world, frozenset({key}), stands=stands)
        own = [facts[key]] if key in facts else []
        within = {
            cell: Smallest(sets=mine, most=most, complete=one.complete)
            for cell, one in sets.items()
            if (mine := tuple(each for each in one.sets if key in each))
        }
        untold = untold_of(world).union(*(untold_of(world, one) for one in (own[0].countries if own else ())))
        components = [*_dark_components(world, dark, dark, known=True, untold=untold), *_money_components(world, own)]
        found.append(
            SourceNeed(
                id=key,
                components=tuple(components),
                dark=dark,
                perhaps=dark,
                countries=tuple(sorted(own[0].countries)) if own else (),
                together=tuple(sorted(within.items())),
            )
        )
    return tuple(found)


def _country(world: World, country: str, facts: CountryFacts | None, least: Dark, most: Dark) -> CountryNeed:
    cells = [one for one in world.cells if one.country == country]
    known = sum(bool(one.ways) for one in cells)
    within = {one.id for one in world.findings if one.country == country}
    dark, perhaps = _of_country(world, least, country, within), _of_country(world, most, country, within)
    own = [one for one in world.sources if country in one.countries]
    return CountryNeed(
        id=country,
        components=(
            *_dark_components(world, dark, perhaps, known=bool(known or within), untold=untold_of(world, country)),
            *_context(world, facts),
            *_money_components(world, own),
        ),
        dark=dark,
        perhaps=perhaps,
        asked=len(cells),
        known=known,
        past=_past(one for one in world.past if one.country == country),
        losses=losses_of(country=country),
    )


def _of_country(world: World, dark: Dark, country: str, within: set[str]) -> Dark:
    findings = tuple(one for one in dark.findings if one in within)
    lost = set(dark.grounds)
    grounds = [one for one in world.grounds if one.id in lost and one.findings & set(findings)]
    return Dark(
        cells=tuple(one for one in dark.cells if one[0] == country),
        findings=findings,
        grounds=tuple(sorted(one.id for one in grounds)),
        holds=sum(one.count for one in grounds if one.kind == "hold"),
        duties=sum(one.count for one in grounds if one.kind == "duty"),
    )


def _dark_components(
    world: World, dark: Dark, perhaps: Dark, *, known: bool, untold: frozenset[str]
) -> Iterable[Component]:
    """Where nothing at all is known, what would go dark is not nothing: it is unknown. Nor is it where nobody told of it; what
    is counted then is a least."""
    yield _counted("cells", len(dark.cells), len(perhaps.cells), known)
    findings = {one.id: one.severity for one in world.findings}
    scale, told = world.scales.severity, "findings" not in untold
    for n, name in enumerate(("scale", "scope", "irremediability")):
        low: int | None = _worst([findings[one][n] for one in dark.findings], scale, unknown=0)
        high: int | None = _worst([findings[one][n] for one in perhaps.findings], scale, unknown=len(scale))
        if not told:
            low, high = low or None, len(scale) if low else None
        yield Component(name=name, low=low if known else None, high=high if known else None, of=len(scale))
    yield _counted("findings", len(dark.findings), len(perhaps.findings), known, told=told)
    yield _counted("holds", dark.holds, perhaps.holds, known, told="holds" not in untold)
    yield _counted("duties", dark.duties, perhaps.duties, known, told="duties" not in untold)


def _counted(name: str, low: int, high: int, known: bool, *, told: bool = True) -> Component:
    if not told:
        return Component(name=name, low=(low or None) if known else None, high=None)
    return Component(name=name, low=low if known else None, high=high if known else None)


def _worst(values: Sequence[int | None], scale: Sequence[int], *, unknown: int) -> int:
    """The gravest of them by its place on the scale; 0 where there is none."""
    return max((unknown if one is None else position(scale, one) for one in values), default=0)


def _context(world: World, facts: CountryFacts | None) -> Iterable[Component]:
    scale = world.scales.repression
    signals = facts.signals if facts else ()
    worst = max((position(scale, one.level) for one in signals), default=None)
    told = tuple(sorted((one.name, str(position(scale, one.level))) for one in signals))
    yield Component(name="repression", low=worst, high=worst, of=len(scale), facts=told)
    press = facts.press if facts else None
    band = (press_band(press) if press else 0) or None
    era = era_of(press) if press else None
    said: tuple[tuple[str, str], ...] = ()
    if press:
        said = (("era", era.id if era else ""), ("score", str(press.score)), ("year", str(press.year)))
    yield Component(name="press", low=band, high=band, of=BANDS, facts=said)


def _money_components(world: World, own: Sequence[SourceFacts]) -> Iterable[Component]:
    """Of several sources the one that has most of it; a source of whom it is not known may have more than all others."""
    scale = world.scales.reach
    reach = [None if one.reach is None else position(scale, one.reach) for one in own]
    yield _most("reach", [(one, one) for one in reach], limit=len(scale), of=len(scale))
    months = [(None, None) if one.months is None else (_minus(one.months[1]), -one.months[0]) for one in own]
    yield _most("money", months, limit=0)
    yield _most("lost", [(one.lost, one.lost) for one in own], limit=100)
    yield _most("funders", [(_minus(one.funders), _minus(one.funders)) for one in own], limit=0)


def _minus(value: int | None) -> int | None:
    return None if value is None else -value


def _most(
    name: str, bounds: Sequence[tuple[int | None, int | None]], *, limit: int, of: int | None = None
) -> Component:
    unknown = sum(one == (None, None) for one in bounds)
    low = max((one[0] for one in bounds if one[0] is not None), default=None)
    high = max((one[1] for one in bounds if one[1] is not None), default=None)
    if high is not None and unknown:
        high = limit
    facts = (("sources", str(len(bounds))), ("unknown", str(unknown)))
    return Component(name=name, low=low, high=high, of=of, facts=facts)


def _past(rows: Iterable[PastFunding]) -> tuple[PastFunding, ...]:
    """Added up within a file, purpose, year and currency, and nowhere else."""
    sums: dict[tuple[str, str, int, str], PastFunding] = {}
    for one in rows:
        key = (one.file, one.purpose, one.year, one.currency)
        before: Mapping[str, int] = {"amount": sums[key].amount} if key in sums else {"amount": 0}
        sums[key] = PastFunding(
            country=one.country,
            purpose=one.purpose,
            file=one.file,
            year=one.year,
            currency=one.currency,
            amount=one.amount + before["amount"],
        )
    return tuple(sums[key] for key in sorted(sums))
