"""What the need map is worked out from: plain values that somebody joined from evidence, duties and files about money.

A source is a key. Whether it stands for an outlet that everybody knows or for somebody who is sealed, nothing here can tell.
What is not known is None or empty and stays so: it is never read as "no need".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tadasu.funds._need.press import Press
from tadasu.schema import UsageError

Cell = tuple[str, str]
"""A country (ISO 3166-1 alpha-2, lower case) and a sector."""

Band = tuple[int, int | None]
"""At least, at most; None where it is open."""

TELLABLE = ("findings", "holds", "duties")
EVERY = ""
"""Of no single country."""

Severity = tuple[int | None, int | None, int | None]
"""Scale, scope, irremediability: three ordinals that are never put together; None is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """The values that an ordinal may have, from the least to the most. Only their order counts: 1-2-3 and 1-10-100 are the
    same."""

    severity: tuple[int, ...] = (1, 2, 3)
    repression: tuple[int, ...] = (1, 2, 3)
    reach: tuple[int, ...] = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCell:
    """A cell of the coverage of evidence. `ways` are sets of sources that together are enough to know something of it; a source
    that is enough alone is a set of one (`each_alone`). Without a way the cell is unknown. `months` since it was last confirmed
    independently, None for never."""

    country: str
    sector: str
    ways: frozenset[frozenset[str]] = frozenset()
    months: int | None = None

    @property
    def key(self) -> Cell:
        return self.country, self.sector


def each_alone(sources: Iterable[str]) -> frozenset[frozenset[str]]:
    """Ways of a cell in which every source is enough by itself.

    >>> sorted(map(sorted, each_alone(["a", "b"])))
    [['a'], ['b']]
    """
    return frozenset(frozenset({one}) for one in sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingFinding:
    """A finding in force: the independent origins it rests on, and how many of them its standard asks for at least."""

    id: str
    country: str
    sources: frozenset[str]
    least: int = 1
    severity: Severity = (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """`count` held declarations or duties that rest on these findings; each of the findings is enough ground."""

    id: str
    kind: Literal["hold", "duty"]
    findings: frozenset[str]
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What is known of a source's money. `months`: how long it lasts, as a band. `lost`: per cent of its budget that ended in
    2025. `funders`: how many are left. `reach`: band of its audience, on the scale."""

    key: str
    countries: frozenset[str]
    months: Band | None = None
    lost: int | None = None
    funders: int | None = None
    reach: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A sign of repression and how grave it is, on the scale."""

    name: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """The context of a country; no signal means that none is known."""

    country: str
    press: Press | None = None
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFunding:
    """What a file says was given: whole units of a currency. Amounts of two files may be the same money."""

    country: str
    purpose: str
    file: Literal["crs", "iati"]
    year: int
    currency: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All of it. `lasting` are keys that do not close: ourselves, for example. `untold`: country (or EVERY) -> parts of which
    somebody who knows the country told nothing (of TELLABLE): what is counted of them is a least.

    Raises UsageError for two of one name, a value that is not on its scale, a number that cannot be, and ground
    in a finding that is not there.
    """

    cells: Sequence[KnownCell] = ()
    findings: Sequence[RestingFinding] = ()
    grounds: Sequence[Ground] = ()
    sources: Sequence[SourceFacts] = ()
    countries: Sequence[CountryFacts] = ()
    past: Sequence[PastFunding] = ()
    lasting: frozenset[str] = frozenset()
    untold: Mapping[str, frozenset[str]] = field(default_factory=dict)
    scales: Scales = field(default_factory=Scales)

    def __post_init__(self) -> None:
        _once("cell", [f"{country} {sector}" for country, sector in (one.key for one in self.cells)])
        _once("finding", [one.id for one in self.findings])
        _once("ground", [one.id for one in self.grounds])
        _once("source", [one.key for one in self.sources])
        _once("country", [one.country for one in self.countries])
        for part in sorted({one for parts in self.untold.values() for one in parts} - set(TELLABLE)):
            raise UsageError("funds-unknown", what="component", name=part)
        known = {one.id for one in self.findings}
        for ground in self.grounds:
            for missing in sorted(ground.findings - known):
                raise UsageError("funds-finding-unknown", finding=missing, ground=ground.id)
        self._hold_scales()
        self._hold_numbers()

    def _hold_scales(self) -> None:
        for name in ("severity", "repression", "reach"):
            scale = getattr(self.scales, name)
            if not scale or list(scale) != sorted(set(scale)):
                raise UsageError("funds-scale", scale=name)
        levels = [(self.scales.severity, value) for one in self.findings for value in one.severity]
        levels += [(self.scales.repression, signal.level) for one in self.countries for signal in one.signals]
        levels += [(self.scales.reach, one.reach) for one in self.sources]
        for scale, value in levels:
            if value is not None and value not in scale:
                raise UsageError("funds-off-scale", value=str(value), scale=", ".join(map(str, scale)))

    def _hold_numbers(self) -> None:
        counts = [("least", one.least, 1) for one in self.findings] + [("count", one.count, 0) for one in self.grounds]
        counts += [("months", one.months, 0) for one in self.cells if one.months is not None]
        for facts in self.sources:
            least, most = facts.months or (0, None)
            counts += [("months", least, 0), ("months", least if most is None else most, least)]
            counts += [("lost", facts.lost or 0, 0), ("lost", 100, facts.lost or 0), ("funders", facts.funders or 0, 0)]
        for name, value, floor in counts:
            if value < floor:
                raise UsageError("funds-number", name=name, value=str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRisk:
    """Sources by whether their money ends within some months: surely, perhaps, and those of which nobody knows."""

    surely: frozenset[str]
    perhaps: frozenset[str]
    unknown: frozenset[str]


def at_risk(world: World, *, months: int) -> AtRisk:
    """Every source that something rests on and that can close, by what is known of its money.

    >>> facts = SourceFacts(key="a", countries=frozenset({"xa"}), months=(3, 6))
    >>> at_risk(World(sources=[facts]), months=6).surely
    frozenset({'a'})
    """
    bands = {one.key: one.months for one in world.sources}
    every = (named_sources(world) | set(bands)) - world.lasting
    found: dict[str, set[str]] = {"surely": set(), "perhaps": set(), "unknown": set()}
    for key in every:
        band = bands.get(key)
        if band is None:
            found["unknown"].add(key)
        elif band[1] is not None and band[1] <= months:
            found["surely"].add(key)
        elif band[0] <= months:
            found["perhaps"].add(key)
    return AtRisk(**{name: frozenset(keys) for name, keys in found.items()})


def untold_of(world: World, country: str = EVERY) -> frozenset[str]:
    """Parts of which not everything was told."""
    return world.untold.get(EVERY, frozenset()) | world.untold.get(country, frozenset())


def named_sources(world: World) -> set[str]:
    """Every source that a cell or a finding names."""
    named = {key for cell in world.cells for way in cell.ways for key in way}
    return named | {key for finding in world.findings for key in finding.sources}


def position(scale: Sequence[int], value: int) -> int:
    """Where it stands on its scale, from 1."""
    return scale.index(value) + 1


def _once(what: str, names: Sequence[str]) -> None:
    for name in sorted(one for one, count in Counter(names).items() if count > 1):
        raise UsageError("funds-twice", what=what, name=name)
