"""Tell the public: one prepares, the attack is made, and two publishers sign by the one door that leads outwards."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tadasu.release import STEPS, Release, Step, kinds
from tadasu.release import check as rules_of
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, acting, allow
from tadasu.web.foundation.accounts.actor import person, steward
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.publication.actions import propose
from tadasu.web.foundation.publication.models import PUBLISHED, Proposal, Publication
from tadasu.web.funding.publishing import counting
from tadasu.web.funding.results import _public
from tadasu.web.funding.results._public import CUBES, Before, Counted, Cube
from tadasu.web.funding.results._writing import write
from tadasu.web.funding.results.access import DROP, HAND_OVER, PREPARE
from tadasu.web.funding.results.models import CURRENT, DROPPED, HANDED, PASSED, SINGLED_OUT, Result, Telling
from tadasu.web.funding.results.words import text

KIND = "results"
"""Of publication (`tadasu.release`)."""


def prepare(actor: Actor, *, organisation: UUID, anew: bool = False, steps: tuple[Step, ...] = STEPS) -> Telling:
    """What may be told of results today, and the attack on it. `anew`: no year that was told before is told again, here or later.
    `steps` are left out by tests alone, to see the attack succeed.

    Raises Refused, UsageError `results-nothing-to-tell`, and `results-nothing-new` where every year was told before and none is
    to be told again."""
    allow(actor, PREPARE.name, Organisation(id=organisation))
    today = Telling(organisation_id=organisation).day
    with acting(steward(Organisation.objects.get(id=organisation))):
        results, exposed = _results(organisation)
        before, seen = _before(organisation), seen_of(organisation)
    if anew:
        before = {one: replace(of, retired=of.years) for one, of in before.items()}
    cubes = {
        one: _public.cube(one, results, today=today, exposed=exposed, before=before[one], steps=steps) for one in CUBES
    }
    if not any(one.release.figures for one in cubes.values()):
        if anew:
            raise UsageError("results-nothing-new")
        raise UsageError("results-nothing-to-tell", day=_public.policy().free_on(str(today.year)).isoformat())
    with acting(actor), transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(id=organisation)  # numbers, one after another
        retired = {one: sorted(of.retired) for one, of in before.items() if of.retired}
        made = _kept(actor, organisation, cubes, seen=seen, retired=retired)
        write(
            actor,
            PREPARE,
            subject="telling",
            id=made.id,
            organisation=organisation,
            detail={"number": made.number, "state": made.state, "anew": anew},
        )
    return made


def hand_over(actor: Actor, *, telling: UUID, reason: str) -> UUID:
    """Propose it to publication: the proposal. Where results are public already, this is their next version. Raises
    Telling.DoesNotExist, Refused, UsageError `results-state`, `results-outdated` where something was published since, and as
    publication's `propose`."""
    with transaction.atomic():
        found = _held(actor, telling, HAND_OVER, PASSED)
        place = found.organisation_id
        if found.seen != seen_of(place) or found.policy != _public.policy().digest:
            raise UsageError("results-outdated")
        number = standing_number(place)
        years = [year for one in (found.made or {}).values() for year in one["years"]]
        proposal = propose(
            actor,
            organisation=place,
            kind=KIND,
            document=found.document or {},
            reason=reason,
            corrects=number,
            changed=None if number is None else _changed(found, last=max(years)),
        )
        found.state, found.proposal = HANDED, proposal
        found.digest = Proposal.objects.values_list("digest", flat=True).get(id=proposal)
        found.save(update_fields=["state", "proposal", "digest"])
        write(actor, HAND_OVER, subject="telling", id=found.id, organisation=place, detail={"number": found.number})
    return proposal


def drop(actor: Actor, *, telling: UUID) -> Telling:
    """Give it up; what would have been public is emptied. Raises Telling.DoesNotExist, Refused, UsageError `results-state`."""
    with transaction.atomic():
        found = _held(actor, telling, DROP, PASSED, SINGLED_OUT)
        found.state, found.made, found.counted, found.document = DROPPED, None, None, None
        found.save(update_fields=["state", "made", "counted", "document"])
        write(
            actor,
            DROP,
            subject="telling",
            id=found.id,
            organisation=found.organisation_id,
            detail={"number": found.number},
        )
    return found


