"""From what the books say of awards to grants as `tadasu.release` takes them: as much protection as level, consents and delay
ask, and never less. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tadasu.funds import half_even
from tadasu.release import Grant, Level, Problem, macro_regions

NEEDED = frozenset({"amount", "period", "purpose", "region"})
"""Without a yes to each of these an award has no record of its own: a record tells region, year, purpose and a band."""

_FREE, _REGION = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """An award as the books have it. `yen` is what its line set aside for it, None where that is no yen or nothing; `amount` in
    its own currency. `own_word`: what it consented to was said of the award itself, not in the form of applications, which
    promises bands. `delay`: months after the month of `signed_on`, None for ever."""

    id: str
    level: int
    line: str
    region: str
    country: str
    purpose: str
    grantee: str
    pseudonym: str
    amount: int
    yen: int | None
    start: date
    end: date
    signed_on: date
    delay: int | None
    consented: frozenset[str]
    own_word: bool
    parent: str = ""
    passes_on: bool = False
    named: bool = False
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Grants to be released, and why others are not even handed to the release: id of the award -> reason."""

    grants: tuple[Grant, ...]
    left: Mapping[str, Problem]


def grants_of(
    booked: Sequence[Booked],
    *,
    today: date,
    years: Collection[str],
    year_of: Mapping[str, str],
    public_before: Collection[str],
) -> Counted:
    """Awards to end grantees, each once. `year_of`: id of an award -> year of the policy. `public_before`: ids of those that
    an earlier release told by a record of their own: they are told so again, or not at all, since copies of that record can be
    taken off any figure."""
    by_id = {one.id: one for one in booked}
    found, left = [], {}
    for one in sorted(booked, key=lambda each: each.id):
        if one.passes_on:
            continue
        reason = _left_out(one, by_id, today, years, year_of, public_before)
        if reason:
            left[one.id] = Problem(code=reason)
        else:
            found.append(_grant(one, by_id, today))
    return Counted(grants=tuple(found), left=MappingProxyType(left))


def level_of(one: Booked, today: date) -> Level:
    """How much may be told of it: a record only after its delay and with a yes to all that a record tells."""
    free = free_on(one)
    recorded = one.consented >= NEEDED and free is not None and free <= today
    if one.level == _FREE and recorded:
        return Level.PUBLIC
    return Level.REGION if one.level <= _REGION and recorded else Level.INTERMEDIARY


def free_on(one: Booked) -> date | None:
    """The first day on which a record of it may be published; None for never.

    Counted from the end of the month in which it was granted, as the form of applications promises."""
    if one.delay is None:
        return None
    month = one.signed_on.year * 12 + one.signed_on.month + one.delay
    return date(month // 12, month % 12 + 1, 1)


def chain_of(one: Booked, by_id: Mapping[str, Booked]) -> tuple[Booked, ...] | None:
    """Awards above it, the one that we pay first; None where one of them may not be known."""
    found: list[Booked] = []
    while one.parent:
        above = by_id.get(one.parent)
        if above is None:
            return None
        found.append(above)
        one = above
    return tuple(reversed(found))


def yen_of(one: Booked, chain: Sequence[Booked]) -> int | None:
    """What it is in yen: of one that is passed on its part of what was set aside for the first."""
    first = chain[0] if chain else one
    if first.yen is None:
        return None
    return half_even(one.amount * first.yen, first.amount)


def _left_out(
    one: Booked,
    by_id: Mapping[str, Booked],
    today: date,
    years: Collection[str],
    year_of: Mapping[str, str],
    public_before: Collection[str],
) -> str:
    chain = chain_of(one, by_id)
    if chain is None:
        return "chain-withheld"
    if year_of[one.id] not in years:
        return "other-year"
    if not (yen_of(one, chain) or 0) > 0:
        return "other-currency"
    public = level_of(one, today) is Level.PUBLIC
    if one.id in public_before and not public:
        return "taken-back"
    free = free_on(one)
    if one.level == _FREE and one.consented >= NEEDED and free is not None and free > today:
        return "waits"
    return ""


def _grant(one: Booked, by_id: Mapping[str, Booked], today: date) -> Grant:
    chain = chain_of(one, by_id) or ()
    level = level_of(one, today)
    public = level is Level.PUBLIC
    return Grant(
        key=one.id,
        level=level,
        programme=one.line,
        region=_regions()[one.region],
        purpose=one.purpose,
        grantee=one.grantee,
        amount=yen_of(one, chain) or 0,
        start=one.start if public else one.start.replace(day=1),
        end=one.end if public else max(one.end.replace(day=1), one.start.replace(day=1)),
        country=one.country if public else "",
        intermediaries=tuple(each.pseudonym for each in chain),
        named=bool(chain) and chain[0].named,
        emergency=one.emergency,
        consents=_consents(one) if public else frozenset(),
    )


def _consents(one: Booked) -> frozenset[str]:
    """A yes to the amount in the form of applications is one to a band."""
    said = {"name": "grantee", "country": "country", "period": "days", **({"amount": "amount"} if one.own_word else {})}
    return frozenset({*(said[field] for field in one.consented if field in said), "intermediary"})


def _regions() -> Mapping[str, str]:
    return {one.iati: id for id, one in macro_regions().items()}
