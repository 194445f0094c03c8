"""Screening of parties against the lists in force, in the worker. Killed or repeated it has its effect once: each party is a
transaction of its own, and what was screened against the same lists already is left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from tadasu.schema import Entity, Match
from tadasu.screening import Options, versions
from tadasu.web.foundation.access import SYSTEM, acting
from tadasu.web.foundation.audit.actions import record
from tadasu.web.foundation.parties._entities import basis_of, entity_of, shown_of
from tadasu.web.foundation.parties._reasons import data_of
from tadasu.web.foundation.parties.lists import DEFAULT, Dataset, datasets, listed, search, why
from tadasu.web.foundation.parties.models import OPEN, Hit, Party, Statement
from tadasu.web.foundation.parties.properties import kinds

THRESHOLD = 0.5
"""Probability from which a person is asked: whatever is more likely the same party than not."""

MOST_HITS = 50
"""Hits of one party that are kept; a name with more is too common to be decided one by one."""

BATCH = 200
"""Parties screened together."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A party as it was read: what of it is screened, and how often that had changed."""

    id: UUID
    asked: int
    entity: Entity


def lists_key(dataset: Dataset) -> str:
    """What a screening is known by: the versions of all lists and of whatever scores. Empty when there is no list."""
    if not dataset.versions:
        return ""
    said = [*sorted(f"{one.list_id}/{one.name}" for one in dataset.versions), *map(str, sorted(versions().items()))]
    return sha256("\n".join(said).encode()).hexdigest()


def screen_due(most: int = 50 * BATCH) -> int:
    """Screen what changed since it was screened, and what was screened against other lists; how many parties that were.

    Raises DataFolderError when the lists cannot be read.
    """
    dataset = datasets()[DEFAULT]
    key = lists_key(dataset)
    if not key:
        return 0
    done, after = 0, UUID(int=0)
    while done < most:
        with acting(SYSTEM):
            rows = _due(key).filter(id__gt=after).order_by("id")[:BATCH]
            batch = list(rows.values_list("id", flat=True))
        if not batch:
            break
        done += screen_these(batch)
        after = batch[-1]
    return done


def screen_these(parties: Sequence[UUID]) -> int:
    """Screen these if they need it; how many did. For the worker, who sees all rows. Raises DataFolderError."""
    dataset = datasets()[DEFAULT]
    key = lists_key(dataset)
    if not key:
        return 0
    with acting(SYSTEM):
        held = Prefetch("statements", Statement.objects.filter(withdrawn_at=None))
        asked = [
            _Asked(one.id, one.asked, entity_of(one, one.statements.all()))
            for one in _due(key).filter(id__in=parties).prefetch_related(held)
        ]
    found = search(dataset, [one.entity for one in asked], Options(threshold=THRESHOLD, limit=MOST_HITS)).matches
    by_party: dict[str, list[Match]] = {}
    for match in found:
        by_party.setdefault(match.query_id, []).append(match)
    return sum(_keep(one, by_party.get(str(one.id), []), dataset, key) for one in asked)


def _due(key: str) -> QuerySet[Party]:
    screened = [name for name, one in kinds().items() if one.screened]
    return Party.objects.filter(~Q(screened_lists=key) | Q(screened__lt=F("asked")), kind__in=screened)


def _keep(asked: _Asked, matches: Sequence[Match], dataset: Dataset, key: str) -> bool:
    """Whether it was still as it was read; else a later job does it."""
    with acting(SYSTEM):
        party = Party.objects.select_for_update(of=("self",), no_key=True).get(id=asked.id)
        if party.asked != asked.asked or (party.screened == party.asked and party.screened_lists == key):
            return False
        best: dict[tuple[str, str], Match] = {}
        for match in matches:
            best.setdefault((match.list_id, match.entity_id), match)  # the most probable comes first
        there = {(one.list_id, one.entity_id): one for one in party.hits.select_for_update(no_key=True)}
        new = sum(_keep_hit(party, asked.entity, match, dataset, there.get(pair)) for pair, match in best.items())
        now = timezone.now()
        gone = [one.id for pair, one in there.items() if pair not in best and one.gone_at is None]
        Hit.objects.filter(id__in=gone).update(gone_at=now)
        party.screened, party.screened_at, party.screened_lists = asked.asked, now, key
        party.save(update_fields=["screened", "screened_at", "screened_lists"])
        record(
            SYSTEM,
            act="parties.screen",
            subject="parties.party",
            subject_id=party.id,
            organisation=party.organisation_id,
            detail={"hits": len(best), "new": new, "gone": len(gone), "lists": key},
        )
    return True


def _keep_hit(party: Party, ours: Entity, match: Match, dataset: Dataset, hit: Hit | None) -> bool:
    """Write what was found; whether it is new. A decision goes on holding if it rests on the same."""
    theirs = listed(dataset, match)
    basis = basis_of(ours, theirs)
    values = {
        "list_version": _list_versions(dataset)[match.list_id],
        "scorer": versions()["scorer"],
        "log_odds": match.log_odds,
        "query_name": match.query_name,
        "matched_name": match.matched_name,
        "listed": shown_of(theirs),
        "reasons": data_of(why(dataset, ours, match)),
        "basis": basis,
        "seen_at": timezone.now(),
        "gone_at": None,
        "verdict": _verdict(hit, basis) if hit is not None else "",
    }
    if hit is not None:
        Hit.objects.filter(id=hit.id).update(**values)
        return False
    Hit.objects.create(
        organisation_id=party.organisation_id,
        party=party,
        list_id=match.list_id,
        entity_id=match.entity_id,
        **values,
    )
    return True


def _verdict(hit: Hit, basis: str) -> str:
    last = hit.decisions.order_by("-number").first()
    return last.verdict if last is not None and last.verdict != OPEN and last.basis == basis else ""


def _list_versions(dataset: Dataset) -> Mapping[str, str]:
    return {one.list_id: one.name for one in dataset.versions}
