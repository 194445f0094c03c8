"""What a finding touches, as far as it was told: declarations held on it, duties that rest on it, and how many findings are in
force where it is. What nobody told is unknown, never none. Pure."""

from collections.abc import Collection
from dataclasses import dataclass

from tadasu.funds import World
from tadasu.web.funding.need.queries import Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """None: nobody told. `least`: not everything was told, so it is at least that."""

    count: int | None
    least: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """`holds`, `duties`: on this finding. `findings`: in force in its countries, all that peers told."""

    holds: Amount
    duties: Amount
    findings: Amount


def touched(needs: Needs, finding: str, countries: Collection[str]) -> Touched:
    """Of a finding by its id."""
    joined, world = needs.joined, needs.joined.world
    told = sum(count for (country, _sector), count in joined.findings.items() if country in countries)
    known = any(country in countries for country, _sector in joined.cells)
    silent = any("findings" in _untold(world, one) for one in ("", *countries))
    return Touched(
        holds=_on(world, finding, countries, "hold", "holds"),
        duties=_on(world, finding, countries, "duty", "duties"),
        findings=Amount(count=told if known and (told or not silent) else None, least=silent),
    )


def _on(world: World, finding: str, countries: Collection[str], kind: str, part: str) -> Amount:
    count = sum(one.count for one in world.grounds if one.kind == kind and finding in one.findings)
    untold = any(part in _untold(world, one) for one in ("", *countries))
    return Amount(count=None if untold and not count else count, least=untold)


def _untold(world: World, country: str) -> frozenset[str]:
    return world.untold.get(country, frozenset())
