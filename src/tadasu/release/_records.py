"""Records of single grants: public ones as far as consent goes, neutral ones only where enough others share all that they
tell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from tadasu.release._cube import Group, cell_of, too_few, too_few_payers, unsafe
from tadasu.release._draft import Draft
from tadasu.release._grant import Cell, Grant, Level
from tadasu.release._problem import Problem
from tadasu.release._released import Record
from tadasu.schema import UsageError

_RANDOM = re.compile("[0-9a-f]{32,64}")
"""Hexadecimal, of at least 128 bits."""

_SHARED = 12
"""Digits that two random identifiers do not share at either end: one pair in 2^48 does."""

Pair = tuple[Record, Grant]


def lay_records(draft: Draft) -> Draft:
    """A record for every public grant, and for every L1 grant of an open year whose cell is told. Never left out: the steps
    behind take away what must not stand in them."""
    public = [(_public(draft, one), one) for one in draft.public if not _was_counted(draft, one)]
    region = [one for one in draft.grants if one.level is Level.REGION and not _is_closed(draft, one)]
    told = [one for one in region if draft.told(cell_of(one, draft.policy))]
    reasons = dict(_reasons(draft, {one.key for _, one in public}, {one.key for one in told}))
    neutral = [(_neutral(draft, one), one) for one in told]
    return replace(draft, records=(*public, *neutral), reasons={**reasons, **draft.reasons})


def tell_bands(draft: Draft) -> Draft:
    """A band instead of an amount."""
    return _each(draft, lambda one: replace(one, band=draft.policy.band_of(one.amount or 0), amount=None))


def tell_regions(draft: Draft) -> Draft:
    """The region and no country."""
    return _each(draft, lambda one: replace(one, country=""))


def speak_neutrally(draft: Draft) -> Draft:
    """A phrase of the policy and no words of anybody's own."""
    return _each(draft, lambda one: replace(one, title={}, description={}))


def tell_years(draft: Draft) -> Draft:
    """The year and no days."""
    return _each(draft, lambda one: replace(one, start=None, end=None))


def merge_rare(draft: Draft) -> Draft:
    """A record that too few share all of gives up its band, then its purpose, then itself."""
    pairs = draft.records
    for blurred in (_without_band, _without_purpose):
        common = _common(draft, pairs)
        pairs = tuple((one if one.public or grant.key in common else blurred(one), grant) for one, grant in pairs)
    common = _common(draft, pairs)
    rare = {grant.key: Problem(code="grant-rare") for one, grant in pairs if not one.public and grant.key not in common}
    kept = tuple((_phrased(draft, one), grant) for one, grant in pairs if grant.key not in rare)
    return replace(draft, records=kept, reasons={**draft.reasons, **rare})


def keep_rests_safe(draft: Draft) -> Draft:
    """Where those of a cell that have no record would be too few by themselves, records are taken back, the smallest class first,
    until those without are enough or all."""
    counted = counted_by_cell(draft)
    recorded: dict[Cell, list[Pair]] = {}
    for pair in draft.records:
        if not pair[0].public:
            recorded.setdefault(cell_of(pair[1], draft.policy), []).append(pair)
    back = {key for cell, pairs in recorded.items() for key in _taken_back(draft, counted[cell], pairs)}
    reasons = {key: Problem(code="grant-rest-small") for key in back}
    kept = tuple(pair for pair in draft.records if pair[1].key not in back)
    return replace(draft, records=kept, reasons={**draft.reasons, **reasons})


def _taken_back(draft: Draft, counted: list[Grant], pairs: list[Pair]) -> set[str]:
    """Of one cell, the keys of those whose records must go."""
    classes = {key: {grant.key for _, grant in same} for key, same in _by_class(pairs).items()}
    shown, back = set[str]().union(*classes.values()), set[str]()
    while classes and unsafe(
        cover_of(draft, (one for one in counted if one.key not in shown)), draft.policy, draft.exposed
    ):
        least = min(classes, key=lambda one: (len(classes[one]), repr(one)))
        taken = classes.pop(least)
        shown -= taken
        back |= taken
    return back


def check_identifiers(draft: Draft) -> Draft:
    """Identifiers must be random: long hexadecimal numbers, none twice, none like another. Raises UsageError."""
    found = sorted(one.id for one, _ in draft.records)
    backwards = sorted(one[::-1] for one in found)
    near = any(one[:_SHARED] == other[:_SHARED] for row in (found, backwards) for one, other in pairwise(row))
    if near or not all(_RANDOM.fullmatch(one) for one in found):
        raise UsageError("release-identifiers-not-random")
    return draft


