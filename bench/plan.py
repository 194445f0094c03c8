"""How long a plan takes: `python -m bench.plan [--candidates 500] [--countries 60] [--lines 8]`. The world is invented.

Every fourth country is off the list of recipients, every line is scarce, a third of what is known rests on two sources together.
"""

import argparse
import time
from random import Random

from tadasu.funds import (
    Candidate,
    Ground,
    KnownCell,
    Limits,
    NoPlan,
    Option,
    PlanLine,
    PlanProblem,
    RestingFinding,
    SourceFacts,
    Tier,
    World,
    entry,
    forced,
    plan,
    ranked,
    source_needs,
)

SECTORS = 10
YEARS = ("2027", "2028", "2029")
INTERMEDIARIES = 6


def world_of(random: Random, countries: list[str], sources: int) -> World:
    """Sources of a country or two, cells that rest on one to four of them, findings, holds and duties."""
    keys = [f"s{n:04}" for n in range(sources)]
    homes = {key: countries[n % len(countries)] for n, key in enumerate(keys)}
    near: dict[str, list[str]] = {country: [] for country in countries}
    for key, home in homes.items():
        near[home].append(key)
        near[random.choice(countries)].append(key)
    cells = []
    for country in countries:
        for sector in range(SECTORS):
            ways = [
                random.sample(near[country], min(len(near[country]), random.choice((1, 1, 2))))
                for _ in range(random.randrange(4))
            ]
            cells.append(KnownCell(country=country, sector=f"k{sector}", ways=frozenset(map(frozenset, ways))))
    findings = []
    for n in range(3 * sources):
        country = random.choice(countries)
        resting = random.sample(near[country], min(len(near[country]), random.randint(1, 5)))
        least = random.randint(1, len(resting))
        severity = (random.randint(1, 3), random.randint(1, 3), random.choice((None, 1, 2, 3)))
        findings.append(
            RestingFinding(id=f"f{n:05}", country=country, sources=frozenset(resting), least=least, severity=severity)
        )
    grounds = [
        Ground(
            id=f"g{n:05}",
            kind="hold" if n % 2 else "duty",
            findings=frozenset(one.id for one in random.sample(findings, random.randint(1, 3))),
            count=random.randint(1, 40),
        )
        for n in range(sources)
    ]
    facts = [
        SourceFacts(
            key=key,
            countries=frozenset({homes[key]}),
            months=random.choice((None, (0, 3), (3, 6), (6, 12))),
            lost=random.choice((None, 0, 15, 40, 80, 100)),
            funders=random.choice((None, 0, 1, 2, 5)),
            reach=random.choice((None, 1, 2, 3, 4)),
        )
        for key in keys
    ]
    return World(cells=cells, findings=findings, grounds=grounds, sources=facts)


def problem_of(*, candidates: int, countries: int, lines: int, scarce: float, seed: int) -> PlanProblem:
    random = Random(seed)
    codes = [f"c{n:02}" for n in range(countries)]
    world = world_of(random, codes, candidates)
    tiers = (
        Tier(id="bridge", least=500, most=8_000),
        Tier(id="core", least=3_000, most=60_000),
        Tier(id="emergency", least=100, most=1_600, emergency=True),
    )
    asked, wanted = 0, []
    for n in range(candidates):
        key, country = f"s{n:04}", codes[n % countries]
        line = f"l{random.randrange(lines)}"
        through = random.choice(["", *(f"i{one}" for one in range(INTERMEDIARIES))])
        yearly = random.randint(1_500, 15_000)
        options = [
            Option(
                id="core",
                tier="core",
                line=line,
                amounts=dict.fromkeys(YEARS, yearly),
                keeps=frozenset({key}),
                intermediary=through,
            ),
            Option(
                id="bridge",
                tier="bridge",
                line=f"l{random.randrange(lines)}",
                amounts={YEARS[0]: min(8_000, yearly)},
                keeps=frozenset({key}) if random.random() < 0.4 else frozenset(),
                intermediary=through,
            ),
        ]
        asked += yearly
        wanted.append(Candidate(id=f"a{n:04}", country=country, options=options))
    budget = {year: round(asked * scarce / lines) for year in YEARS}
    return PlanProblem(
        world=world,
        closing=frozenset(one.key for one in world.sources),
        candidates=wanted,
        lines=[
            PlanLine(id=f"l{n}", budget=budget, reserve={YEARS[0]: budget[YEARS[0]] // 20}, oda=n % 4 != 0)
            for n in range(lines)
        ],
        tiers=tiers,
        recipients=frozenset(one for n, one in enumerate(codes) if n % 4),
        limits=Limits(caps={one: round(asked * scarce / 5) for one in codes[:10]}),
        lot="bench",
    )


def main() -> None:
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--candidates", type=int, default=500)
    said.add_argument("--countries", type=int, default=60)
    said.add_argument("--lines", type=int, default=8)
    said.add_argument("--scarce", type=float, default=0.4)
    said.add_argument("--seed", type=int, default=7)
    given = said.parse_args()
    problem = problem_of(**vars(given))
    started = time.perf_counter()
    ranking = ranked(source_needs(problem.world))
    print(f"ranking {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    found = plan(problem, ranking=ranking)
    print(f"plan {time.perf_counter() - started:.2f} s")
    if isinstance(found, NoPlan):
        print(found)
        return
    for level in found.levels:
        print(f"  {level.name:16} {level.value:>10} bound {level.bound:>10} beyond {level.beyond:>6} {level.proved}")
    print(
        f"  drawn {found.drawn}, taken {len(found.taken)}, "
        + ", ".join(f"{one.name} {one.values}" for one in found.compared)
    )
    out = [one.candidate for one in found.decisions if not one.option and one.blocked][:3]
    for candidate in out:
        started = time.perf_counter()
        price = forced(problem, found, candidate)
        middle = time.perf_counter()
        more = entry(problem, found, candidate)
        lost, total = price.lost if price else None, more.total if more else None
        print(
            f"{candidate}: forced {middle - started:.2f} s {lost}, entry {time.perf_counter() - middle:.2f} s {total}"
        )


if __name__ == "__main__":
    main()
