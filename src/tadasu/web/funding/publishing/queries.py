"""What may be seen of releases, and whose grants a finding of the attack is about: by pseudonym, for those who may know of
them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tadasu.release import ALL, Problem, exclusion_policy, macro_regions
from tadasu.web.foundation.access import Actor, allow, may
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication.models import PUBLISHED, Proposal
from tadasu.web.foundation.publication.queries import is_withdrawn
from tadasu.web.funding.awards.access import SEE as SEE_AWARDS
from tadasu.web.funding.awards.models import HIDDEN, Award
from tadasu.web.funding.awards.queries import awards_of
from tadasu.web.funding.publishing._kept import problem_from
from tadasu.web.funding.publishing.access import PREPARE, SEE
from tadasu.web.funding.publishing.books import programme_of
from tadasu.web.funding.publishing.gathering import award_thing
from tadasu.web.funding.publishing.models import FAILED, PASSED, SINGLED_OUT, Identifier, Publisher, Release

MOST_NAMED = 20
"""Pseudonyms beside a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the attack found, and pseudonyms of awards behind it that whoever looks may know of; `more` are not named."""

    problem: Problem
    pseudonyms: Sequence[str]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a release that was handed over: its public number, and whether it was withdrawn."""

    number: int | None
    withdrawn: bool
    state: str


def releases_of(actor: Actor, organisation: UUID) -> QuerySet[Release]:
    """The latest first. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return (
        Release.objects.filter(organisation=organisation)
        .select_related("asked_by")
        .defer("made", "counted", "document")
        .order_by("-number")
    )


def release_of(actor: Actor, release: UUID) -> Release:
    """One. Raises Release.DoesNotExist, Refused."""
    found = Release.objects.select_related("asked_by", "organisation").get(id=release)
    allow(actor, SEE.name, found)
    return found


def publisher_of(actor: Actor, organisation: UUID) -> Publisher | None:
    """As what an organisation publishes, None where nobody has said. Raises Refused."""
    allow(actor, SEE.name, Organisation(id=organisation))
    return Publisher.objects.filter(organisation=organisation).first()


def outcome_of(release: Release) -> Outcome | None:
    """None for one that was not handed over."""
    found = Proposal.objects.filter(id=release.proposal).first() if release.proposal else None
    if found is None:
        return None
    out = found.number if found.state == PUBLISHED else None
    return Outcome(number=out, withdrawn=out is not None and is_withdrawn(out), state=found.state)


def found_in(actor: Actor, release: Release) -> Sequence[Found]:
    """Every finding, with pseudonyms for whoever may see awards."""
    problems = [problem_from(one) for one in release.found]
    if not problems or not may(actor, SEE_AWARDS.name, release):
        return [Found(problem=one, pseudonyms=(), more=0) for one in problems]
    awards = list(awards_of(actor, release.organisation_id).filter(level__lt=HIDDEN, passes_on=False))
    by_record = _by_record(release, awards)
    found = []
    for one in problems:
        behind = [by_record[one.at]] if one.at in by_record else _in_cell(awards, one.at)
        found.append(Found(problem=one, pseudonyms=behind[:MOST_NAMED], more=max(0, len(behind) - MOST_NAMED)))
    return found


def waiting(actor: Actor) -> QuerySet[Release]:
    """What waits for those who prepare: to be handed over, or to be looked at because it did not pass."""
    theirs = [one for one in actor.organisations if may(actor, PREPARE.name, Organisation(id=one))]
    return (
        Release.objects.filter(organisation__in=theirs, state__in=(PASSED, SINGLED_OUT, FAILED))
        .defer("made", "counted", "document")
        .order_by("number")
    )


def _by_record(release: Release, awards: Sequence[Award]) -> Mapping[str, str]:
    """Record -> pseudonym."""
    things = {award_thing(str(one.id)): one.pseudonym for one in awards}
    rows = Identifier.objects.filter(organisation=release.organisation_id, thing__in=things)
    return {value: things[thing] for thing, value in rows.values_list("thing", "value")}


def _in_cell(awards: Sequence[Award], at: str) -> list[str]:
    """Pseudonyms of awards behind a figure, by its place: `programme/region/year`, `*` for all."""
    parts = at.split("/")
    if len(parts) != len(("programme", "region", "year")):
        return []
    programme, region, year = (ALL if one == "*" else one for one in parts)
    iati = macro_regions()[region].iati if region in macro_regions() else region
    policy = exclusion_policy()
    return sorted(
        one.pseudonym
        for one in awards
        if programme in (ALL, programme_of(one.purpose, oda=one.oda))
        and iati in (ALL, one.region)
        and year in (ALL, policy.year_of(one.starts_on))
    )
