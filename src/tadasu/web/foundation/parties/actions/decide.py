"""Decide about a hit: the listed party is ours, or it is not, or the question is open again."""

from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.parties._history import Happened, What
from tadasu.web.foundation.parties._writing import HIT, reason_of, write_down
from tadasu.web.foundation.parties.access import DECIDE
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.models import DIFFERENT, OPEN, SAME, Decision, Hit


def decide(actor: Actor, *, hit: UUID, verdict: str, seen: str, reason: str) -> Decision:
    """`seen` is what `queries.hit_of` said to whoever decides. It holds over later screenings until what it rests on changes:
    what the list says of its party, or what we say of ours.

    Raises Refused, Hit.DoesNotExist, Conflict, UsageError `parties-no-such-verdict`, `parties-hit-changed` when the list or our
    party changed meanwhile, `parties-nothing-decided`, `reason-missing`, `parties-reason-long`.
    """
    if verdict not in (SAME, DIFFERENT, OPEN):
        raise UsageError("parties-no-such-verdict", value=verdict[:20])
    with transaction.atomic():
        found = Hit.objects.select_for_update(of=("self",), no_key=True).get(id=hit)
        allow(actor, DECIDE.name, found)
        decisions = list(found.decisions.select_related("made_by", "hit").order_by("number"))
        _check_seen(found, decisions, seen)
        if verdict == OPEN and not found.verdict:
            raise UsageError("parties-nothing-decided")
        said = reason_of(reason)
        made = Decision.objects.create(
            organisation_id=found.organisation_id,
            hit=found,
            number=len(decisions) + 1,
            verdict=verdict,
            reason=said,
            basis=found.basis,
            list_version=found.list_version,
            made_by_id=actor.user,
        )
        found.verdict = "" if verdict == OPEN else verdict
        found.save(update_fields=["verdict"])
        write_down(
            actor,
            DECIDE,
            HIT,
            found.id,
            found.organisation_id,
            reason=said,
            detail={
                "party": str(found.party_id),
                "list": found.list_id,
                "entity": found.entity_id,
                "version": found.list_version,
                "verdict": verdict,
            },
        )
    return made


def seen_of_hit(hit: Hit, decisions: int) -> str:
    """What somebody who looks at a hit has seen, in short."""
    return f"{decisions}-{hit.basis[:20]}"


def _check_seen(hit: Hit, decisions: list[Decision], seen: str) -> None:
    """Raises Conflict, UsageError."""
    if seen == seen_of_hit(hit, len(decisions)):
        return
    count = seen.partition("-")[0]
    later = decisions[int(count) if count.isascii() and count.isdecimal() and len(count) < 9 else 0 :]
    if later:
        raise Conflict(
            [
                Happened(at=one.made_at, what=What.DECIDED, user=one.made_by, reason=one.reason, record=one)
                for one in later
            ]
        )
    raise UsageError("parties-hit-changed")
