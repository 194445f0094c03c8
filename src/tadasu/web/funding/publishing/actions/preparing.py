"""Prepare a release: what may be told of the grants, the attack on it, and the documents. A small one at once, a large one by the
worker; a run that is killed leaves it waiting, and nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from procrastinate.contrib.django import app

from tadasu.release import STEPS, ExclusionPolicy, Level, Step, exclusion_policy, kinds
from tadasu.release import check as rules_of
from tadasu.schema import UsageError
from tadasu.web.foundation.access import SYSTEM, Actor, acting, allow
from tadasu.web.foundation.accounts.actor import person, steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record
from tadasu.web.funding.publishing import books, gathering
from tadasu.web.funding.publishing._document import KINDS, Sheet, document_of, inner
from tadasu.web.funding.publishing._grants import Booked, Counted, grants_of
from tadasu.web.funding.publishing._iati import files_of
from tadasu.web.funding.publishing._kept import grant_kept, problem_kept, release_kept
from tadasu.web.funding.publishing._making import Before, Made, Wanted, made, taken_back
from tadasu.web.funding.publishing._theirs import file_from, file_kept, read_theirs
from tadasu.web.funding.publishing.access import PREPARE
from tadasu.web.funding.publishing.models import FAILED, PASSED, SINGLED_OUT, WAITING, Publisher, Release

RUN_NOW = "publishing.run"
SMALL = 200
"""Awards up to which a release is made while somebody waits for the page."""

EARLIEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """A file that an intermediary published itself. `complete`: it tells everything that went through it."""

    intermediary: str
    kind: str
    complete: bool
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be released: which files, of which years, held against which files of others. `anew`: no year that was told
    before is told again, in it or later."""

    kinds: tuple[str, ...]
    first: int
    last: int
    theirs: tuple[Theirs, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Books:
    """What was read for a release."""

    booked: Sequence[Booked]
    before: Before
    counted: Counted
    identifiers: Mapping[str, str]


def prepare(actor: Actor, *, organisation: UUID, wish: Wish) -> Release:
    """Ask for a release; made at once where it is small. Files are read here, in memory; what is kept of them is their digest.

    Raises Refused, UsageError `publishing-no-publisher`, `publishing-kinds`, `publishing-years`, `publishing-nothing-new` where
    every year was told before and none is to be told again, `publishing-file`, `publishing-file-twice`, `publishing-file-missing`
    for an intermediary whose file an earlier release was held against."""
    allow(actor, PREPARE.name, Organisation(id=organisation))
    policy = exclusion_policy()
    if not Publisher.objects.filter(organisation=organisation).exists():
        raise UsageError("publishing-no-publisher")
    if not wish.kinds or not set(wish.kinds) <= set(KINDS):
        raise UsageError("publishing-kinds", known=", ".join(KINDS))
    if not EARLIEST <= wish.first <= wish.last <= gathering.last_closed(policy):
        raise UsageError("publishing-years", last=str(gathering.last_closed(policy)))
    with acting(steward(Organisation.objects.get(id=organisation))):
        read = _read(organisation, wish, policy)
        awards = len(books.booked(_system(organisation), organisation))
        retired = gathering.told_years(organisation) if wish.anew else frozenset()
    if wish.anew and retired.issuperset(_years(wish.first, wish.last)):
        raise UsageError("publishing-nothing-new")
    with acting(actor), transaction.atomic():
        Publisher.objects.select_for_update().get(organisation=organisation)  # numbers, one after another
        last = Release.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
        asked = Release.objects.create(
            organisation_id=organisation,
            number=last + 1,
            kinds=[one for one in KINDS if one in wish.kinds],
            first=wish.first,
            last=wish.last,
            retired=sorted(retired),
            asked_by_id=person(actor),
            against=[{name: one[name] for name in ("intermediary", "kind", "complete", "digest")} for one in read],
            theirs=read,
        )
        record(
            actor,
            act=PREPARE.name,
            subject="publishing.release",
            subject_id=asked.id,
            organisation=organisation,
            detail={"first": wish.first, "last": wish.last, "files": len(read), "retired": len(retired)},
        )
        if awards > SMALL:
            app.configure_task(RUN_NOW).defer(release=str(asked.id))
            return asked
        return finish(organisation, asked.id)


def run_waiting(release: UUID) -> Release | None:
    """By the worker: one that waits, once. None for one that does not wait."""
    with acting(SYSTEM):
        place = Release.objects.filter(id=release, state=WAITING).values_list("organisation", flat=True).first()
    return None if place is None else finish(place, release)


def finish(organisation: UUID, release: UUID, *, steps: tuple[Step, ...] = STEPS) -> Release:
    """Make it, attack it, write its documents, as the system at work in the organisation. All of it is kept, or nothing: then it
    waits still. What cannot be made for a reason that people can remove says so. `steps` are left out by tests alone, to see
    the attack succeed."""
    system = _system(organisation)
    with acting(system), transaction.atomic():
        asked = Release.objects.select_for_update(of=("self",), no_key=True).get(id=release)
        if asked.state != WAITING:
            return asked
        try:
            with transaction.atomic():
                _make(system, asked, steps)
        except UsageError as error:
            asked.refresh_from_db()
            asked.state, asked.fault = FAILED, error.code[:60]
            asked.told = {"fault": dict(error.params)}
        asked.theirs = []
        asked.save(update_fields=[*_MADE, "state", "fault", "theirs"])
    return asked


_MADE = ("policy", "told", "found", "made", "counted", "document", "officers", "seen", "against")


def _make(system: Actor, asked: Release, steps: tuple[Step, ...]) -> None:
    policy, place = exclusion_policy(), asked.organisation_id
    read = _books(system, asked, policy)
    theirs = tuple(file_from(one) for one in asked.theirs)
    wanted = Wanted(
        grants=read.counted.grants,
        policy=policy,
        today=asked.day,
        identifiers=read.identifiers,
        before=read.before,
        theirs=theirs,
        steps=steps,
    )
    result = made(wanted)
    if asked.retired and not (result.safe.release.years or result.safe.release.records):
        raise UsageError("publishing-nothing-new")
    asked.policy, asked.seen = policy.digest, gathering.seen_of(place)
    told = {
        one.key
        for one in (*result.safe.counted, *(each for each in read.counted.grants if each.level is Level.PUBLIC))
        if policy.year_of(one.start) not in read.before.retired
    }
    asked.officers = list(books.officers_of([UUID(one) for one in told]))
    asked.told = _told(read, wanted, result)
    asked.against = [{**one, "doubted": one["intermediary"] in result.doubted} for one in asked.against]
    asked.found = [problem_kept(one) for one in result.problems]
    if asked.found:
        asked.state = SINGLED_OUT
        return
    sheet = _sheet(system, asked, read, result, policy)
    asked.document = document_of(sheet, files_of(sheet, tuple(asked.kinds)))
    if problems := rules_of(kinds()[gathering.KIND], asked.document, today=asked.day):
        raise UsageError(f"release-{problems[0].code}", **dict(problems[0].params))
    asked.made = release_kept(result.safe.release) | {"panel": [list(one) for one in sheet.panel]}
    asked.counted = [grant_kept(one) for one in result.safe.counted]
    asked.state = PASSED


def _books(system: Actor, asked: Release, policy: ExclusionPolicy) -> _Books:
    place = asked.organisation_id
    booked = books.booked(system, place)
    before = gathering.before_of(place, booked)
    before = replace(before, retired=before.retired.union(asked.retired))
    counted = grants_of(
        booked,
        today=asked.day,
        years=_years(asked.first, asked.last) | before.years | before.record_years,
        year_of={one.id: policy.year_of(one.start) for one in booked},
        public_before=gathering.public_before(place, before.releases),
    )
    numbers = gathering.identifiers(place, [gathering.award_thing(one.key) for one in counted.grants])
    known = {thing.removeprefix("award:"): value for thing, value in numbers.items() if thing.startswith("award:")}
    return _Books(booked=booked, before=before, counted=counted, identifiers=known)


def _years(first: int, last: int) -> frozenset[str]:
    return frozenset(str(year) for year in range(first, last + 1))


def _sheet(system: Actor, asked: Release, read: _Books, result: Made, policy: ExclusionPolicy) -> Sheet:
    place, release = asked.organisation_id, result.safe.release
    cells = {(one.programme, one.region) for one in inner(release)}
    cells |= {(one.programme, one.region) for one in release.records}
    numbers = gathering.identifiers(place, [gathering.cell_thing(*one) for one in cells])
    last = max(read.before.years.union(release.years), default=str(asked.last))
    before = [one.made["panel"] for one in gathering.published(place) if one.made]
    return Sheet(
        release=release,
        policy=policy,
        publishes=gathering.publishes(Publisher.objects.get(organisation=place), Organisation.objects.get(id=place)),
        names=gathering.names_of(release.records, {value: key for key, value in read.identifiers.items()}),
        intermediaries=gathering.intermediary_names(place),
        cells={one: numbers[gathering.cell_thing(*one)] for one in cells},
        panel=gathering.panel_of(system, place, release.years, policy, [tuple(row) for rows in before for row in rows]),
        planned=gathering.planned_of(place, gathering.last_day(policy, last)),
        articles=gathering.articles(asked.day),
        asked=(str(asked.first), str(asked.last)),
        retired=sorted(read.before.retired),
    )


def _told(read: _Books, wanted: Wanted, result: Made) -> dict[str, Any]:
    """Counts and sums by reason, for the page of those who prepare: how each grant is told, and why others are not."""
    by_key = {one.key: one for one in (*read.counted.grants, *result.safe.counted)}
    reasons: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for key, why in result.safe.reasons.items():
        reasons[why.code] += 1
        sums[why.code] += by_key[key].amount if key in by_key else 0
    left = Counter(one.code for one in read.counted.left.values())
    hidden = Counter(one.code for one in result.safe.hidden.values())
    return {
        "grants": {code: [reasons[code], sums[code]] for code in sorted(reasons)},
        "left": dict(sorted(left.items())),
        "hidden": dict(sorted(hidden.items())),
        "figures": len(result.safe.release.figures),
        "records": len(result.safe.release.records),
        "raids": result.raids,
        "insiders": result.insiders,
        "taken_back": list(taken_back(wanted, result.safe.release)),
        "earlier": len(read.before.releases),
        "years": list(result.safe.release.years),
        "retired": sorted(read.before.retired),
    }


def _read(organisation: UUID, wish: Wish, policy: ExclusionPolicy) -> list[dict[str, Any]]:
    """Figures of the files of others, without a name and without a text."""
    known = set(gathering.intermediaries(organisation))
    names = [one.intermediary for one in wish.theirs]
    if len(set(names)) != len(names) or not set(names) <= known:
        raise UsageError("publishing-file-twice")
    needed = {one["intermediary"] for out in gathering.published(organisation) for one in out.against}
    if not needed & known <= set(names):
        raise UsageError("publishing-file-missing", pseudonyms=", ".join(sorted(needed & known - set(names))))
    found = []
    for one in wish.theirs:
        read = read_theirs(
            one.content,
            kind=one.kind,
            intermediary=one.intermediary,
            complete=one.complete,
            lines=gathering.programmes_by_code(organisation),
            activities=gathering.own_activities(organisation),
            year_of=policy.year_of,
        )
        found.append({**file_kept(read.file), "kind": one.kind, "digest": read.digest})
    return found


def _system(organisation: UUID) -> Actor:
    return steward(Organisation(id=organisation))
