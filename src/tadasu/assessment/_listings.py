"""Companies against lists -> findings: a company that a list names, or may name, is touched by that listing.

The strength of such a finding is the logarithm of the probability that the company is the listed party: a likeness of
names is no proof, and it stays weaker than a determination all along the chain.

An entry is known again by its publisher's number, and where a list has none by its name and country, never by the row it
stands in: another row above it makes no other entry of it.
"""

import csv
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from math import log
from pathlib import Path

from tadasu.assessment._companies import Companies
from tadasu.assessment._whys import KnownFinding
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
    ListId,
    Match,
    Period,
    Subject,
)
from tadasu.screening import Index, Options, screen

DATA = Path(__file__).parent / "data"

LIKELY = 0.7
"""Probability at which a company is taken to be a listed party, as in `tadasu screen`."""

NAME_DIGITS = 12
"""Hexadecimal digits of the digest that stands in for a number which a list does not give."""

_TOPICS = {"forced.labour": Issue.FORCED_LABOUR, "sanction": Issue.SANCTION, "export.control": Issue.SANCTION}


def listings(
    companies: Companies,
    listed: Sequence[Entity],
    *,
    index: Index | None = None,
    issues: Mapping[str, Issue] | None = None,
    unnumbered: Container[ListId] = (),
    likely: float = LIKELY,
    threads: int | None = None,
) -> tuple[Finding, ...]:
    """A finding for each company and each listed party it is likely to be.

    `index` is that of `listed`, built when it is not given; `issues` says what a list is about (list id -> issue) where
    the list itself does not. `unnumbered` are lists without ids, whose entities have the number of their row; entries of
    these that share name and country are one, by the likeliest. Goods of a listed party narrow the finding to those goods.
    """
    if not listed or not companies.entities:
        return ()
    index = index or Index.build(listed)
    by_key = {(entity.origin.list_id, entity.id): entity for entity in listed}
    found = screen(companies.entities, index, options=Options(threshold=likely, threads=threads))
    out: dict[FindingId, Finding] = {}
    for match in found.matches:
        for one in _findings(match, by_key[match.list_id, match.entity_id], issues or {}, unnumbered):
            if one.id not in out or out[one.id].strength < one.strength:
                out[one.id] = one
    return tuple(out.values())


def known_listings(
    listed: Iterable[Entity], *, issues: Mapping[str, Issue] | None = None, unnumbered: Container[ListId] = ()
) -> Iterator[KnownFinding]:
    """What `known_finding` makes of the findings of each entry, whether a company is taken for it or not: an entry that
    touches nobody any more still stands on its list."""
    for entity in listed:
        key, basis = _entry(entity, unnumbered)
        for suffix in _suffixes(entity):
            issue = issue_of(entity, issues or {})
            yield KnownFinding(f"listing:{key}{suffix}", FindingKind.LISTED.value, issue.value, basis)


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


def _findings(
    match: Match, entity: Entity, issues: Mapping[str, Issue], unnumbered: Container[ListId]
) -> list[Finding]:
    company, (key, basis) = EntityId(match.query_id), _entry(entity, unnumbered)
    subjects: list[Subject] = [GoodOfCompany(good, company) for good in entity.goods] or [CompanySubject(company)]
    return [
        Finding(
            id=FindingId(f"listing:{key}:{company}{suffix}"),
            subject=subject,
            issue=issue_of(entity, issues),
            kind=FindingKind.LISTED,
            basis=basis,
            strength=strength_of(match.probability),
            likeness=strength_of(match.probability),
            period=Period(end=entity.delisted_on),
            source_url=entity.source_url,
        )
        for suffix, subject in zip(_suffixes(entity), subjects, strict=True)
    ]


def _suffixes(entity: Entity) -> Sequence[str]:
    """What tells the findings of one entry apart: its goods."""
    return [f":{good}" for good in entity.goods] or [""]


def _entry(entity: Entity, unnumbered: Container[ListId]) -> tuple[str, str]:
    """By what an entry is known again, and what to call it: list and number, else list, name and country."""
    list_id = entity.origin.list_id
    if list_id not in unnumbered:
        return f"{list_id}:{entity.id}", f"{list_id}:{entity.id}"
    folded = "".join(unicodedata.normalize("NFKC", entity.name).casefold().split())
    digest = sha256("\0".join((folded, *entity.countries)).encode("utf-8", "backslashreplace")).hexdigest()
    countries = f" ({', '.join(entity.countries)})" if entity.countries else ""
    name = f"{entity.name}{countries}".replace("|", "/")  # a bar joins the bases of several findings
    return f"{list_id}:name-{digest[:NAME_DIGITS]}", f"{list_id}: {name}"
