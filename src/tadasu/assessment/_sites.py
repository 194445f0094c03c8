"""From where each declaration was sent, and what findings on places touch there.

What the declaration itself says of the seller's address counts for that declaration. Where it names no place, the other
addresses of the company serve, and where they name none, its names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tadasu.assessment._columns import Lines
from tadasu.assessment._companies import Companies
from tadasu.assessment._located import Where, whereabouts
from tadasu.places import lineage
from tadasu.schema import LEAST_STRENGTH, Doubt, Finding, GoodOfPlace, PlaceSubject
from tadasu.tracing import NOTHING, Numbers, Seeds, seeds

OPEN = -693
"""What a finding on a place loses where the seller is there or elsewhere: one of two, thousandths of a nat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """`site[i]` is the site of line i of the trade, a number of `wheres`."""

    site: NDArray[np.int32]
    wheres: tuple[Where, ...]


def sites_of(lines: Lines, companies: Companies, findings: Sequence[Finding]) -> Sites:
    """Sites of all lines; in countries in which no finding names a place nothing is looked for."""
    named = {one.subject.place for one in findings if isinstance(one.subject, PlaceSubject | GoodOfPlace)}
    countries = {above.id for place in named for above in lineage(place)[-1:]}
    at = np.flatnonzero(lines.place >= 0)
    numbers: dict[tuple[int, str], int] = {}
    wheres = [Where()]
    site = np.zeros(at.size, np.int32)
    for position, line in enumerate(at.tolist() if countries else ()):
        company = companies.entities[lines.seller[line]]
        if countries.isdisjoint(company.countries):
            continue
        key = (int(lines.seller[line]), lines.declarations[line].seller.address)
        if key not in numbers:
            numbers[key] = len(wheres)
            wheres.append(whereabouts(company.countries[0], ([key[1]], company.addresses, company.names)))
        site[position] = numbers[key]
    return Sites(site=site, wheres=tuple(wheres))


def surely_touched(findings: Sequence[Finding], lines: Lines, sites: Sites, numbers: Numbers) -> Seeds:
    """What findings touch: those on places what was surely sent from there, those on companies and goods as ever."""
    declared = replace(lines.trade, product=lines.code)
    others = seeds(findings, declared, replace(numbers, products=lines.codes))
    if len(sites.wheres) == 1:
        return others
    there = _on_sites(findings, lines, sites, [where.certain for where in sites.wheres])
    stronger = (there.strength > others.strength) | (
        (there.strength == others.strength) & (there.strength > NOTHING) & (there.finding < others.finding)
    )
    return Seeds(
        strength=np.where(stronger, there.strength, others.strength),
        finding=np.where(stronger, there.finding, others.finding),
    )


def perhaps_touched(findings: Sequence[Finding], lines: Lines, sites: Sites) -> tuple[tuple[Finding, ...], Seeds]:
    """What was perhaps sent from a place that a finding is on, and the findings, weaker, with that doubt."""
    weaker = tuple(
        replace(one, strength=max(one.strength + OPEN, LEAST_STRENGTH), doubt=Doubt.PLACE_OPEN)
        for one in findings
        if isinstance(one.subject, PlaceSubject | GoodOfPlace)
    )
    return weaker, _on_sites(weaker, lines, sites, [where.open for where in sites.wheres])


def _on_sites(findings: Sequence[Finding], lines: Lines, sites: Sites, places: Sequence[frozenset[str]]) -> Seeds:
    """Sites stand where companies do, each in a place of its own that lies in all of `places`."""
    sent = replace(lines.trade, product=lines.code, seller=sites.site, companies=len(places))
    keys = [str(number) if there else "" for number, there in enumerate(places)]
    return seeds(
        findings,
        sent,
        Numbers(companies={}, products=lines.codes, places=keys, within=dict(zip(keys, places, strict=True))),
    )
