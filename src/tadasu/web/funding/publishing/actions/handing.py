"""Hand a release that passed to two who sign, by the one door that leads outwards; or give it up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from tadasu.release import exclusion_policy
from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.publication.actions import propose
from tadasu.web.foundation.publication.models import Proposal
from tadasu.web.funding.publishing import gathering
from tadasu.web.funding.publishing._texts import Texts, listed, text
from tadasu.web.funding.publishing.access import DROP, HAND_OVER
from tadasu.web.funding.publishing.models import DROPPED, FAILED, HANDED, PASSED, SINGLED_OUT, WAITING, Release


def hand_over(actor: Actor, *, release: UUID, reason: str) -> UUID:
    """Propose it to publication: the proposal. Where a release is public already, this is its next version; earlier ones stay
    beside it.

    Raises Release.DoesNotExist, Refused, UsageError `publishing-state`, `publishing-outdated` where something was published
    since, or the policy is another, and as publication's `propose`."""
    with transaction.atomic():
        found = _held(actor, release, HAND_OVER, PASSED)
        place = found.organisation_id
        if found.seen != gathering.seen_of(place) or found.policy != exclusion_policy().digest:
            raise UsageError("publishing-outdated")
        number = gathering.standing_number(place)
        document: Mapping[str, object] = found.document or {}
        proposal = propose(
            actor,
            organisation=place,
            kind=gathering.KIND,
            document=document,
            reason=reason,
            corrects=number,
            changed=None if number is None else _changed(found),
        )
        found.state, found.proposal = HANDED, proposal
        found.digest = Proposal.objects.values_list("digest", flat=True).get(id=proposal)
        found.save(update_fields=["state", "proposal", "digest"])
        _write(actor, HAND_OVER, found)
    return proposal


def drop(actor: Actor, *, release: UUID) -> Release:
    """Give it up; what would have been public is emptied. Raises Release.DoesNotExist, Refused, UsageError `publishing-state`."""
    with transaction.atomic():
        found = _held(actor, release, DROP, WAITING, FAILED, SINGLED_OUT, PASSED)
        found.state, found.document, found.made, found.counted, found.theirs = DROPPED, None, None, None, []
        found.save(update_fields=["state", "document", "made", "counted", "theirs"])
        _write(actor, DROP, found)
    return found


def _held(actor: Actor, release: UUID, act: Act, *states: str) -> Release:
    found = Release.objects.select_for_update(of=("self",), no_key=True).get(id=release)
    allow(actor, act.name, found)
    if found.state not in states:
        raise UsageError("publishing-state")
    return found


def _changed(release: Release) -> Texts:
    made: Mapping[str, Any] = release.made or {}
    last = max(made["years"], default=release.last)
    if retired := release.told.get("retired"):
        return text("changed-retired", last=last, years=listed(retired))
    return text("changed", last=last)


def _write(actor: Actor, act: Act, release: Release) -> None:
    record(
        actor,
        act=act.name,
        subject="publishing.release",
        subject_id=release.id,
        organisation=release.organisation_id,
        detail={"number": release.number, **({"digest": release.digest} if release.digest else {})},
    )
