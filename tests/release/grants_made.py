"""Invented grants for the tests of publication safety: a portfolio that a safe release tells much of, and random ones."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from tadasu.release import ALL, Grant, Known, Level, TheirFile, TheirRow, exclusion_policy, macro_region_of

POLICY = exclusion_policy()
TODAY = date(2026, 11, 26)

COUNTRIES = {"europe": "by", "far-east-asia": "kh", "middle-east": "ir", "south-asia": "mm"}


def grant(key: str, **other: Any) -> Grant:
    """One of 5,000,000 at L1 in Europe, started in March 2023, paid by an intermediary of its own."""
    said: dict[str, Any] = {
        "level": Level.REGION,
        "programme": "media",
        "country": "by",
        "purpose": "15153",
        "grantee": f"group of {key}",
        "amount": 5_000_000,
        "start": date(2023, 3, 1),
        "intermediaries": (f"payer {int(hashlib.sha256(key.encode()).hexdigest(), 16) % 5}",),
        **other,
    }
    said.setdefault("end", said["start"])
    said.setdefault("region", macro_region_of(said["country"]))
    return Grant(key=key, **said)


def many(number: int, name: str, **other: Any) -> list[Grant]:
    """So many alike, each of a grantee of its own, paid by five intermediaries in turn."""
    return [grant(f"{name} {one}", **{"intermediaries": (f"payer {one % 5}",), **other}) for one in range(number)]


def identifiers(grants: Iterable[Grant]) -> dict[str, str]:
    """Random ones, the same in every run."""
    return {one.key: hashlib.sha256(f"identifier of {one.key}".encode()).hexdigest()[:32] for one in grants}


def full() -> list[Grant]:
    """Two programmes, three regions, two years, eight grants in each cell but for one with a single grantee."""
    found = []
    for programme in ("media", "rights"):
        for country in ("by", "kh", "mm"):
            for year in (2022, 2023):
                few = (programme, country, year) == ("rights", "mm", 2023)
                name = f"{programme} {country} {year}"
                found += many(1 if few else 8, name, programme=programme, country=country, start=date(year, 5, 9))
    return found


def portfolio(seed: int) -> tuple[list[Grant], list[TheirFile]]:
    """A random one: one to three programmes and years, one to four regions, chains of up to two intermediaries, some of whom
    publish what they pay out, coarser or finer, wholly or in part."""
    random = Random(seed)
    number, payers = random.choice([8, 20, 40, 80]), random.randint(2, 7)
    regions = list(COUNTRIES)[: random.randint(1, 4)]
    programmes, years, grantees = (
        random.randint(1, 3),
        random.randint(1, 3),
        random.randint(max(2, number // 3), number),
    )
    spread = random.choice([0.3, 1.0, 1.5])
    grants = []
    for one in range(number):
        region = random.choice(regions)
        day = date(random.randint(2025 - years, 2024), random.randint(1, 12), 1)
        grants.append(
            Grant(
                key=f"grant {one}",
                level=random.choices(list(Level), [1, 5, 3, 1])[0],
                programme=f"programme {random.randint(1, programmes)}",
                region=region,
                country=COUNTRIES[region],
                purpose=random.choice(["15153", "15160"]),
                grantee=f"group {random.randint(1, grantees)}",
                amount=int(random.lognormvariate(15, spread)) + 1,
                start=day,
                end=day,
                intermediaries=tuple(
                    f"payer {n}" for n in random.sample(range(payers), random.choice([0, 1, 1, 1, 2]))
                ),
            )
        )
    files = [their_file(f"payer {n}", grants, random) for n in range(payers) if random.random() < 0.3]
    return grants, files


def their_file(payer: str, grants: Iterable[Grant], random: Random) -> TheirFile:
    """What an intermediary publishes: by programme, region and year, or coarser; true."""
    told = [random.random() < 0.6 for _ in range(3)]
    sums: dict[tuple[str, ...], tuple[int, int]] = {}
    for one in grants:
        if payer in one.intermediaries and one.level in (Level.REGION, Level.INTERMEDIARY):
            labels = (one.programme, one.region, POLICY.year_of(one.start))
            cell = tuple(label if say else ALL for label, say in zip(labels, told, strict=True))
            amount, count = sums.get(cell, (0, 0))
            sums[cell] = amount + one.amount, count + 1
    counts = random.random() < 0.7
    rows = tuple(
        TheirRow(programme=a, region=b, year=c, amount=amount, count=count if counts else None)
        for (a, b, c), (amount, count) in sorted(sums.items())
    )
    return TheirFile(intermediary=payer, rows=rows, complete=random.random() < 0.8)


def insiders(grants: Iterable[Grant], hidden: Iterable[tuple[str, str, str]]) -> list[str]:
    """The largest grantee of every hidden cell: who knows most."""
    cells = set(hidden)
    sums: dict[tuple[str, str, str], dict[str, int]] = {}
    for one in grants:
        cell = (one.programme, one.region, POLICY.year_of(one.start))
        if cell in cells and one.level in (Level.REGION, Level.INTERMEDIARY):
            of = sums.setdefault(cell, {})
            of[one.grantee] = of.get(one.grantee, 0) + one.amount
    return sorted({max(of, key=lambda one: (of[one], one)) for of in sums.values()})


__all__ = [
    "COUNTRIES", "POLICY", "TODAY", "Known", "full", "grant", "identifiers", "insiders", "many", "portfolio", "replace",
    "their_file",
]  # fmt: skip
