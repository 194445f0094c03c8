"""Fill in an application step by step: what is answered is kept after each page, and opens with the code only. None of this is in
the record of acts."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, allow
from tadasu.web.foundation.correspondence.actions.source import stay
from tadasu.web.foundation.correspondence.pages import Visit
from tadasu.web.foundation.guided.questions import Answers, Value, too_long
from tadasu.web.funding.applications import queries
from tadasu.web.funding.applications._drafts import Content, opened, sealed
from tadasu.web.funding.applications._sent import last_sent
from tadasu.web.funding.applications.access import APPLY
from tadasu.web.funding.applications.asking import Asking, Step
from tadasu.web.funding.applications.models import ASKED, Draft
from tadasu.web.funding.applications.of_call import asking_for
from tadasu.web.funding.calls.models import INVITED, Call
from tadasu.web.funding.calls.queries import held_invitation, public_call, takes_applications


def draft_of(visit: Visit) -> Content | None:
    """What was filled in so far, within `holding` the digest of the box; None where there is no draft. Raises Refused."""
    allow(ANONYMOUS, APPLY.name, visit)
    row = Draft.objects.filter(digest=visit.box.digest).first()
    return opened(visit, bytes(row.sealed)) if row is not None else None


def begin(visit: Visit, *, call: UUID, invitation: str = "") -> Content:
    """A draft for a call. What was sent in it before is there again, to be corrected; of what was sent or begun for another call
    whatever is the same for all.

    Raises Refused, UsageError `applications-no-call`, `applications-no-invitation`, `applications-draft-there` where a draft for
    another call that still takes applications would lose answers, `box-busy`, `box-closed`, `box-unknown`.
    """
    allow(ANONYMOUS, APPLY.name, visit)
    box = stay(visit)
    found = call_for(visit, call)
    running = queries.running_in(box.id, call)
    if running is None and found.kind == INVITED:
        held = held_invitation(invitation) if invitation else None
        if held is None or held.call_id != call:
            raise UsageError("applications-no-invitation")
    before, there = last_sent(visit, running), draft_of(visit)
    asking = asking_for(found)
    if there is not None and there.call != str(call) and _would_lose(visit, there, asking):
        raise UsageError("applications-draft-there")
    answers: dict[str, Value] = dict(before.answers) if before is not None and running is not None else {}
    if running is None and before is not None:
        answers = asking.again(before.answers)
    if there is not None:
        answers |= dict(there.answers) if there.call == str(call) else asking.again(there.answers)
    return _keep(visit, Content(call=str(call), invitation=invitation, answers=answers))


def call_for(visit: Visit, call: UUID) -> Call:
    """A call for which this box takes applications now, or an application of this box that is asked about.

    Raises UsageError `applications-no-call`."""
    try:
        found = public_call(call)
    except Call.DoesNotExist:
        raise UsageError("applications-no-call") from None
    if found.counter != visit.box.counter_id:
        raise UsageError("applications-no-call")
    running = queries.running_in(visit.box.id, call)
    if not takes_applications(found) and (running is None or running.state != ASKED):
        raise UsageError("applications-no-call")
    return found


def save(visit: Visit, *, page: Step | None = None, answers: Answers | None = None, to: str | None = None) -> Content:
    """Keep what was answered on a page, in the place of what was answered there before, and where its holder is now. Of two who
    save at once both are kept, page by page.

    Raises Refused, UsageError `applications-no-draft`, `applications-too-long` (question, most), `box-busy`, `box-closed`,
    `box-unknown`.
    """
    allow(ANONYMOUS, APPLY.name, visit)
    if page is not None and (one := too_long(page.questions, answers or {})) is not None:
        raise UsageError("applications-too-long", question=one.id, most=str(one.most))
    stay(visit)
    before = draft_of(visit)
    if before is None:
        raise UsageError("applications-no-draft")
    kept = dict(before.answers)
    for question in page.questions if page is not None else ():
        kept.pop(question.id, None)
        if found := (answers or {}).get(question.id):
            kept[question.id] = found
    return _keep(visit, replace(before, answers=kept, page=before.page if to is None else to))


def take_in(visit: Visit, answers: Mapping[str, Value]) -> Content:
    """Answers that stand in another application, where this one has none. As `save`."""
    allow(ANONYMOUS, APPLY.name, visit)
    stay(visit)
    before = draft_of(visit)
    if before is None:
        raise UsageError("applications-no-draft")
    return _keep(visit, replace(before, answers={**answers, **before.answers}))


def discard(visit: Visit) -> None:
    """Delete it. Raises Refused."""
    allow(ANONYMOUS, APPLY.name, visit)
    Draft.objects.filter(digest=visit.box.digest).delete()


def asking_of(draft: Content) -> tuple[Call, Asking]:
    """The call of a draft, and all that is asked for it. Raises UsageError `applications-no-call`."""
    try:
        call = public_call(UUID(draft.call))
    except Call.DoesNotExist:
        raise UsageError("applications-no-call") from None
    return call, asking_for(call)


def _would_lose(visit: Visit, draft: Content, asking: Asking) -> bool:
    try:
        call_for(visit, UUID(draft.call))
    except UsageError:
        return False
    return not set(draft.answers) <= set(asking.again(draft.answers))


def _keep(visit: Visit, content: Content) -> Content:
    put = sealed(visit, content)
    stay(visit, size=len(put))
    row = Draft.objects.filter(digest=visit.box.digest).first()
    if row is None:
        Draft.objects.create(digest=str(visit.box.digest), sealed=put)
    else:
        row.sealed = put
        row.save(update_fields=["sealed"])
    return content
