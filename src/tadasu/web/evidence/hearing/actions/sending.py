"""Send: on its day a box is opened, its code is shown once for the letter on paper, and the time of the company begins."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tadasu.schema import UsageError
from tadasu.web.evidence.hearing._letter import LANGUAGES, written
from tadasu.web.evidence.hearing._standing import last_came
from tadasu.web.evidence.hearing._told import earliest, told_of
from tadasu.web.evidence.hearing._writing import inquiry_alone, locked, write_down
from tadasu.web.evidence.hearing.access import SEND
from tadasu.web.evidence.hearing.actions.preparing import die_of, free_from, refuse_changed
from tadasu.web.evidence.hearing.models import RELEASED, SENT, Notice
from tadasu.web.evidence.hearing.procedure import ASKER, KIND, NAMED, answers_of, procedure_for
from tadasu.web.evidence.hearing.queries import rule_text, run_of
from tadasu.web.evidence.hearing.words import PURPOSE, wait
from tadasu.web.evidence.verification.access import CONCLUDES
from tadasu.web.evidence.verification.models import Inquiry
from tadasu.web.foundation.access import ANONYMOUS, Actor, acting
from tadasu.web.foundation.accounts.actor import person
from tadasu.web.foundation.accounts.roles import kinds
from tadasu.web.foundation.accounts.words import name_of
from tadasu.web.foundation.correspondence.actions.entering import entered, leave, open_box
from tadasu.web.foundation.correspondence.actions.staff import close, reply
from tadasu.web.foundation.correspondence.models import Box, BoxReader, Counter
from tadasu.web.foundation.procedure.actions import Bound, open_run


@dataclass(frozen=True, slots=True)
class Sent:
    """The notice, and the code for the letter, to be shown once."""

    notice: Notice
    code: str = field(repr=False)


def send(actor: Actor, *, notice: UUID, instead_of: UUID | None = None) -> Sent:
    """Sent now; or, before anything came from the company, sent once more with a new code where the letter was lost: `instead_of`
    is the box of that letter, which is closed, and the time goes on. Of two who send at once only the first one's code is made.

    Raises Notice.DoesNotExist, Inquiry.DoesNotExist, Refused, UsageError `hearing-state`, `hearing-sent-meanwhile`,
    `hearing-not-the-day`, `hearing-changed`, `hearing-does-not-stand`, `hearing-no-counter`, `hearing-no-reader`,
    `hearing-answered`, `verification-closed`, and as `open_box`."""
    with transaction.atomic():
        found = locked(actor, notice, SEND, RELEASED, SENT)
        if found.box != instead_of:
            raise UsageError("hearing-sent-meanwhile")
        if found.box is not None and answers_of(found.id):
            raise UsageError("hearing-answered")
        inquiry = inquiry_alone(actor, found.inquiry)
        refuse_changed(found, inquiry)
        counter = Counter.objects.filter(organisation=found.organisation_id, purpose=PURPOSE, open=True).first()
        if counter is None:
            raise UsageError("hearing-no-counter")
        old = found.box
        if old is None:
            _refuse_day(found, inquiry)
            _begin(actor, found)
        found.box, code = _box(actor, counter)
        found.state = SENT
        found.save(update_fields=["state", "box", "run", "sent_by", "sent_on"])
        if old is not None and Box.objects.filter(id=old, closed=False).exists():  # an ended box is closed too
            close(actor, box=old)
        said = _text(found)
        reply(actor, box=found.box, text=said)
        digest = hashlib.sha256(said.encode()).hexdigest()
        write_down(actor, SEND, found, detail={"box": str(found.box), "letter": digest, "again": int(old is not None)})
    return Sent(found, code)


def _refuse_day(notice: Notice, inquiry: Inquiry) -> None:
    """On the day of the week on which all notices go, no sooner than its day, nor than the last piece and its die let it."""
    today, last = timezone.localdate(), last_came(inquiry)
    days = [notice.send_on, free_from(notice), earliest(last, last, wait(), die_of(notice)) if last else None]
    first = earliest(None, max(today, *filter(None, days)), wait())
    if today < first:
        raise UsageError("hearing-not-the-day", day=first.isoformat())


def _begin(actor: Actor, notice: Notice) -> None:
    """The time runs from today."""
    roles = [one for one in CONCLUDES if one in kinds()[notice.organisation.kind].roles]
    today = timezone.localdate()
    run = open_run(
        actor,
        kind=KIND,
        organisation=notice.organisation_id,
        subject=notice.id,
        procedure=procedure_for(notice.time, today),
        bound=[
            Bound(part=part, organisation=notice.organisation_id, role=role, outside=part == NAMED)
            for part in (ASKER, NAMED)
            for role in roles
        ],
        day=today,
    )
    notice.run, notice.sent_by_id, notice.sent_on = run.id, person(actor), today


def _box(actor: Actor, counter: Counter) -> tuple[UUID, str]:
    """A new one, which the actor has to be a reader of. Nobody visits it yet."""
    with acting(ANONYMOUS):
        opened = open_box(counter)
        visit = entered(opened.token)
        leave(opened.token)
    if visit is None:
        raise UsageError("box-unknown")
    if not BoxReader.objects.filter(box=visit.box.id, user=person(actor)).exists():
        raise UsageError("hearing-no-reader")
    return visit.box.id, opened.code


def _text(notice: Notice) -> str:
    """The letter in both languages, as it lies in the box."""
    run = run_of(notice)
    if run is None:
        raise UsageError("hearing-state")
    place = notice.organisation
    parts = [
        written(
            told_of(notice.told),
            notice.words.get(language, ""),
            language=language,
            organisation=name_of(place, language),
            due=run.due_on,
            rule=rule_text(notice, run, language),
        ).text()
        for language in LANGUAGES
    ]
    return "\n\n――――\n\n".join(parts)
