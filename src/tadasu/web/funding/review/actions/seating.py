"""Who decides, and their ties: a person says what binds them, in general and about this application; a programme officer with
unlocked keys holds the sealed names of the application against what the person said; yes or no is kept, and the version."""

import json
from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Actor, allow
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.models import Organisation
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.vault.actions import Unlocked, seal
from tadasu.web.funding.applications import queries as applications
from tadasu.web.funding.applications.actions.opening import open_application
from tadasu.web.funding.applications.documents import Party
from tadasu.web.funding.review import _names, queries
from tadasu.web.funding.review._keys import taken_away
from tadasu.web.funding.review._writing import known_all, locked, locked_seat, opened, run_of, write
from tadasu.web.funding.review.access import ANSWER, CHECK_TIES, DECLARE, RECUSE, SEAT
from tadasu.web.funding.review.models import (
    APPEAL,
    CLEAR,
    NAMED,
    OPEN,
    RECUSED,
    Declaration,
    Review,
    Seat,
)
from tadasu.web.funding.review.words import words
from tadasu.web.ui.signs import plain_text

MOST_NAMES = 200
LONGEST_NAME = 200
KINDS = ("employers", "relatives", "grants")
"""What a person names of their own."""


def declare(actor: Actor, *, organisation: UUID, names: Mapping[str, Collection[str]]) -> Declaration:
    """What binds a person anywhere: names of employers, relatives, and of whom they gave money to or got it from. Sealed to them
    and to the programme officers, who check with it. Raises Refused, UsageError `review-names`, `vault-reader-without-key`."""
    allow(actor, DECLARE.name, Organisation(id=organisation))
    said = {kind: _names_of(names.get(kind, ())) for kind in KINDS}
    me = person(actor)
    with transaction.atomic():
        last = queries.declaration_of(organisation, me)
        record = seal(
            actor,
            organisation=organisation,
            kind="review.declaration",
            content=_json(said),
            readers={me, *(one.id for one in queries.officers_of(organisation))},
        )
        made = Declaration.objects.create(
            organisation_id=organisation, user_id=me, number=last.number + 1 if last else 1, record=record
        )
        write_down(
            actor,
            act=DECLARE.name,
            subject="review.declaration",
            subject_id=made.id,
            organisation=organisation,
            detail={"number": made.number},
        )
    return made


def seat(actor: Actor, *, review: UUID, user: UUID, body: str = "", outside: bool = False) -> Seat:
    """Name somebody who decides; `outside` for an expert from elsewhere who has an account here. For an appeal nobody who sat
    before, and only while there is one. Whoever is named while others discuss already scores alone first.

    Raises Review.DoesNotExist, Refused, UsageError `review-stage`, `review-cannot-sit` for somebody who is no reviewer here, has
    no keys, or sat already, `review-body`."""
    with transaction.atomic():
        found = locked(actor, review, SEAT)
        wanted = body or found.body
        if (wanted == APPEAL and not in_appeal(found)) or wanted not in (APPEAL, found.body):
            raise UsageError("review-body")
        if wanted != APPEAL and found.stage not in OPEN:
            raise UsageError("review-stage")
        if user not in {one.id for one in queries.could_sit(found)} or user in found.apart:
            raise UsageError("review-cannot-sit")
        application = applications.application_of(actor, found.application)
        made = Seat.objects.create(
            organisation_id=found.organisation_id,
            review=found,
            application=found.application,
            box=application.box_id,
            user_id=user,
            body=wanted,
            outside=outside,
        )
        found.readers = sorted({*found.readers, user})
        found.save(update_fields=["readers"])
        write(actor, SEAT, found, seat=str(made.id), body=wanted)
    return made


