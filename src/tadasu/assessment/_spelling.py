"""A party as a document writes it, what a person has judged of two of them, and what put two together."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tadasu.schema import Entity, MergeReason, Party


class Spelling(NamedTuple):
    """A name as documents write it, on one line, the country beside it (alpha-2, lower case, or empty), and the number that
    the document gives the party, as `namespace:number`, or empty."""

    name: str
    country: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person has said whether two spellings are one company; `by` and `on` say who and when.

    A spelling without a number stands for its name and country with whatever number; one with a number for itself.
    """

    first: Spelling
    second: Spelling
    same: bool
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two spellings that were put together; `probability` only for `like-name`."""

    first: Spelling
    second: Spelling
    reason: MergeReason
    probability: float | None = None


def spelling_of(party: Party) -> Spelling:
    """What a party is told by."""
    return Spelling(" ".join(party.name.split()), party.country, party.reference)


def spellings_of(entity: Entity) -> tuple[Spelling, ...]:
    """Every name of an entity with its first country."""
    country = entity.countries[0] if entity.countries else ""
    return tuple(dict.fromkeys(Spelling(" ".join(name.split()), country) for name in entity.names))


def folded(name: str) -> str:
    """A name without what capitals, width and spaces make different."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def pairs_meant(judgements: Iterable[Judgement], spellings: Sequence[Spelling]) -> list[tuple[Spelling, Spelling]]:
    """Every two spellings that a judgement is about; sorted."""
    known: dict[tuple[str, str], list[Spelling]] = {}
    for one in spellings:
        known.setdefault((one.name, one.country), []).append(one)

    def meant(judged: Spelling) -> list[Spelling]:
        like = known.get((judged.name, judged.country), [])
        return [one for one in like if one.reference == judged.reference] if judged.reference else like

    return sorted(
        {
            (min(first, second), max(first, second))
            for one in judgements
            for first in meant(one.first)
            for second in meant(one.second)
            if first != second
        }
    )
