"""What acts have in common: the award held for this transaction, a line in its log and in the record of acts, words sealed to its
readers."""

from collections.abc import Collection, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import Max, Model
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Act, Actor, allow
from tadasu.web.foundation.audit.actions import record as write_down
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.vault.actions import Holder, seal
from tadasu.web.foundation.vault.queries import keyed_people
from tadasu.web.funding.awards._content import content_bytes, sealable
from tadasu.web.funding.awards.models import HIDDEN, Award, Step
from tadasu.web.funding.awards.words import words

SUBJECT = "awards.award"
"""What the record of acts calls an award."""

MOST = 10**15
"""The largest amount that is kept, in minor units."""


def locked(actor: Actor, award: UUID, act: Act, *states: str) -> Award:
    """The award, for this transaction ours alone, if the actor may and it is in one of these states (any where none is named).
    Raises Award.DoesNotExist, Refused, UsageError `awards-state`."""
    found = Award.objects.select_for_update(of=("self",), no_key=True).select_related("organisation").get(id=award)
    allow(actor, act.name, found)
    if states and found.state not in states:
        raise UsageError("awards-state")
    return found


def as_of(award: Award, **more: Any) -> object:
    """A part of an award, as access asks about it: with the level and readers of the award."""
    return SimpleNamespace(organisation_id=award.organisation_id, level=award.level, readers=award.readers, **more)


def write(
    actor: Actor,
    act: Act,
    award: Award,
    step: str,
    *,
    detail: Mapping[str, str | int] | None = None,
) -> Step:
    """A line in its log, and one in the record of acts: codes and numbers only. Of what is withheld the record of acts is
    shown to whoever acted, not to the organisation: its readers have the log."""
    said = dict(detail or {})
    line = log(award, step, user=actor.user, detail=said)
    write_down(
        actor,
        act=act.name,
        subject=SUBJECT,
        subject_id=award.id,
        organisation=award.organisation_id if award.level < HIDDEN else None,
        detail={"step": step, **said},
    )
    return line


def log(award: Award, step: str, *, user: UUID | None, detail: Mapping[str, str | int] | None = None) -> Step:
    """The line alone: of what the grantee does, the record of acts says nothing."""
    return Step.objects.create(
        organisation_id=award.organisation_id,
        award=award,
        number=(Step.objects.filter(award=award).aggregate(last=Max("number"))["last"] or 0) + 1,
        act=step,
        user_id=user,
        detail=dict(detail or {}),
    )


def next_number(model: type[Model], award: Award) -> int:
    """Of a part of an award that is held."""
    rows: Any = model._default_manager
    return int(rows.filter(award=award).aggregate(last=Max("number"))["last"] or 0) + 1


def sealed(actor: Actor, award: Award, kind: str, said: Mapping[str, str], *, to_grantee: bool = False) -> UUID | None:
    """The record of these words, which the award's readers can open, and with `to_grantee` whoever has the code of its box too;
    None where nothing was said. Raises UsageError `awards-long`, and as the vault's `seal`."""
    texts = sealable(kind, said)
    if not texts:
        return None
    return seal(
        actor,
        organisation=award.organisation_id,
        kind=f"awards.{kind}",
        content=content_bytes(kind, texts),
        readers=set(award.readers),
        about=award.id,
        outside=_grantee(award) if to_grantee else None,
    )


def _grantee(award: Award) -> Holder | None:
    """Whoever has the code of its box; None where there is no box, or it has ended."""
    box = Box.objects.filter(id=award.box, ended="").first() if award.box is not None else None
    return Holder(str(box.digest), bytes(box.public or b"")) if box is not None else None


def refuse_readers(organisation: UUID, readers: Collection[UUID]) -> None:
    """Raises UsageError `awards-no-such-reader` for whoever has no place there or no keys."""
    if not set(readers) <= {one.id for one in keyed_people(organisation)}:
        raise UsageError("awards-no-such-reader")


def known(what: str, code: str) -> str:
    """A code of the words. Raises UsageError `awards-code`."""
    if code not in words(what):
        raise UsageError("awards-code", value=code[:40], known=", ".join(words(what)))
    return code


def known_all(what: str, codes: Collection[str]) -> list[str]:
    """In the order of the words. Raises UsageError `awards-code`."""
    for code in codes:
        known(what, code)
    return [code for code in words(what) if code in set(codes)]


def refuse_amount(amount: int) -> int:
    """Raises UsageError `awards-amount`."""
    if not 0 < amount <= MOST:
        raise UsageError("awards-amount", value=str(amount)[:40])
    return amount


def refuse_future(day: date) -> date:
    """What has not happened is not noted. Raises UsageError `awards-day`."""
    if day > timezone.localdate():
        raise UsageError("awards-day", day=day.isoformat())
    return day