def _public(draft: Draft, grant: Grant) -> Record:
    said = grant.consents
    return Record(
        id=_id(draft, grant),
        public=True,
        programme=grant.programme,
        region=grant.region,
        period=draft.policy.year_of(grant.start),
        phrase=draft.policy.phrase_of(grant.purpose),
        country=grant.country if "country" in said else "",
        purpose=grant.purpose,
        band=None if "amount" in said else draft.policy.band_of(grant.amount),
        amount=grant.amount if "amount" in said else None,
        start=grant.start if "days" in said else None,
        end=grant.end if "days" in said else None,
        title=grant.title if "title" in said else {},
        description=grant.description if "description" in said else {},
        intermediary=grant.payers[0] if "intermediary" in said and grant.named else "",
        grantee_named="grantee" in said,
    )


def _neutral(draft: Draft, grant: Grant) -> Record:
    """All that is known, to be taken away by the steps behind."""
    return Record(
        id=_id(draft, grant),
        public=False,
        programme=grant.programme,
        region=grant.region,
        period=draft.policy.year_of(grant.start),
        phrase=draft.policy.phrase_of(grant.purpose),
        country=grant.country,
        purpose=grant.purpose,
        amount=grant.amount,
        start=grant.start,
        end=grant.end,
        title=grant.title,
        description=grant.description,
    )


def _id(draft: Draft, grant: Grant) -> str:
    if grant.key not in draft.identifiers:
        raise UsageError("release-identifier-missing")
    return draft.identifiers[grant.key]


def _reasons(draft: Draft, public: set[str], told: set[str]) -> Iterator[tuple[str, Problem]]:
    """Why each is told as it is, as far as is known here; records that are taken away say so themselves."""
    kept = {one.id for one in draft.kept}
    for one in draft.grants:
        cell = cell_of(one, draft.policy)
        if one.key in told or draft.identifiers.get(one.key) in kept:
            yield one.key, Problem(code="grant-neutral")
        elif not draft.told(cell):
            yield one.key, draft.hidden[cell]
        else:
            yield one.key, Problem(code="grant-rolled-up")
    for one in draft.public:
        yield one.key, Problem(code="grant-public" if one.key in public else "grant-counted-before")


def _was_counted(draft: Draft, grant: Grant) -> bool:
    """A grant that was counted as a protected one in a closed year does not become public: its amount could be taken off figures
    that cannot be called back."""
    year = draft.policy.year_of(grant.start)
    return year in draft.closed and any(one.key == grant.key for one in draft.before)


def _is_closed(draft: Draft, grant: Grant) -> bool:
    return draft.policy.year_of(grant.start) in draft.closed


def _each(draft: Draft, changed: Callable[[Record], Record]) -> Draft:
    pairs = tuple((one if one.public else changed(one), grant) for one, grant in draft.records)
    return replace(draft, records=pairs)


def _without_band(one: Record) -> Record:
    return replace(one, band=None)


def _without_purpose(one: Record) -> Record:
    return replace(one, band=None, purpose="")


def _phrased(draft: Draft, one: Record) -> Record:
    return replace(one, phrase=draft.policy.phrase_of(one.purpose))


def _common(draft: Draft, pairs: Iterable[Pair]) -> set[str]:
    """Keys of grants whose records enough share all of, what a file of an intermediary tells not counted."""
    found: set[str] = set()
    for same in _by_class(pairs).values():
        cover = cover_of(draft, (grant for _, grant in same))
        if cover.count and not too_few(cover, draft.policy, draft.exposed) and not too_few_payers(cover, draft.policy):
            found.update(grant.key for _, grant in same)
    return found


def counted_by_cell(draft: Draft) -> Mapping[Cell, list[Grant]]:
    """The grants that are counted, by the cell that they lie in."""
    found: dict[Cell, list[Grant]] = {}
    for grant in draft.grants:
        found.setdefault(cell_of(grant, draft.policy), []).append(grant)
    return found


def few_share(draft: Draft, pairs: Iterable[Pair]) -> bool:
    """Whether there is a record of which too few share all that it tells."""
    neutral = [pair for pair in pairs if not pair[0].public]
    return bool({grant.key for _, grant in neutral} - _common(draft, neutral))


def _by_class(pairs: Iterable[Pair]) -> Mapping[tuple[object, ...], list[Pair]]:
    """The neutral ones, by all that they tell."""
    found: dict[tuple[object, ...], list[Pair]] = {}
    for one, grant in pairs:
        if not one.public:
            found.setdefault((one.programme, one.region, one.period, one.purpose, one.band), []).append((one, grant))
    return found


def cover_of(draft: Draft, grants: Iterable[Grant]) -> Group:
    """Who is behind these for a reader who has the known files."""
    found = Group()
    for one in grants:
        cell = cell_of(one, draft.policy)
        if not any(file.intermediary in one.intermediaries and file.tells(cell) for file in draft.known_files):
            found.add(one)
    return found
