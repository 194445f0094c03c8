"""Write with the grantee: a box whose code is handed out once, and what comes in it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Actor, acting, allow, holding
from tadasu.web.foundation.accounts.actor import person, steward
from tadasu.web.foundation.correspondence.access import Visit
from tadasu.web.foundation.correspondence.actions.entering import entered, leave, open_box
from tadasu.web.foundation.correspondence.actions.source import write as write_letter
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter, Letter, Sort
from tadasu.web.funding.awards._writing import locked, write
from tadasu.web.funding.awards.access import HAND_OUT, TELL
from tadasu.web.funding.awards.actions.reporting import came_in_box
from tadasu.web.funding.awards.models import DRAFT, HIDDEN, IN_FORCE, Award, Report

PURPOSE = "funding.award"


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The award, and the code of its box, to be shown once."""

    award: Award
    code: str = field(repr=False)


def hand_out_box(actor: Actor, *, award: UUID) -> HandedOut:
    """A box for an award that has none, or whose box has ended. Its code goes to the grantee by the way that was agreed.

    Raises Award.DoesNotExist, Refused, UsageError `awards-state`, `awards-box-there`, `awards-no-counter`,
    `awards-no-box-reader`, `awards-box-withheld`, and as `open_box`."""
    with transaction.atomic():
        found = locked(actor, award, HAND_OUT, DRAFT, *IN_FORCE)
        if found.box is not None and Box.objects.filter(id=found.box, ended="").exists():
            raise UsageError("awards-box-there")
        counter = Counter.objects.filter(organisation=found.organisation_id, purpose=PURPOSE, open=True).first()
        if counter is None:
            raise UsageError("awards-no-counter")
        with acting(ANONYMOUS):
            opened = open_box(counter)
            visit = entered(opened.token)
            leave(opened.token)
        if visit is None:
            raise UsageError("box-unknown")
        if not BoxReader.objects.filter(box=visit.box.id, user=person(actor)).exists():
            raise UsageError("awards-no-box-reader")
        found.box = visit.box.id
        if found.level == HIDDEN:
            refuse_box_read_by_others(found)
        found.save(update_fields=["box"])
        write(actor, HAND_OUT, found, "box")
    return HandedOut(found, opened.code)


def refuse_box_read_by_others(award: Award) -> None:
    """Raises UsageError `awards-box-withheld` where people read its box who are not its named readers."""
    if BoxReader.objects.filter(box=award.box).exclude(user__in=award.readers).exists():
        raise UsageError("awards-box-withheld")


def tell(visit: Visit, *, award: UUID, number: int, text: str = "", letter: int | None = None, once: str = "") -> int:
    """The grantee reports: in a letter, or by a file that it sent before (the sound of somebody who speaks will do). The
    number of the letter. Raises Refused, UsageError `awards-no-such-award`, `awards-state`, `awards-settled`,
    `awards-no-such-letter`, and as `source.write`."""
    allow(ANONYMOUS, TELL.name, visit)
    with transaction.atomic(), acting(steward(visit.box.organisation)), holding(str(visit.box.digest)):
        found = Award.objects.select_for_update(of=("self",), no_key=True).filter(id=award, box=visit.box.id).first()
        if found is None or not Report.objects.filter(award=found, number=number).exists():
            raise UsageError("awards-no-such-award")
        if found.state not in IN_FORCE:
            raise UsageError("awards-state")
        if letter is None:
            with acting(ANONYMOUS), holding(str(visit.box.digest)):
                letter = write_letter(visit, text=text, once=once)
        elif letter not in own_files(visit):
            raise UsageError("awards-no-such-letter")
        came_in_box(found, number, letter)
    return letter


def own_files(visit: Visit) -> list[int]:
    """Numbers of files that the grantee sent."""
    rows = Letter.objects.filter(box=visit.box.id, from_source=True, sort=Sort.FILE)
    return list(rows.order_by("number").values_list("number", flat=True))
