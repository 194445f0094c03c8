"""Small invented worlds and problems, drawn at random: everything that can be said is said in some of them."""

from dataclasses import replace
from random import Random

from tadasu.funds import (
    Candidate,
    CountryFacts,
    Ground,
    KnownCell,
    Limits,
    Option,
    PlanLine,
    PlanProblem,
    RestingFinding,
    Scales,
    Signal,
    SourceFacts,
    Tier,
    World,
)

COUNTRIES = ("xa", "xb", "xc")
KEYS = ("s1", "s2", "s3", "s4", "s5")
YEARS = ("2027", "2028")


def world_of(random: Random, keys: tuple[str, ...] = KEYS) -> World:
    cells = [
        KnownCell(
            country=country, sector=sector, ways=frozenset(_some(random, keys) for _ in range(random.randrange(4)))
        )
        for country in COUNTRIES
        for sector in ("mining", "textiles")
    ]
    findings = []
    for n in range(6):
        resting = _some(random, keys, most=4)
        severity = (_level(random), _level(random), _level(random))
        findings.append(
            RestingFinding(
                id=f"f{n}",
                country=random.choice(COUNTRIES),
                sources=resting,
                least=random.randint(1, len(resting) + 1),
                severity=severity,
            )
        )
    grounds = [
        Ground(
            id=f"g{n}",
            kind=random.choice(("hold", "duty")),
            findings=frozenset(random.sample([one.id for one in findings], random.randint(1, 3))),
            count=random.randint(0, 5),
        )
        for n in range(4)
    ]
    sources = [
        SourceFacts(
            key=key,
            countries=frozenset({random.choice(COUNTRIES)}),
            months=random.choice((None, (0, 3), (3, 6), (12, None))),
            lost=random.choice((None, 0, 40, 100)),
            funders=random.choice((None, 0, 3)),
            reach=_level(random),
        )
        for key in keys
        if random.random() < 0.8
    ]
    countries = [
        CountryFacts(
            country=country, signals=tuple(Signal(name=f"n{n}", level=n) for n in range(1, random.randint(1, 4)))
        )
        for country in COUNTRIES[:2]
    ]
    return World(
        cells=cells,
        findings=findings,
        grounds=grounds,
        sources=sources,
        countries=countries,
        lasting=frozenset(_some(random, keys, most=1)) if random.random() < 0.2 else frozenset(),
    )


def problem_of(random: Random) -> PlanProblem:
    world = world_of(random)
    candidates = [_candidate(random, n) for n in range(random.choice((0, 1, 3, 4, 5, 5)))]
    ids = [one.id for one in candidates]
    limits = Limits(
        share=random.choice((40, 50, 60, 100)),
        intermediaries=random.choice((0, 1, 2, 2, 3)),
        caps={"xa": random.randint(0, 60)} if random.random() < 0.3 else {},
        floors={"xb": random.randint(1, 40)} if random.random() < 0.15 else {},
        conflicts=frozenset({frozenset(random.sample(ids, 2))})
        if len(ids) > 1 and random.random() < 0.3
        else frozenset(),
        must=frozenset(random.sample(ids, 1)) if ids and random.random() < 0.15 else frozenset(),
        never=frozenset(random.sample(ids, 1)) if ids and random.random() < 0.1 else frozenset(),
    )
    return PlanProblem(
        world=world,
        closing=frozenset(one for one in KEYS if random.random() < 0.85),
        candidates=candidates,
        lines=[_line(random, "l1", oda=True), _line(random, "l2", oda=False)],
        tiers=(
            Tier(id="core", least=10, most=60),
            Tier(id="emergency", least=1, most=12, emergency=True),
        ),
        recipients=frozenset(COUNTRIES[: random.randint(1, 3)]),
        limits=limits,
        lot=f"call {random.randrange(9)}",
    )


def relabelled(world: World, by: dict[int, int]) -> World:
    """The same with other numbers on every scale."""

    def other(value: int | None) -> int | None:
        return None if value is None else by[value]

    def all_of(scale: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(by[one] for one in scale)

    return replace(
        world,
        scales=Scales(
            severity=all_of(world.scales.severity),
            repression=all_of(world.scales.repression),
            reach=all_of(world.scales.reach),
        ),
        findings=[
            replace(one, severity=(other(one.severity[0]), other(one.severity[1]), other(one.severity[2])))
            for one in world.findings
        ],
        sources=[replace(one, reach=other(one.reach)) for one in world.sources],
        countries=[
            replace(one, signals=tuple(replace(each, level=by[each.level]) for each in one.signals))
            for one in world.countries
        ],
    )


def shuffled(world: World, random: Random) -> World:
    """The same in another order."""
    return replace(
        world,
        cells=random.sample(list(world.cells), len(world.cells)),
        findings=random.sample(list(world.findings), len(world.findings)),
        grounds=random.sample(list(world.grounds), len(world.grounds)),
        sources=random.sample(list(world.sources), len(world.sources)),
        countries=random.sample(list(world.countries), len(world.countries)),
        past=random.sample(list(world.past), len(world.past)),
    )


def _candidate(random: Random, n: int) -> Candidate:
    options = []
    for m in range(random.randint(1, 2)):
        tier = random.choice(("core", "core", "emergency"))
        amount = random.choice((8, 12, 12, 20)) if tier == "core" else random.choice((4, 4, 13))
        years = random.sample(YEARS, random.randint(1, 2)) if tier == "core" else YEARS[:1]
        options.append(
            Option(
                id=f"o{m}",
                tier=tier,
                line=random.choice(("l1", "l2")),
                amounts=dict.fromkeys(years, amount),
                keeps=_some(random, KEYS, most=2),
                intermediary=random.choice(("", "", "", "i1", "i2", "i3")),
            )
        )
    purpose = random.choice(("15153", "15160"))
    return Candidate(id=f"a{n}", country=random.choice(COUNTRIES), options=options, purpose=purpose)


def _line(random: Random, id: str, *, oda: bool) -> PlanLine:
    budget = {year: random.randint(0, 70) for year in (YEARS if random.random() < 0.8 else YEARS[:1])}
    reserve = {year: random.randint(0, units) // 2 for year, units in budget.items()} if random.random() < 0.4 else {}
    purposes = frozenset({"15153"}) if random.random() < 0.2 else frozenset()
    return PlanLine(id=id, budget=budget, reserve=reserve, oda=oda, purposes=purposes)


def _some(random: Random, keys: tuple[str, ...], most: int = 3) -> frozenset[str]:
    return frozenset(random.sample(keys, random.randint(1, most)))


def _level(random: Random) -> int | None:
    return random.choice((None, 1, 2, 3))
