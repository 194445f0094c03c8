"""Judge two parties the same or different, and take a judgement back. Statements stay with the party they were made of, so what
was split again is exactly what it was."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.parties._components import barred
from tadasu.web.foundation.parties._entities import entity_of
from tadasu.web.foundation.parties._history import Happened, What, history_of, later_than, seen_of
from tadasu.web.foundation.parties._likeness import evidence_of
from tadasu.web.foundation.parties._merging import compute, members_of, one_at_a_time, told_apart
from tadasu.web.foundation.parties._writing import JUDGEMENT, reason_of, write_down
from tadasu.web.foundation.parties.access import JUDGE, TAKE_BACK
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.models import DIFFERENT, SAME, Judgement, Party


def merge(actor: Actor, *, one: UUID, other: UUID, seen: str, reason: str) -> Judgement:
    """Judge that two parties are the same; from now on all that are one with either are one. `seen` is what `queries.pair` said
    to whoever judges. How alike the two are is kept as evidence.

    Raises Refused, Party.DoesNotExist, Conflict, UsageError `parties-one-already`, `parties-other-kind`,
    `parties-judged-different` with the two that stand against it, `reason-missing`, `parties-reason-long`.
    """
    with transaction.atomic():
        first, second = _both(actor, one, other)
        mine, theirs = members_of(first), members_of(second)
        _check_seen(seen, mine | theirs)
        if first.canonical_id == second.canonical_id:
            raise UsageError("parties-one-already")
        if first.kind != second.kind:
            raise UsageError("parties-other-kind")
        if pair := barred(mine, theirs, told_apart(mine | theirs)):
            names = dict(Party.objects.filter(id__in=pair).values_list("id", "title"))
            raise UsageError("parties-judged-different", one=names[pair[0]], other=names[pair[1]])
        made = _judge(actor, first, second, SAME, reason)
        compute(mine | theirs)
    return made


def tell_apart(actor: Actor, *, one: UUID, other: UUID, seen: str, reason: str) -> Judgement:
    """Judge that two parties are different: no merge may make them one as long as this holds.

    Raises Refused, Party.DoesNotExist, Conflict, UsageError `parties-split-first` when they are one,
    `parties-told-apart-already`, `reason-missing`, `parties-reason-long`.
    """
    with transaction.atomic():
        first, second = _both(actor, one, other)
        mine, theirs = members_of(first), members_of(second)
        _check_seen(seen, mine | theirs)
        if first.canonical_id == second.canonical_id:
            raise UsageError("parties-split-first")
        if barred([first.id], [second.id], told_apart([first.id])):
            raise UsageError("parties-told-apart-already")
        return _judge(actor, first, second, DIFFERENT, reason)


def take_back(actor: Actor, *, judgement: UUID, seen: str, reason: str) -> Judgement:
    """A judgement holds no longer: of "same", the parties are again those of before; of "different", they may be merged.

    Raises Refused, Judgement.DoesNotExist, Conflict, UsageError `reason-missing`, `parties-reason-long`.
    """
    with transaction.atomic():
        found = Judgement.objects.get(id=judgement)
        allow(actor, TAKE_BACK.name, found)
        one_at_a_time(found.organisation_id)
        found = Judgement.objects.select_related("one", "other", "taken_back_by").get(id=judgement)
        if found.taken_back_at is not None:
            raise Conflict([_taken_back(found)])
        parties = members_of(found.one) | members_of(found.other)
        _check_seen(seen, parties)
        said = reason_of(reason)
        found.taken_back_by_id, found.taken_back_at, found.taken_back_why = actor.user, timezone.now(), said
        found.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_why"])
        if found.verdict == SAME:
            compute(parties)
        write_down(
            actor,
            TAKE_BACK,
            JUDGEMENT,
            found.id,
            found.organisation_id,
            reason=said,
            detail={"one": str(found.one_id), "other": str(found.other_id), "verdict": found.verdict},
        )
    return found


def _both(actor: Actor, one: UUID, other: UUID) -> tuple[Party, Party]:
    """The two, as they stand when nobody else judges. Raises Refused, Party.DoesNotExist, UsageError `parties-itself`."""
    if one == other:
        raise UsageError("parties-itself")
    organisation = Party.objects.get(id=one).organisation_id
    one_at_a_time(organisation)
    first, second = Party.objects.get(id=one), Party.objects.get(id=other, organisation=organisation)
    allow(actor, JUDGE.name, first)
    return first, second


def _check_seen(seen: str, parties: Collection[UUID]) -> None:
    """Raises Conflict."""
    happened = history_of(parties)
    if seen != seen_of(happened, parties):
        raise Conflict(later_than(seen, happened))


def _judge(actor: Actor, first: Party, second: Party, verdict: str, reason: str) -> Judgement:
    said = reason_of(reason)
    one, other = sorted((first, second), key=lambda party: party.id)
    made = Judgement.objects.create(
        organisation_id=first.organisation_id,
        one=one,
        other=other,
        verdict=verdict,
        reason=said,
        evidence=evidence_of(entity_of(one, one.statements.all()), entity_of(other, other.statements.all())),
        made_by_id=actor.user,
    )
    write_down(
        actor,
        JUDGE,
        JUDGEMENT,
        made.id,
        made.organisation_id,
        reason=said,
        detail={"one": str(one.id), "other": str(other.id), "verdict": verdict},
    )
    return made


def _taken_back(judgement: Judgement) -> Happened:
    assert judgement.taken_back_at is not None
    return Happened(
        at=judgement.taken_back_at,
        what=What.TAKEN_BACK,
        user=judgement.taken_back_by,
        reason=judgement.taken_back_why,
        record=judgement,
    )