def answer(actor: Actor, *, seat: UUID, ties: Collection[str], key: Unlocked | None = None) -> Seat:
    """What binds a person to this application, by codes; none of them is an answer too. A tie recuses; from whoever leads it
    takes every key too, with their own unlocked ones.

    Raises Seat.DoesNotExist, Refused, UsageError `review-code`, `review-answered`, and as `recuse`."""
    with transaction.atomic():
        found = locked_seat(actor, seat, ANSWER)
        if found.state != NAMED or found.asked_on is not None:
            raise UsageError("review-answered")
        said = known_all(ties, words("ties"))
        write(actor, ANSWER, found.review, seat=str(found.id), ties=len(said))
        found.ties, found.asked_on = said, timezone.localdate()
        if said:
            taken_away(actor, found.review, found, key)
            found.state, found.recused_how = RECUSED, "declared"
        found.save(update_fields=["ties", "asked_on", "state", "recused_how"])
    return found


def check_ties(actor: Actor, *, seat: UUID, key: Unlocked, reason: str) -> Seat:
    """Hold the sealed names of the application against what the person declared. Yes recuses and takes every key, no makes the
    seat clear. Kept are yes or no, the number of the declaration, and the version of the names' data. Of an application
    that was sent anew everybody is checked again.

    Raises Seat.DoesNotExist, Refused, UsageError `review-not-answered`, `review-no-declaration`, `review-own-ties`, and as the
    vault's `open_record`."""
    with transaction.atomic():
        found = locked_seat(actor, seat, CHECK_TIES)
        if found.user_id == actor.user:
            raise UsageError("review-own-ties")
        again = found.state == CLEAR and found.version < found.review.version
        if (found.state != NAMED and not again) or found.asked_on is None:
            raise UsageError("review-not-answered")
        declared = queries.declaration_of(found.organisation_id, found.user_id)
        if declared is None:
            raise UsageError("review-no-declaration")
        theirs = opened(actor, declared.record, key, purpose="check", reason=reason)
        content = open_application(
            actor,
            application=applications.application_of(actor, found.application),
            key=key,
            purpose="check",
            reason=reason,
        )
        found.tied = _names.tied((one for kind in KINDS for one in theirs.get(kind, ())), names_of(content.parties))
        found.checked_with = f"{declared.number}/{_names.version()}"
        found.checked_by_id, found.checked_on, found.version = person(actor), timezone.localdate(), found.review.version
        found.state = RECUSED if found.tied else CLEAR
        found.recused_how = "found" if found.tied else ""
        if found.tied:
            taken_away(actor, found.review, found, key)
        write(actor, CHECK_TIES, found.review, seat=str(found.id), tied=int(found.tied))
        found.save(
            update_fields=["tied", "checked_with", "version", "checked_by", "checked_on", "state", "recused_how"]
        )
    return found


def recuse(actor: Actor, *, seat: UUID, key: Unlocked | None = None) -> Seat:
    """A tie that was noticed later: every key to the application is taken from the person, then every row of it is hidden from
    them. What they have read they have read. With their own unlocked keys or those of whoever leads the review.

    Raises Seat.DoesNotExist, Refused, UsageError `review-recused`, `vault-locked`, `vault-too-few-readers` where nobody else
    could open what is theirs."""
    with transaction.atomic():
        found = locked_seat(actor, seat, RECUSE)
        if found.state == RECUSED:
            raise UsageError("review-recused")
        taken = taken_away(actor, found.review, found, key)
        write(actor, RECUSE, found.review, seat=str(found.id), records=taken)
        found.state, found.recused_how, found.left_how, found.key_given = RECUSED, "later", "", False
        found.save(update_fields=["state", "recused_how", "left_how", "key_given"])
    return found


def in_appeal(review: Review) -> bool:
    """Whether the procedure waits for the decision on an appeal."""
    return run_of(review).state == "appeal"


def names_of(parties: Collection[Party]) -> list[str]:
    """Every name and person of the parties."""
    return [one for party in parties for one in (party.name, *party.names, *party.people) if one]


def _names_of(names: Collection[str]) -> list[str]:
    said = [one for name in names if (one := plain_text(name))]
    if len(said) > MOST_NAMES or any(len(one) > LONGEST_NAME for one in said):
        raise UsageError("review-names", most=str(MOST_NAMES), longest=str(LONGEST_NAME))
    return list(dict.fromkeys(said))


def _json(said: Mapping[str, list[str]]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
