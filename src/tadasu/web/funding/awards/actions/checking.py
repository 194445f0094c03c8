"""Hold a sealed grantee against the lists, where no application was reviewed: by somebody who opened who it is. What is kept
is which lists, and whether anything alike was found; who and what is shown once and kept nowhere. A likeness is judged by two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from tadasu.schema import Entity, EntityId, ListId, Origin, UsageError
from tadasu.screening import Options
from tadasu.web.foundation.access import Actor
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.parties.lists import DEFAULT, datasets, listed, search
from tadasu.web.foundation.parties.screening import THRESHOLD
from tadasu.web.foundation.vault.actions import Unlocked, open_again
from tadasu.web.funding.awards._content import content_from
from tadasu.web.funding.awards._writing import known, locked, next_number, write
from tadasu.web.funding.awards.access import CHECK, JUDGE
from tadasu.web.funding.awards.models import Check
from tadasu.web.funding.awards.queries import last_checks
from tadasu.web.funding.review.by_hand import looked_through
from tadasu.web.funding.review.standing import binding_read, lists_in_force

MOST_HITS = 20

DIFFERENT = "different"
"""The verdict after which nothing of a likeness is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A name of ours and the row of a list that is like it: to be shown to whoever checked, and kept nowhere."""

    ours: str = field(repr=False)
    theirs: str = field(repr=False)
    list_id: str
    programme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a person looked through: list -> its date, and whether anything alike stood there."""

    lists: Mapping[str, date] = field(default_factory=dict)
    found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is kept, and what is only shown."""

    check: Check
    alike: Sequence[Alike] = field(repr=False)


def check(actor: Actor, *, award: UUID, key: Unlocked, by_hand: Looked | None = None) -> Checked:
    """Under the actor's own opening of who it is. Raises Award.DoesNotExist, Refused, UsageError `awards-no-identity` where an
    intermediary alone knows, `awards-reviewed` where the review checks, `awards-not-open`, `awards-no-lists` where
    no list that binds us was read, `review-list`, `review-list-day`, `awards-no-list-day` where something was found on a list
    whose date is missing, and DataFolderError where the lists cannot be read. What the last check found stays found until two
    people judged it to be somebody else."""
    looked = by_hand or Looked()
    hand = looked_through(looked.lists)
    if looked.found and not hand:
        raise UsageError("awards-no-list-day")
    with transaction.atomic():
        found = locked(actor, award, CHECK)
        if found.application is not None:
            raise UsageError("awards-reviewed")
        if found.grantee.record is None:
            raise UsageError("awards-no-identity")
        said = open_again(actor, record=found.grantee.record, key=key)
        if said is None:
            raise UsageError("awards-not-open")
        lists = lists_in_force()
        if not binding_read((*lists, *hand)):
            raise UsageError("awards-no-lists")
        alike = _alike(content_from(said), lists)
        made = Check.objects.create(
            organisation_id=found.organisation_id,
            award=found,
            number=next_number(Check, found),
            lists=dict(lists),
            by_hand=hand,
            found=bool(alike) or looked.found or _stays(found.grantee_id),
            user_id=person(actor),
        )
        said_of = {"check": made.number, "lists": len(lists) + len(hand), "found": int(made.found)}
        write(actor, CHECK, found, "checked", detail=said_of)
    return Checked(check=made, alike=alike)


def judge(actor: Actor, *, award: UUID, number: int, verdict: str) -> Check:
    """Whether the one who is alike is the one who is listed; by a second person the same. Raises Award.DoesNotExist,
    Check.DoesNotExist, Refused, UsageError `awards-settled`, `awards-code`, `awards-same-person`. Where the second finds
    otherwise, the first verdict is taken away, and both judge anew."""
    with transaction.atomic():
        found = locked(actor, award, JUDGE)
        one = Check.objects.get(award=found, number=number)
        known("check_verdicts", verdict)
        if not one.found or one.second_by_id is not None:
            raise UsageError("awards-settled")
        if one.first_by_id is None:
            one.verdict, one.first_by_id = verdict, person(actor)
        elif one.first_by_id == actor.user:
            raise UsageError("awards-same-person")
        elif one.verdict != verdict:
            one.verdict, one.first_by_id = "", None
        else:
            one.second_by_id = person(actor)
        one.save(update_fields=["verdict", "first_by", "second_by"])
        write(actor, JUDGE, found, "judged", detail={"check": number, "verdict": one.verdict or "different-views"})
    return one


def _stays(grantee: UUID) -> bool:
    """Whether what the last look found still waits for two people who say that it is somebody else: what was found by hand no
    check finds again, and whoever checks next does not clear it alone."""
    last = last_checks(grantee)
    return any(one.found and not (one.second_by_id is not None and one.verdict == DIFFERENT) for one in last)


def _alike(texts: Mapping[str, str], lists: Mapping[str, str]) -> list[Alike]:
    """What is alike on lists that say who may be paid, each row once a name."""
    asked = list(_asked(texts))
    if not asked or not lists:
        return []
    dataset = datasets()[DEFAULT]
    found: dict[tuple[str, str, str], Alike] = {}
    for one in search(dataset, asked, Options(threshold=THRESHOLD, limit=MOST_HITS)).matches:
        if str(one.list_id) in lists:
            entry = listed(dataset, one)
            found.setdefault(
                (one.query_id, str(one.list_id), str(one.entity_id)),
                Alike(
                    ours=one.query_name,
                    theirs=one.matched_name,
                    list_id=str(one.list_id),
                    programme=entry.programme,
                ),
            )
    return list(found.values())


def _asked(texts: Mapping[str, str]) -> Sequence[Entity]:
    names, people = (texts.get(one, "").splitlines() for one in ("names", "people"))
    told = [("LegalEntity", one.strip()) for one in names if one.strip()]
    told += [("Person", one.strip()) for one in (*people, *names) if one.strip()]
    return [
        Entity(id=EntityId(str(place)), schema=schema, name=name, origin=Origin(list_id=ListId("asked"), row=place + 1))
        for place, (schema, name) in enumerate(told)
    ]
