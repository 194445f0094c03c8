"""Companies against lists -> findings: a company that a list names, or may name, is touched by that listing.

The strength of such a finding is the logarithm of the probability that the company is the listed party: a likeness of
names is no proof, and it stays weaker than a determination all along the chain.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from math import log
from pathlib import Path

from tadasu.assessment._companies import Companies
from tadasu.schema import (
    MILLINATS,
    CompanySubject,
    Entity,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    GoodOfCompany,
    Issue,
    Match,
    Period,
    Subject,
)
from tadasu.screening import Index, Options, screen

DATA = Path(__file__).parent / "data"

LIKELY = 0.7
"""Probability at which a company is taken to be a listed party, as in `tadasu screen`."""

_TOPICS = {"forced.labour": Issue.FORCED_LABOUR, "sanction": Issue.SANCTION, "export.control": Issue.SANCTION}


def listings(
    companies: Companies,
    listed: Sequence[Entity],
    *,
    index: Index | None = None,
    issues: Mapping[str, Issue] | None = None,
    likely: float = LIKELY,
    threads: int | None = None,
) -> tuple[Finding, ...]:
    """A finding for each company and each listed party it is likely to be.

    `index` is that of `listed`, built when it is not given; `issues` says what a list is about (list id -> issue) where
    the list itself does not. Goods of a listed party narrow the finding to those goods.
    """
    if not listed or not companies.entities:
        return ()
    index = index or Index.build(listed)
    by_key = {(entity.origin.list_id, entity.id): entity for entity in listed}
    found = screen(companies.entities, index, options=Options(threshold=likely, threads=threads))
    out = []
    for match in found.matches:
        out += _findings(match, by_key[match.list_id, match.entity_id], issues or {})
    return tuple(out)


def issue_of(entity: Entity, issues: Mapping[str, Issue]) -> Issue:
    """What an entry is about: as the caller says, as the table of lists says, by the entry's topics; else
    nobody says, and we do not."""
    known = issues.get(entity.origin.list_id) or list_issues().get(entity.origin.list_id)
    return known or next((_TOPICS[topic] for topic in entity.topics if topic in _TOPICS), Issue.UNSTATED)


@cache
def list_issues() -> Mapping[str, Issue]:
    """List id -> issue, for the lists that this package reads."""
    with (DATA / "list_issues.csv").open(encoding="utf-8", newline="") as file:
        return {row["list"]: Issue(row["issue"]) for row in csv.DictReader(file)}


def strength_of(probability: float) -> int:
    """Thousandths of a nat, 0 at most.

    >>> strength_of(1.0), strength_of(0.7)
    (0, -357)
    """
    return min(round(MILLINATS * log(max(probability, 1e-6))), 0)


def _findings(match: Match, entity: Entity, issues: Mapping[str, Issue]) -> list[Finding]:
    company, basis = EntityId(match.query_id), f"{match.list_id}:{match.entity_id}"
    subjects: list[tuple[str, Subject]] = [(f":{good}", GoodOfCompany(good, company)) for good in entity.goods]
    return [
        Finding(
            id=FindingId(f"listing:{basis}:{company}{suffix}"),
            subject=subject,
            issue=issue_of(entity, issues),
            kind=FindingKind.LISTED,
            basis=basis,
            strength=strength_of(match.probability),
            likeness=strength_of(match.probability),
            period=Period(end=entity.delisted_on),
            source_url=entity.source_url,
        )
        for suffix, subject in subjects or [("", CompanySubject(company))]
    ]