def published(organisation: UUID) -> Sequence[Telling]:
    """Tellings that were published, in the order in which they were; withdrawn ones too: they are known for good."""
    out = Proposal.objects.filter(organisation=organisation, kind=KIND, state=PUBLISHED).values_list("id", flat=True)
    return list(Telling.objects.filter(organisation=organisation, state=HANDED, proposal__in=out).order_by("seen"))


def seen_of(organisation: UUID) -> int:
    """How much was published, as the database counts it."""
    return Proposal.objects.filter(organisation=organisation, kind=KIND, state=PUBLISHED).count()


def standing_number(organisation: UUID) -> int | None:
    """The number under which results are public; None where there is none or it was withdrawn."""
    numbers = Proposal.objects.filter(organisation=organisation, kind=KIND, state=PUBLISHED).values_list("number")
    rows = Publication.objects.filter(number__in=numbers, content__isnull=False, kind=KIND)
    last = rows.order_by("-number", "-version").first()
    return last.number if last is not None else None


def standing_years(organisation: UUID) -> dict[str, list[str]]:
    """Cube -> years that were told and are not retired."""
    return {one: sorted(of.years - of.retired) for one, of in _before(organisation).items()}


def _results(organisation: UUID) -> tuple[list[Counted], frozenset[str]]:
    """Results that stand, of awards that a release of grants would count; of a programme as a whole none, since no grantee
    stands behind it."""
    system = steward(Organisation(id=organisation))
    may_count = counting.countable(system, organisation, today=Telling(organisation_id=organisation).day)
    rows = Result.objects.filter(organisation=organisation, state=CURRENT, award__in=list(may_count.awards))
    found = []
    for one in rows.order_by("thing"):
        assert one.award is not None
        payee = may_count.awards[one.award]
        found.append(
            Counted(
                thing=str(one.thing),
                kind=one.kind,
                on=one.on,
                grantee=payee.grantee,
                intermediaries=payee.intermediaries,
            )
        )
    return found, may_count.exposed


def _before(organisation: UUID) -> dict[str, Before]:
    out = published(organisation)
    found = {}
    for one in CUBES:
        releases: tuple[Release, ...] = tuple(counting.release_from((each.made or {})[one]) for each in out)
        counted = counting.grants_from((out[-1].counted or {})[one]) if out else ()
        retired = frozenset(out[-1].retired.get(one, ()) if out else ())
        found[one] = Before(releases=releases, counted=counted, retired=retired)
    return found


def _changed(telling: Telling, *, last: str) -> dict[str, str]:
    if telling.retired:
        return text("changed-retired", last=last, years=_public.names_of(telling.retired))
    return text("changed", last=last)


def _kept(
    actor: Actor,
    organisation: UUID,
    cubes: dict[str, Cube],
    *,
    seen: int,
    retired: dict[str, list[str]],
) -> Telling:
    problems = [problem for one in CUBES for problem in cubes[one].problems]
    last = Telling.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
    made = Telling(
        organisation_id=organisation,
        number=last + 1,
        state=SINGLED_OUT if problems else PASSED,
        retired=retired,
        prepared_by_id=person(actor),
        policy=_public.policy().digest,
        found=[counting.problem_kept(one) for one in problems],
        seen=seen,
    )
    if not problems:
        made.document = _public.document_of({one: cubes[one].release for one in CUBES}, retired)
        if wrong := rules_of(kinds()[KIND], made.document, today=made.day):
            raise UsageError(f"release-{wrong[0].code}", **dict(wrong[0].params))
        made.made = {one: counting.release_kept(cubes[one].release) for one in CUBES}
        made.counted = {one: [counting.grant_kept(each) for each in cubes[one].counted] for one in CUBES}
    made.save(force_insert=True)
    return made


def _held(actor: Actor, telling: UUID, act: Act, *states: str) -> Telling:
    found = Telling.objects.select_for_update(of=("self",), no_key=True).get(id=telling)
    allow(actor, act.name, found)
    if found.state not in states:
        raise UsageError("results-state")
    return found
