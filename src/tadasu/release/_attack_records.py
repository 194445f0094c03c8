"""Attacks on the records: linkage by what they share, raids, identifiers, texts, versions, and those of a cell without a
record."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import pairwise

from tadasu.release._attack_view import View, Where, between, spot
from tadasu.release._grant import Grant, Level
from tadasu.release._problem import Problem
from tadasu.release._regions import macro_region_of, macro_regions
from tadasu.release._released import Figure, Record

Found = Iterator[Problem]

_RANDOM = re.compile("[0-9a-f]{32,}")
_ALIKE = 10
"""Signs in common at one end from which two identifiers were not drawn by chance."""


def attack_records(view: View) -> Found:
    """All of them."""
    neutral = [one for one in view.release.records if not one.public]
    yield from _identifiers(view)
    for one in neutral:
        yield from _one(view, one)
    yield from _not_theirs(view)
    yield from _past(view)
    yield from _linkage(view, neutral)
    yield from _raids(view, neutral)
    yield from _versions(view, neutral)
    yield from _rests(view, neutral)


def _identifiers(view: View) -> Found:
    """Whether anything can be read off an identifier: an order, a year, an office."""
    ids = [one.id for one in view.release.records]
    alike = any(
        one[:_ALIKE] == other[:_ALIKE]
        for row in (sorted(ids), sorted(one[::-1] for one in ids))
        for one, other in pairwise(row)
    )
    if alike or not all(_RANDOM.fullmatch(one) for one in ids):
        yield Problem(code="attack-identifiers")


def _one(view: View, one: Record) -> Found:
    """What a neutral record must not tell."""
    if one.country or one.region not in macro_regions():
        yield Problem(code="attack-place-too-fine", at=one.id)
    if not re.fullmatch(r"\d{4}", one.period) or one.start or one.end:
        yield Problem(code="attack-period-too-fine", at=one.id)
    if view.policy.free_on(one.period[:4]) > view.release.day:
        yield Problem(code="attack-too-early", at=one.id)
    if one.title or one.description or one.phrase not in view.policy.phrases:
        yield Problem(code="attack-free-text", at=one.id)
    if one.amount is not None or (one.band is not None and one.band not in view.policy.bands):
        yield Problem(code="attack-exact-amount", at=one.id)
    if one.intermediary or one.grantee_named:
        yield Problem(code="attack-named", at=one.id)
    owner = view.by_key.get(view.owners.get(one.id, ""))
    if owner and owner.level is not Level.REGION:
        yield Problem(code="attack-existence-told", at=one.id)


def _not_theirs(view: View) -> Found:
    """Public records of grants that are not public, or were counted as protected ones; and records of a year that earlier
    releases told and this one does not: they can be taken off what those told."""
    past = {year for release in view.earlier for year in release.years} - set(view.release.years)
    for one in view.release.records:
        owner = view.by_key.get(view.owners.get(one.id, ""))
        if one.public and owner and owner.level is not Level.PUBLIC:
            yield Problem(code="attack-existence-told", at=one.id)
        if one.period[:4] in past:
            yield Problem(code="attack-version", at=one.id)


def _past(view: View) -> Found:
    """Records of earlier releases behind which, or beside which, too few are left since this one makes some grantees known."""
    for release in view.earlier if view.newly else ():
        neutral = [one for one in release.records if not one.public]
        for same in _alike(neutral):
            if _few(view, same) and not _few(view, same, before=True):
                yield Problem(code="attack-linkage", at=min(one.id for one in same))
        for where, rest in _without_record(view, neutral):
            if view.judged(rest) and not view.judged(rest, before=True):
                yield Problem(code="attack-rest", at=spot(where))


def _linkage(view: View, neutral: list[Record]) -> Found:
    """Records that too few share everything of."""
    for same in _alike(neutral):
        if _few(view, same) or _few_payers(view, same):
            yield Problem(code="attack-linkage", at=min(one.id for one in same))


def _alike(neutral: list[Record]) -> Iterable[list[Record]]:
    """Those that share everything."""
    classes: dict[tuple[str, ...], list[Record]] = {}
    for one in neutral:
        shared = tuple(repr(getattr(one, field.name)) for field in fields(one) if field.name != "id")
        classes.setdefault(shared, []).append(one)
    return classes.values()


def _few(view: View, records: Iterable[Record], *, before: bool = False) -> bool:
    """Whether there are some, of fewer grantees than the smallest group; those known, and told by files, are none. `before`: for
    whoever did not have this release yet."""
    known = view.known - view.newly if before else view.known
    found = list(records)
    owners = [(one, view.by_key.get(view.owners.get(one.id, ""))) for one in found]
    unsaid = {one.id for one, owner in owners if owner is None}
    behind = {owner.grantee for _, owner in owners if owner and view.untold([owner], view.place(owner))}
    return bool(found) and len(unsaid) + len(behind - known) < view.policy.few_grantees


def _few_payers(view: View, records: Iterable[Record]) -> bool:
    """Whether fewer intermediaries than must be paid them, as far as it is known who they are."""
    owners = [view.by_key.get(view.owners.get(one.id, "")) for one in records]
    known = [one for one in owners if one and view.untold([one], view.place(one))]
    ends = [len({one.intermediaries[end] if one.intermediaries else "" for one in known}) for end in (0, -1)]
    return len(known) == len(owners) and min(ends) < view.policy.few_intermediaries


def _raids(view: View, neutral: list[Record]) -> Found:
    """Who in the region was funded before an outlet was raided for it? Records that tell a month are matched to it, others to any
    year up to then; figures by their year."""
    for country, month in view.raids:
        region = macro_region_of(country)
        near = [one for one in neutral if one.region in (region, country) and one.country in ("", country)]
        finer = [one for one in near if _spans(one, month)]
        before = [one for one in near if one.period[:4] <= month[:4]]
        if _few(view, finer) or (before and _few(view, before)):
            yield Problem(code="attack-raid", at=country)
        yield from (Problem(code="attack-raid", at=spot(one.cell)) for one in _small(view, (region, country), month))


def _small(view: View, places: tuple[str, str], month: str) -> Iterator[Figure]:
    """Figures of a place and a period up to a month that tell fewer than the smallest group."""
    for one in view.release.figures:
        about = one.region in places and one.year and one.year <= month and one.count
        if about and between(one.count or 0, view.release.count_base)[1] < view.policy.few_grantees:
            yield one


def _spans(one: Record, month: str) -> bool:
    """Whether a record that tells more than a year fits a month."""
    if one.start and one.end:
        return one.start.isoformat()[:7] <= month <= one.end.isoformat()[:7]
    return len(one.period) > 4 and one.period[:7] == month


def _versions(view: View, neutral: list[Record]) -> Found:
    """Records that came to, or went from, a cell that was told before; and one that was neutral and is public now. Of a year that
    is told no more all went."""
    now = _by_place(neutral)
    years = {*view.release.years, *(one.period for one in neutral)}
    public = {one.id for one in view.release.records if one.public}
    for release in view.earlier:
        before = _by_place(one for one in release.records if not one.public)
        for id in sorted(public & {one.id for one in release.records if not one.public}):
            yield Problem(code="attack-version", at=id)
        for where in {*now, *before}:
            if where[2] not in release.years or where[2] not in years:
                continue
            old, new = before.get(where, {}), now.get(where, {})
            for changed in ([new[id] for id in new.keys() - old.keys()], [old[id] for id in old.keys() - new.keys()]):
                if _few(view, changed):
                    yield Problem(code="attack-version", at=spot(where))


def _by_place(records: Iterable[Record]) -> Mapping[Where, dict[str, Record]]:
    found: dict[Where, dict[str, Record]] = {}
    for one in records:
        found.setdefault((one.programme, one.region, one.period), {})[one.id] = one
    return found


def _rests(view: View, neutral: list[Record]) -> Found:
    """In a cell that is told, those without a record: the figure less the records."""
    for where, rest in _without_record(view, neutral):
        if view.judged(rest):
            yield Problem(code="attack-rest", at=spot(where))


def _without_record(view: View, neutral: list[Record]) -> Iterator[tuple[Where, list[Grant]]]:
    """Cell with records -> those in it that have none, and that no file tells."""
    recorded = {view.owners.get(one.id) for one in neutral}
    places = {(one.programme, one.region, one.period) for one in neutral}
    for where in sorted(places):
        rest: list[Grant] = [one for one in view.by_place.get(where, []) if one.key not in recorded]
        yield where, view.untold(rest, where)
