"""Stakes and listings -> findings of ownership, each for the days on which both hold.

A company is owned by listed parties on a day when parties that are listed on that day hold half or more of it on that day.
So the days between two changes of a listing or of a stake are asked one stretch at a time, and each kind and issue of
listing by itself: what two authorities list does not add up. A finding is as strong as the weakest listing and stake that
it needs. Where the stakes that are left when denied ones are taken away do not suffice, the finding is contested; where it
is open whether listed parties hold half, it is a finding with that doubt: a question, never clear.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tadasu.assessment._companies import Companies
from tadasu.assessment._named import resolved
from tadasu.assessment._owned_basis import basis, needed, needed_or_open
from tadasu.ownership import Stakes, Verdict, owned_by, strength_along, surest
from tadasu.schema import (
    LEAST_STRENGTH,
    CompanySubject,
    Doubt,
    Entity,
    EntityId,
    Finding,
    FindingId,
    FindingKind,
    Period,
    Stake,
)
from tadasu.tracing import LINK, Channel

_COUNT = (FindingKind.LISTED, FindingKind.DETERMINED)
_ONE_DAY = timedelta(days=1)
_OPEN = (Verdict.UNDETERMINED, Verdict.CONFLICT)

Told = tuple[EntityId, int, Doubt, str]
"""A company, how strong the finding is, what is doubtful about it, its basis."""


def owned_findings(
    stakes: Sequence[Stake],
    named: Sequence[Entity],
    findings: Sequence[Finding],
    companies: Companies,
    *,
    days: Period,
    contested: bool = True,
) -> tuple[Finding, ...]:
    """Findings that companies are owned by those on which a listing or a determination lies.

    `named` are the parties of the stakes, each resolved with the rest; `findings` lie on companies; `days` are those of
    the declarations (both ends known). With `contested=False` denied stakes are left out.
    """
    same = resolved(named, companies)
    names = {EntityId(entity.id): entity.name for entity in companies.entities}
    moved = [
        replace(stake, owner=same.get(stake.owner, stake.owner), company=same.get(stake.company, stake.company))
        for stake in stakes
        if contested or not stake.contested
    ]
    out: list[Finding] = []
    for authority, listings in _by_authority(findings).items():
        reached = _reached(moved, listings)
        told: dict[Told, list[Period]] = {}
        for stretch, day in _stretches(reached, [one for own in listings.values() for one in own], days):
            for one in _owned_on(day, reached, _listed_on(day, listings), names):
                _lengthen(told.setdefault(one, []), stretch)
        out += [_finding(authority, period, one) for one, periods in told.items() for period in periods]
    return tuple(out)


def _lengthen(periods: list[Period], stretch: Period) -> None:
    """A stretch more, as part of the last one where that ends the day before: something else changed between the two."""
    last = periods[-1] if periods else None
    if last and last.end and stretch.start == last.end + _ONE_DAY:
        periods[-1] = Period(start=last.start, end=stretch.end)
    else:
        periods.append(stretch)


def _by_authority(findings: Iterable[Finding]) -> dict[Channel, dict[EntityId, list[Finding]]]:
    """Kind and issue -> company -> its listings."""
    out: dict[Channel, dict[EntityId, list[Finding]]] = {}
    for one in findings:
        if one.kind in _COUNT and isinstance(one.subject, CompanySubject):
            out.setdefault((one.kind, one.issue), {}).setdefault(one.subject.company, []).append(one)
    return dict(sorted(out.items()))


def _reached(stakes: Sequence[Stake], listings: Mapping[EntityId, object]) -> list[Stake]:
    """Stakes of the listed and of whom they hold, on whatever day, and all others in whom they hold: no other can matter."""
    by_owner: dict[EntityId, list[Stake]] = {}
    for stake in stakes:
        if stake.owner != stake.company:
            by_owner.setdefault(stake.owner, []).append(stake)
    seen, waiting = set(listings), sorted(listings)
    held: set[EntityId] = set()
    while waiting:
        for stake in by_owner.get(waiting.pop(), ()):
            held.add(stake.company)
            if stake.company not in seen:
                seen.add(stake.company)
                waiting.append(stake.company)
    return [stake for stake in stakes if stake.company in held and stake.owner != stake.company]


def _stretches(stakes: Sequence[Stake], listings: Sequence[Finding], days: Period) -> Iterator[tuple[Period, date]]:
    """The days cut where a stake or a listing begins or ends, each with a day of it; the first and last are open."""
    assert days.start is not None
    assert days.end is not None
    periods = [stake.period for stake in stakes] + [one.period for one in listings]
    begins = {period.start for period in periods if period.start} | {
        period.end + _ONE_DAY for period in periods if period.end and period.end < date.max
    }
    cuts = sorted(day for day in begins if days.start < day <= days.end)
    starts: list[date | None] = [None, *cuts]
    ends: list[date | None] = [*(day - _ONE_DAY for day in cuts), None]
    for start, end in zip(starts, ends, strict=True):
        yield Period(start=start, end=end), start or days.start


def _listed_on(day: date, listings: Mapping[EntityId, Sequence[Finding]]) -> dict[EntityId, int]:
    """Who is listed on the day, by the strongest of its listings."""
    strengths = {
        company: max((one.strength for one in own if one.period.holds(day)), default=None)
        for company, own in listings.items()
    }
    return {company: strength for company, strength in strengths.items() if strength is not None}


def _owned_on(
    day: date, stakes: Sequence[Stake], listed: Mapping[EntityId, int], names: Mapping[EntityId, str]
) -> Iterator[Told]:
    """Each company once: sure without denied stakes, sure with them, open."""
    books = [Stakes.build(stakes, on=day)] if listed else []
    if books and any(stake.contested for stake in books[0].records):
        books.insert(0, Stakes.build(stakes, on=day, contested=False))
    done: set[EntityId] = set()
    for book, doubt in zip(books, (Doubt.NONE, Doubt.CONTESTED)[: len(books)], strict=True):
        for found in surest(book, listed, weights=LINK):
            if found.proof.company not in done:
                done.add(found.proof.company)
                yield found.proof.company, found.strength, doubt, basis(needed(found.proof), names)
    for book in reversed(books):
        owned = owned_by(book, listed)
        for company in (one for verdict in _OPEN for one in owned.companies(verdict)):
            if company not in done:
                done.add(company)
                proof = owned.proof(company)
                strength = strength_along(proof, listed, weights=LINK)
                yield company, strength, Doubt.OWNER_UNSURE, basis(needed_or_open(proof, owned), names)


def _finding(authority: Channel, stretch: Period, told: Told) -> Finding:
    kind, issue = authority
    company, strength, doubt, written = told
    marks = [str(mark) for mark in (doubt, stretch.start) if mark]
    return Finding(
        id=FindingId(":".join((FindingKind.OWNED_BY_LISTED, kind, issue, company, *marks))),
        subject=CompanySubject(company),
        issue=issue,
        kind=FindingKind.OWNED_BY_LISTED,
        basis=written,
        strength=max(strength, LEAST_STRENGTH),
        period=stretch,
        doubt=doubt,
    )
