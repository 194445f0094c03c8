"""What an app above needs that tells the public something else of the same awards: which of them a release would count, through
whom they are paid, who is public already; and releases as they are kept. Nothing of it tells anything of grants: figures of
grants are in releases alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tadasu.release import Level, exclusion_policy
from tadasu.web.foundation.access import Actor
from tadasu.web.funding.publishing import books, gathering
from tadasu.web.funding.publishing._grants import grants_of
from tadasu.web.funding.publishing._kept import (
    grant_kept,
    grants_from,
    problem_from,
    problem_kept,
    release_from,
    release_kept,
)

__all__ = [
    "Countable",
    "Payee",
    "countable",
    "grant_kept",
    "grants_from",
    "problem_from",
    "problem_kept",
    "release_from",
    "release_kept",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Who is behind an award that counts: its grantee's id, and the pseudonyms of those through whom it is paid."""

    grantee: str
    intermediaries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Countable:
    """Award -> who is behind it; `exposed`: grantees whom everybody may know to be ones, who are no cover for others."""

    awards: Mapping[UUID, Payee]
    exposed: frozenset[str]


def countable(system: Actor, organisation: UUID, *, today: date) -> Countable:
    """Awards that a release of today would count, of whatever year; none that is withheld, or hangs on one that is. By the system
    at work in the organisation."""
    policy = exclusion_policy()
    booked = books.booked(system, organisation)
    before = gathering.before_of(organisation, booked)
    year_of = {one.id: policy.year_of(one.start) for one in booked}
    counted = grants_of(
        booked,
        today=today,
        years=set(year_of.values()),
        year_of=year_of,
        public_before=gathering.public_before(organisation, before.releases),
    )
    public = {one.grantee for one in counted.grants if one.level is Level.PUBLIC}
    return Countable(
        awards={UUID(one.key): Payee(grantee=one.grantee, intermediaries=one.intermediaries) for one in counted.grants},
        exposed=before.named | public,
    )
