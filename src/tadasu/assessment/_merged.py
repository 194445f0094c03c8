"""Why the names of one company, written in several ways, were taken for one: the merges that lead from one to the next.

Merges never close a circle, so between two spellings of a company there is exactly one way.
"""

from collections.abc import Iterable

from tadasu.assessment._companies import Companies
from tadasu.assessment._spelling import Merge, Spelling
from tadasu.schema import MergedNames


def merged_names(companies: Companies, spellings: Iterable[Spelling]) -> tuple[MergedNames, ...]:
    """Of the spellings of each company, how every later one came to the first; each merge once, in that order."""
    first: dict[int, Spelling] = {}
    merges: dict[tuple[Spelling, Spelling], Merge] = {}
    for one in spellings:
        start = first.setdefault(companies.number[one], one)
        for merge in _way(companies, start, one):
            merges.setdefault((merge.first, merge.second), merge)
    return tuple(
        MergedNames(
            first=merge.first.name, second=merge.second.name, reason=merge.reason, probability=merge.probability
        )
        for merge in merges.values()
        if merge.first.name != merge.second.name
    )


def _way(companies: Companies, start: Spelling, goal: Spelling) -> list[Merge]:
    """The merges from one spelling to another of its company."""
    reached: dict[Spelling, list[Merge]] = {start: []}
    waiting = [start]
    for at in waiting:
        if at == goal:
            break
        for merge in companies.merges_of.get(at, ()):
            other = merge.second if merge.first == at else merge.first
            if other not in reached:
                reached[other] = [*reached[at], merge]
                waiting.append(other)
    return reached[goal]
