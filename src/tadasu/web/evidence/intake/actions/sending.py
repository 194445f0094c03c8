"""Send what was filled in: sealed to the readers of the box as one document, once, and the draft is gone. From that moment it is
an item of custody, with its fingerprint."""

import hashlib

from tadasu.schema import UsageError
from tadasu.web.evidence.custody.actions import receive
from tadasu.web.evidence.intake import queries
from tadasu.web.evidence.intake._drafts import opened
from tadasu.web.evidence.intake.access import REPORT
from tadasu.web.evidence.intake.actions.drafting import refuse_long
from tadasu.web.evidence.intake.actions.permitting import record
from tadasu.web.evidence.intake.documents import KIND, Report, written
from tadasu.web.evidence.intake.models import Draft
from tadasu.web.evidence.intake.questions import form
from tadasu.web.foundation.access import ANONYMOUS, acting, allow
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.correspondence.actions.entering import SENT_FORM
from tadasu.web.foundation.correspondence.actions.source import send_form, stay
from tadasu.web.foundation.correspondence.models import Box
from tadasu.web.foundation.correspondence.pages import Visit, note
from tadasu.weighing import Kind


def send(visit: Visit, *, language: str, read: str | None = None) -> bool:
    """Whether something was sent now: sent a second time there is no draft any more, and nothing is done. `read` is
    `Content.read` of what was shown before.

    Raises Refused, UsageError `intake-changed`, `intake-empty`, `intake-too-long` (question, most), and as
    `correspondence.actions.source.send_form`.
    """
    allow(ANONYMOUS, REPORT.name, visit)
    box = stay(visit)
    row = Draft.objects.filter(digest=visit.box.digest).first()
    if row is None:
        return False
    draft = opened(visit, bytes(row.sealed), form())
    if read not in (None, draft.read):
        raise UsageError("intake-changed")
    refuse_long(form().questions(), draft.answers)
    if not any(one for key, one in draft.answers.items() if key not in ("permissions", "relation")):
        raise UsageError("intake-empty")
    report = Report(number=queries.sent(visit.box.id) + 1, language=language, answers=draft.answers)
    content = written(report)
    send_form(visit, kind=KIND, content=content, once=draft.once)
    _into_custody(box, report.number, content)
    record(box, report.permissions)
    row.delete()
    note(visit, SENT_FORM)
    return True


def _into_custody(box: Box, number: int, content: bytes) -> None:
    """As the organisation's steward: the record of acts tells nothing of it."""
    sent = queries.versions_of(box.id)[0]
    ours = steward(box.organisation)
    with acting(ours):
        receive(
            ours,
            organisation=box.organisation_id,
            kind=Kind.TESTIMONY,
            label=f"{box.id.hex[:8]} {number}",
            digest=hashlib.sha256(content).digest(),
            record=sent.record,
            month=box.month,
            origin_of=box.id,
        )
