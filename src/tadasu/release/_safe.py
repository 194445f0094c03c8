"""From grants to what may be published of them: the steps, one after another."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tadasu.release._cover import cover_hidden
from tadasu.release._draft import Draft, Reached, Step, figures_of
from tadasu.release._exclusion import ExclusionPolicy
from tadasu.release._grant import Cell, Grant, Level, TheirFile
from tadasu.release._past import told_already
from tadasu.release._problem import Problem
from tadasu.release._records import (
    check_identifiers,
    keep_rests_safe,
    lay_records,
    merge_rare,
    speak_neutrally,
    tell_bands,
    tell_regions,
    tell_years,
)
from tadasu.release._released import Release
from tadasu.release._steps import (
    hide_dominated,
    hide_few_grantees,
    hide_few_intermediaries,
    hide_their_rests,
    hold_back,
    keep_closed_years,
    lay_out,
    leave_out_withheld,
    leave_retired_years,
    round_figures,
)

STEPS: tuple[Step, ...] = (
    leave_out_withheld,
    hold_back,
    leave_retired_years,
    keep_closed_years,
    lay_out,
    hide_few_grantees,
    hide_few_intermediaries,
    hide_dominated,
    hide_their_rests,
    round_figures,
    cover_hidden,
    lay_records,
    tell_bands,
    tell_regions,
    speak_neutrally,
    tell_years,
    merge_rare,
    keep_rests_safe,
    check_identifiers,
)
"""In this order. `lay_out` and `lay_records` build; each of the others protects, and the tests leave out one at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is public beside the new release. `earlier`: every release so far, withdrawn ones too, the first first. `before`: the
    grants as the last of them counted them (`SafeRelease.counted`). `theirs`: what intermediaries have published. `exposed`:
    keys of grantees who are known to be ones, by a leak for example. `retired`: years that are told no more, with every year that
    the releases that told them told."""

    earlier: Sequence[Release] = ()
    before: Sequence[Grant] = ()
    theirs: Sequence[TheirFile] = ()
    exposed: Collection[str] = frozenset()
    retired: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeRelease:
    """A release and, not to be published, why it is as it is.

    `problems` empty: as far as this room knows, it may be published; else what is known already tells something that no hiding
    now can take back, or earlier releases counted other grants. `counted` is to be kept, sealed, for the next release; it has the
    grants of retired years too. `hidden`: entry -> reason. `reached`: hidden entry -> how far it can be narrowed down. `reasons`:
    key of a grant -> why it is told as it is.
    """

    release: Release
    problems: tuple[Problem, ...]
    counted: tuple[Grant, ...]
    hidden: Mapping[Cell, Problem] = field(repr=False)
    reached: Mapping[Cell, Reached] = field(repr=False)
    reasons: Mapping[str, Problem] = field(repr=False)


def safe_release(
    grants: Sequence[Grant],
    policy: ExclusionPolicy,
    *,
    today: date,
    identifiers: Mapping[str, str],
    known: Known | None = None,
    steps: tuple[Step, ...] = STEPS,
) -> SafeRelease:
    """What may be published of these grants today. `identifiers`: key of a grant -> a random identifier (32 to 64 hexadecimal
    digits), for every grant at L0 and L1, the same in every release.

    The same arguments give the same release. Raises UsageError when an identifier is missing or not random, and
    `release-years-retired` where an earlier release told retired years and others.
    """
    known = known or Known()
    draft = Draft(
        policy=policy,
        today=today,
        identifiers=identifiers,
        exposed=frozenset(known.exposed) | {one.grantee for one in grants if one.level is Level.PUBLIC},
        earlier=tuple(known.earlier),
        theirs=tuple(known.theirs),
        before=tuple(known.before),
        retired=frozenset(known.retired),
        grants=tuple(sorted((one for one in grants if one.level is not Level.PUBLIC), key=lambda one: one.key)),
        public=tuple(sorted((one for one in grants if one.level is Level.PUBLIC), key=lambda one: one.key)),
    )
    for step in steps:
        draft = step(draft)
    return SafeRelease(
        release=_release(draft),
        problems=tuple(dict.fromkeys([*draft.problems, *told_already(draft)])),
        counted=(*draft.grants, *(one for one in draft.before if policy.year_of(one.start) in draft.retired)),
        hidden=draft.hidden,
        reached=draft.reached,
        reasons=draft.reasons,
    )


def why(made: SafeRelease, key: str) -> Problem:
    """Why a grant is told as it is: with a record of its own, in a figure, or not. Raises KeyError for one that was not given."""
    return made.reasons[key]


def _release(draft: Draft) -> Release:
    programmes, regions, years = draft.axes.labels
    records = [*draft.kept, *(one for one, _ in draft.records)]
    return Release(
        day=draft.today,
        policy=draft.policy.digest,
        programmes=programmes,
        regions=regions,
        years=years,
        amount_base=draft.amount_base,
        count_base=draft.count_base,
        figures=figures_of(draft),
        records=tuple(sorted(records, key=lambda one: one.id)),
    )
