"""From grants to what may be published of them, and the attack on it: whether it goes on is decided here, by the attack. Pure.

The adversary is given more than one is likely to have: every earlier release, withdrawn ones too; files of intermediaries; a
raid in each part of the world at the end of each year; the largest grantee behind each hidden figure; whoever was ever named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from tadasu.places import all_places
from tadasu.release import (
    ALL,
    STEPS,
    ExclusionPolicy,
    Grant,
    Knowledge,
    Known,
    Level,
    Problem,
    Raid,
    Record,
    Release,
    SafeRelease,
    Step,
    TheirFile,
    attack,
    macro_region_of,
    safe_release,
)
from tadasu.web.funding.publishing._theirs import knows_all

DISAGREES = "file-disagrees"

TRIED = (
    "linkage",
    "subtraction",
    "versions",
    "files",
    "raids",
    "insiders",
    "leaked",
    "time",
    "identifiers",
    "existence",
)
"""What the attack tries, in the order of a page: words are in `data/words.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was published so far: every release, the first first; the grants as the last of them counted them; keys of grantees
    who were ever named; years that are told no more."""

    releases: tuple[Release, ...] = ()
    counted: tuple[Grant, ...] = ()
    named: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()

    @property
    def years(self) -> frozenset[str]:
        """All of which figures were ever told."""
        return frozenset(year for one in self.releases for year in one.years)

    @property
    def record_years(self) -> frozenset[str]:
        """All of which public records were ever told: of some before any figure."""
        return frozenset(one.period for release in self.releases for one in release.records if one.public)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release, what speaks against it before the attack, and what the attack found: it may go on only when both are empty.
    `doubted`: keys of intermediaries whose file does not agree with our books, so that we take it to tell everything."""

    safe: SafeRelease
    found: tuple[Problem, ...]
    doubted: tuple[str, ...]
    raids: int
    insiders: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that keeps it from going on."""
        return (*self.safe.problems, *self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a release is made of. `identifiers`: key of a grant -> random number."""

    grants: Sequence[Grant]
    policy: ExclusionPolicy
    today: date
    identifiers: Mapping[str, str]
    before: Before = field(default_factory=Before)
    theirs: tuple[TheirFile, ...] = ()
    steps: tuple[Step, ...] = STEPS


def made(wanted: Wanted) -> Made:
    """The release and its attack: where a file does not agree with our books, by a reader who knows all that went through its
    intermediary, and by one who has no more than the file. Raises UsageError as `safe_release`."""
    theirs, safe = wanted.theirs, _safe(wanted, wanted.theirs)
    doubted = tuple(sorted({one.at for one in safe.problems if one.code == DISAGREES}))
    if doubted:
        theirs = tuple(knows_all(one.intermediary) if one.intermediary in doubted else one for one in theirs)
        safe = _safe(wanted, theirs)
    raids, insiders = raids_on(safe.release), insiders_of(wanted.policy, safe)
    public = [one for one in wanted.grants if one.level is Level.PUBLIC]
    counted = {one.key for one in safe.counted}  # as protected, in a closed year: such a grant never becomes public
    knowledge = Knowledge(
        grants=(*safe.counted, *(one for one in public if one.key not in counted)),
        identifiers=wanted.identifiers,
        earlier=wanted.before.releases,
        theirs=theirs,
        raids=raids,
        insiders=insiders,
        leaked=sorted(wanted.before.named | {one.grantee for one in public}),
    )
    readers = [knowledge, *([replace(knowledge, theirs=wanted.theirs)] if doubted else [])]
    found = dict.fromkeys(one for reader in readers for one in attack(safe.release, reader, wanted.policy))
    return Made(
        safe=safe,
        found=tuple(found),
        doubted=doubted,
        raids=len(raids),
        insiders=len(insiders),
    )


def raids_on(release: Release) -> tuple[Raid, ...]:
    """In one country of each part of the world that is told, at the end of each year that is told, and this month."""
    months = [*(f"{year}-12" for year in release.years), release.day.isoformat()[:7]]
    places = {macro_region_of(one): one for one in sorted(all_places(), reverse=True) if len(one) == 2}
    return tuple(
        Raid(country=places[region], month=month) for region in release.regions if region in places for month in months
    )


def insiders_of(policy: ExclusionPolicy, safe: SafeRelease) -> tuple[str, ...]:
    """The largest grantee behind each hidden figure: who of all can take off most."""
    sums: dict[tuple[str, str, str], dict[str, int]] = {}
    hidden = {cell for cell in safe.hidden if ALL not in cell}
    for one in safe.counted:
        cell = (one.programme, one.region, policy.year_of(one.start))
        if cell in hidden:
            of = sums.setdefault(cell, {})
            of[one.grantee] = of.get(one.grantee, 0) + one.amount
    return tuple(sorted({max(of, key=lambda key: (of[key], key)) for of in sums.values()}))


def taken_back(wanted: Wanted, now: Release) -> tuple[str, ...]:
    """Identifiers of public records of which something was told that may not be told any more. Of years that are told no more
    this is asked of what would be told of them."""
    found = set()
    records = {one.id: one for one in (*now.records, *_of_retired_years(wanted)) if one.public}
    for release in wanted.before.releases:
        for one in release.records:
            if one.public and not _told(one) <= _told(records.get(one.id)):
                found.add(one.id)
    return tuple(sorted(found))


def _of_retired_years(wanted: Wanted) -> tuple[Record, ...]:
    """Records of public grants that would be told if their years were."""
    year_of, retired = wanted.policy.year_of, wanted.before.retired
    grants = [one for one in wanted.grants if one.level is Level.PUBLIC and year_of(one.start) in retired]
    if not grants:
        return ()
    return safe_release(grants, wanted.policy, today=wanted.today, identifiers=wanted.identifiers).release.records


def _told(record: object | None) -> set[str]:
    """Names of what a record tells."""
    fields = ("country", "purpose", "band", "amount", "start", "intermediary", "grantee_named")
    said = {name for name in fields if getattr(record, name, None) not in (None, "", False)}
    if "amount" in said:
        said.add("band")
    return said | ({"id"} if record is not None else set())


def _safe(wanted: Wanted, theirs: tuple[TheirFile, ...]) -> SafeRelease:
    before = wanted.before
    known = Known(
        earlier=before.releases,
        before=before.counted,
        theirs=theirs,
        exposed=before.named,
        retired=before.retired,
    )
    return safe_release(
        wanted.grants,
        wanted.policy,
        today=wanted.today,
        identifiers=wanted.identifiers,
        known=known,
        steps=wanted.steps,
    )
